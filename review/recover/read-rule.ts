import { days } from '../../domain/phrases';
import { OFFERED_REGIONS } from '../../domain/regions';
import { POLICY_VARIABLE } from '../../domain/sweep-policy';
import type { KnownLeaf, Leaf } from '../leaf';
import { factOf, isHidden, type Part } from '../part';
import { asJson, asText, asWhole, type Reading } from './reading';

/** What the Config rule tells: the limit, where it stands, how often it judges, and the names and tags of the policy. */
export function readRule(reading: Reading): void {
  const rules = reading.own('rule');
  reading.set('maxCredentialUsageAgeDays', limitIn(reading, rules));
  reading.set('regions', regionsOf(reading, rules));
  const [first] = rules;
  const rotation = reading.own('rotation-rule');
  if (rotation.length > 0) {
    reading.say('rotation', 'on', rotation[0]);
    reading.set('rotation.maxAccessKeyAgeDays', weakest(rotation.map((rule) => parameterOf(reading, rule, 'maxAccessKeyAge'))));
  }
  reading.set('allowRegions', {
    kind: 'known',
    value: notOffered(reading),
    address: (first ?? reading.own('function')[0])?.address ?? '',
    isSensitive: isRegionHidden(reading, rules),
  });
  if (first === undefined) return;
  reading.set('evaluationFrequency', frequencyOf(reading, first));
  reading.set('namePrefix', reading.leaf(first, ['name'], asText));
  reading.set('tags', reading.leaf(first, ['tags'], asTags, { absent: {} }));
}

function frequencyOf(reading: Reading, rule: Part): Leaf | undefined {
  const leaf = reading.leaf(rule, ['maximum_execution_frequency'], asText, { absent: 'TwentyFour_Hours' });
  const because = rule.unreadable?.[reading.side];
  return leaf?.kind === 'unknown' && leaf.cause === 'unreadable' && because !== undefined ? { ...leaf, because } : leaf;
}

/** One limit, though the function judges by its own: it may only act later than the Config rules report. */
function limitIn(reading: Reading, rules: readonly Part[]): Leaf | undefined {
  const reports = rules.map((rule) => parameterOf(reading, rule, 'maxCredentialUsageAge'));
  const acts = limitsOfFunctions(reading);
  const [whole, first, early] = [weakest([...reports, ...acts]), lowest(reports), lowest(acts)];
  if (whole?.kind !== 'known' || first === undefined || early === undefined || early.value >= first.value) return whole;
  const isHidden = first.isSensitive || early.isSensitive;
  const because = isHidden
    ? 'the function acts before the Config rule reports'
    : `the function acts after ${days(early.value)} without use, and the Config rule reports after ${days(first.value)}`;
  return { kind: 'unknown', address: early.address, cause: 'several', because, atMost: Number(whole.value) };
}

/** Reads a parameter of a managed rule. AWS requires it, so a rule without it is not one that works. */
function parameterOf(reading: Reading, rule: Part, name: string): Leaf {
  const leaf = reading.leaf(rule, ['input_parameters'], (json) => asWhole(asJson(json)?.[name]), { within: [name] });
  if (leaf === undefined || (leaf.kind === 'unknown' && leaf.cause === 'unreadable')) {
    const because = rule.unreadable?.[reading.side] ?? `input_parameters has no whole number ${name}`;
    return { kind: 'unknown', address: rule.address, cause: 'unreadable', because };
  }
  return leaf;
}

/** The function's own settings say where its policy cannot be read. */
function limitsOfFunctions(reading: Reading): readonly Leaf[] {
  return reading.own('function').flatMap((part) => {
    const name = 'maxCredentialUsageAgeDays';
    const leaf = reading.leaf(part, ['environment', 0, 'variables', POLICY_VARIABLE], (json) => asWhole(asJson(json)?.[name]), {
      within: [name],
    });
    return leaf === undefined || (leaf.kind === 'unknown' && leaf.cause === 'unreadable') ? [] : [leaf];
  });
}

/** Undefined where none is known. */
function lowest(leaves: readonly Leaf[]): (KnownLeaf & { readonly value: number }) | undefined {
  const known = leaves.filter(
    (leaf): leaf is KnownLeaf & { readonly value: number } => leaf.kind === 'known' && typeof leaf.value === 'number',
  );
  return known.toSorted((one, other) => one.value - other.value)[0];
}

/** Of several limits the one that lets a key idle longest; not known as soon as one of them is not. */
function weakest(leaves: readonly Leaf[]): Leaf | undefined {
  const unknown = leaves.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return unknown;
  const numberOf = (leaf: Leaf): number => (leaf.kind === 'known' ? Number(leaf.value) : 0);
  return leaves.toSorted((one, other) => numberOf(other) - numberOf(one))[0];
}

function regionsOf(reading: Reading, rules: readonly Part[]): Leaf {
  const hidden = rules.find((rule) => rule.regions[reading.side] === undefined);
  if (hidden !== undefined) {
    const isLater = factOf(hidden, reading.side, ['region']).kind === 'unknown';
    return isLater
      ? { kind: 'unknown', address: hidden.address, cause: 'apply', because: regionLater(hidden) }
      : { kind: 'unknown', address: hidden.address, cause: 'not-in-plan', because: regionOf(hidden) };
  }
  const regions = [...new Set(rules.map((rule) => rule.regions[reading.side]))].sort();
  return { kind: 'known', value: regions, address: rules[0]?.address ?? '', isSensitive: isRegionHidden(reading, rules) };
}

/** Says why the region of a part is not told that is an expression, or known only after apply. */
export const regionLater = ({ change }: Part): string =>
  change.isFromFiles === true ? 'the region is an expression, which only a plan resolves' : 'the region is known only after apply';

/** Says why the region of a part is not told that has none of its own. */
export const regionOf = ({ change }: Part): string =>
  `the provider's region is not in the ${change.isFromFiles === true ? 'files' : 'plan'}`;

/** Tells whether the region of any part is marked sensitive. */
export function isRegionHidden(reading: Reading, parts: readonly Part[]): boolean {
  return parts.some((part) => isHidden(part, reading.side, ['region']));
}

function notOffered(reading: Reading): readonly string[] {
  const leaf = reading.leaves.get('regions');
  return leaf?.kind === 'known' && Array.isArray(leaf.value)
    ? leaf.value.map(String).filter((region) => !OFFERED_REGIONS.includes(region))
    : [];
}

function asTags(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
