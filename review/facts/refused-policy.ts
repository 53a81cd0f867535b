import { SettingError } from '../../domain/errors';
import { settingAt } from '../../domain/settings';
import { POLICY_VARIABLE, readSweepPolicy } from '../../domain/sweep-policy';
import { factOf, valueOf, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { asJson } from '../recover/reading';

/** A function that refuses to start, because of what it is given as its policy. */
export interface RefusedPolicy {
  readonly address: string;
  /** What the function says, as a sentence of its own. */
  readonly words: string;
}

/** Finds the functions that took their policy and no longer do, by asking what the function itself asks at its start. */
export function refusedPolicies(policy: PolicyChange): readonly RefusedPolicy[] {
  return partsOf(policy, 'function').flatMap((part) => {
    if (isAsGood(valueOf(part, 'before', PATH), valueOf(part, 'after', PATH))) return [];
    const refusal = refusalOf(part, 'after');
    return refusal === undefined || refusalOf(part, 'before') !== undefined ? [] : [{ address: part.address, words: refusal }];
  });
}

const PATH = ['environment', 0, 'variables', POLICY_VARIABLE];

/**
 * Tells whether nothing changes but numbers, which stay within their bounds: what took the one takes the other. Most changes are such,
 * and to ask the function itself costs as much as all other checks.
 */
function isAsGood(before: unknown, after: unknown): boolean {
  const [was, is] = [asJson(before), asJson(after)];
  if (was === undefined || is === undefined || Object.keys(was).join() !== Object.keys(is).join()) return false;
  const isTogether = Number(is['warnDays']) < Number(is['maxCredentialUsageAgeDays']);
  const isGood = ([name, value]: readonly [string, unknown]): boolean =>
    JSON.stringify(value) === JSON.stringify(was[name]) || isWithin(name, value);
  return isTogether && Object.entries(is).every(isGood);
}

function isWithin(name: string, value: unknown): boolean {
  const { kind, bounds } = settingAt(name) ?? settingAt(`remediation.${name}`) ?? {};
  const { minimum = Infinity, maximum = -Infinity } = bounds ?? {};
  return kind === 'integer' && Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
}

/** Says why the function refuses what it is given as its policy on one side; undefined where it takes it, or that is not known. */
export function refusalOf(part: Part, side: Side): string | undefined {
  const fact = factOf(part, side, PATH);
  if (fact.kind !== 'known') return undefined;
  try {
    readSweepPolicy(String(fact.value));
    return undefined;
  } catch (error) {
    const isTold = error instanceof SettingError && !fact.isSensitive;
    return `the function refuses its policy${isTold ? `, because ${error.message}` : ''}`;
  }
}
