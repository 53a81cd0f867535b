import { factOf, valueOf, type AttributePath, type Fact, type Part, type Side } from '../part';

const USERS = 'AWS::IAM::User';
const GROUP = ['recording_group', 0] as const;
const STRATEGY: AttributePath = [...GROUP, 'recording_strategy', 0, 'use_only'];
const EXCLUDED: AttributePath = [...GROUP, 'exclusion_by_resource_types', 0, 'resource_types'];

/**
 * Tells whether a recorder records IAM users; undefined when the plan does not tell.
 *
 * Without a recording group AWS Config records all types but the global IAM ones, and with all types it records those only when told to.
 * What excludes types overrides both and records IAM users unless it names them.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html (read 2026-11)
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingStrategy.html (read 2026-11)
 */
export function recordsUsers(recorder: Part, side: Side): boolean | undefined {
  // A strategy that the provider fills in later says nothing that the other fields do not.
  const strategy = valueOf(recorder, side, STRATEGY);
  const excluded = factOf(recorder, side, EXCLUDED);
  if (excluded.kind === 'unknown') return undefined;
  if (strategy === 'EXCLUSION_BY_RESOURCE_TYPES' || excluded.kind === 'known') return !namesUsers(excluded);
  const all = factOf(recorder, side, [...GROUP, 'all_supported']);
  if (all.kind === 'unknown') return undefined;
  const isAll = strategy === undefined ? all.kind === 'known' && all.value === true : strategy === 'ALL_SUPPORTED_RESOURCE_TYPES';
  const fact = factOf(recorder, side, [...GROUP, isAll ? 'include_global_resource_types' : 'resource_types']);
  if (fact.kind === 'unknown') return undefined;
  return isAll ? fact.kind === 'known' && fact.value === true : namesUsers(fact);
}

function namesUsers(types: Fact): boolean {
  return types.kind === 'known' && Array.isArray(types.value) && types.value.includes(USERS);
}
