import { days, listed } from '../../domain/phrases';
import { POLICY_VARIABLE } from '../../domain/sweep-policy';
import type { DirectionCheck, Found } from '../check';
import { said, type KnownLeaf, type Leaf } from '../leaf';
import { factOf, type AttributePath, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { asJson, asWhole } from '../recover/reading';
import { regionsSaid } from '../facts/regions-said';
import { rulesByRegion } from '../facts/rules-by-region';
import { saidDays } from '../facts/said-days';

/** Finds that the limit rises: of the Config rule in a region, of the function, or of the policy as a whole. */
export const limitRaised: DirectionCheck = {
  name: 'limit-raised',
  severity: 'danger',
  asks: 'direction',
  means:
    'The number of days after which a credential counts as unused rises, in a region, for the function, or for the policy as a whole; or there is no longer one such number, because it cannot be read or because the function acts before the Config rule reports.',
  why: 'The limit is the policy: the higher it is, the longer a forgotten access key can be stolen and used before anybody hears of it.',
  example: 'In `input_parameters` of the Config rule, `maxCredentialUsageAge` goes from `"45"` to `"90"`.',
  advice: 'Keep the limit; if single users need longer, exempt them by name and say why.',
  find(policy) {
    const rises = [...ofRules(policy), ...ofFunctions(policy)];
    const whole = riseOf(policy.before?.get('maxCredentialUsageAgeDays'), policy.after?.get('maxCredentialUsageAgeDays'), '');
    const all = whole === undefined ? rises : [...rises, whole];
    return all.length > 0 ? grouped(all).map(found) : lost(policy);
  },
};

/** A rule whose limit can no longer be read reports by none that anybody chose, and a function that acts before it deactivates what nobody was told of. */
function lost({ before, after }: PolicyChange): readonly Found[] {
  const [was, is] = [before?.get('maxCredentialUsageAgeDays'), after?.get('maxCredentialUsageAgeDays')];
  if (was?.kind !== 'known' || is?.kind !== 'unknown') return [];
  const start = `the limit of ${saidDays(was)} goes`;
  if (is.cause === 'unreadable') return [{ address: is.address, message: `${start}, and none can be read: ${is.because}` }];
  if (is.cause === 'several') return [{ address: is.address, message: `${start}, and there are two instead: ${is.because}` }];
  return [];
}

interface Rise {
  readonly from: KnownLeaf & { readonly value: number };
  readonly to: KnownLeaf & { readonly value: number };
  /** Empty for the policy as a whole. */
  readonly where: string;
}

function ofRules(policy: PolicyChange): readonly Rise[] {
  return rulesByRegion(policy).flatMap(({ before, after }) => {
    const rise = riseOf(strictest(before, 'before'), strictest(after, 'after'), regionsSaid(after, 'after'));
    return rise ?? [];
  });
}

/** Of several rules in one region the strictest reports first. */
function strictest(rules: readonly Part[], side: Side): Leaf | undefined {
  const limits = rules.map((rule) => limitIn(rule, side, ['input_parameters'], 'maxCredentialUsageAge'));
  return limits.includes(undefined) ? undefined : limits.toSorted((one, other) => (one?.value ?? 0) - (other?.value ?? 0))[0];
}

function ofFunctions(policy: PolicyChange): readonly Rise[] {
  const path = ['environment', 0, 'variables', POLICY_VARIABLE];
  return partsOf(policy, 'function').flatMap((part) => {
    const limit = (side: Side): Leaf | undefined => limitIn(part, side, path, 'maxCredentialUsageAgeDays');
    return riseOf(limit('before'), limit('after'), 'the function') ?? [];
  });
}

/** Reads a limit from JSON in an attribute. */
function limitIn(part: Part, side: Side, path: AttributePath, name: string): Rise['from'] | undefined {
  const fact = factOf(part, side, path);
  if (fact.kind !== 'known') return undefined;
  const value = asWhole(asJson(fact.value)?.[name]);
  return value === undefined ? undefined : { kind: 'known', value, address: part.address, isSensitive: fact.isSensitive };
}

function riseOf(from: Leaf | undefined, to: Leaf | undefined, where: string): Rise | undefined {
  return isNumber(from) && isNumber(to) && to.value > from.value ? { from, to, where } : undefined;
}

function isNumber(leaf: Leaf | undefined): leaf is Rise['from'] {
  return leaf?.kind === 'known' && typeof leaf.value === 'number';
}

function isSame(one: Rise, other: Rise): boolean {
  return one.from.value === other.from.value && one.to.value === other.to.value && isSensitive(one) === isSensitive(other);
}

function isSensitive({ from, to }: Rise): boolean {
  return from.isSensitive || to.isSensitive;
}

function grouped(rises: readonly Rise[]): readonly (readonly [Rise, ...Rise[]])[] {
  const groups: [Rise, ...Rise[]][] = [];
  for (const rise of rises) {
    const group = groups.find(([first]) => isSame(first, rise));
    if (group === undefined) groups.push([rise]);
    else group.push(rise);
  }
  return groups;
}

function found(rises: readonly [Rise, ...Rise[]]): Found {
  const [first] = rises;
  const places = rises.map(({ where }) => where).filter((where) => where !== '');
  const where = places.length === 0 ? ' for the policy as a whole' : ` in ${listed(places)}`;
  const longer = isSensitive(first) ? 'longer' : `for ${days(first.to.value - first.from.value)} longer`;
  return {
    address: first.to.address,
    message: `the limit goes from ${said(first.from)} to ${saidDays(first.to)}${where}: a key may lie forgotten ${longer} before it counts as unused`,
  };
}
