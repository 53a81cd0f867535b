import type { Grant } from './iam-grants';
import { textOf } from '../leaf';
import { stringOf, type PartKind, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** What a policy has of its own that its roles act on. */
export type OwnResource = 'table' | 'queue' | 'log-group' | 'topic' | 'kms-key' | 'function';

/** Tells which of its own resources of a policy a grant is on, on one side; undefined when it is on none, or on more. */
export function ownResourceOf({ on, condition }: Grant, policy: PolicyChange, side: Side): OwnResource | undefined {
  if (on.kind !== 'only') return undefined;
  const leaves = policy[side];
  if (on.pattern === textOf(leaves, 'alerts.topicArn')) return 'topic';
  if (on.pattern === textOf(leaves, 'kmsKeyArn') || isBehindAlias(on.pattern, condition, policy, side)) return 'kms-key';
  return NAMED.find(({ kind, service, attribute }) => {
    const parts = partsOf(policy, kind);
    return parts.some((part) => names(on.pattern, service, stringOf(part, side, [attribute]), part.regions[side]));
  })?.kind;
}

/** How the ARN of each begins, and what its end is. */
const NAMED: readonly {
  readonly kind: Exclude<OwnResource, 'kms-key'> & PartKind;
  readonly service: string;
  readonly attribute: string;
}[] = [
  { kind: 'table', service: 'dynamodb', attribute: 'name' },
  { kind: 'queue', service: 'sqs', attribute: 'name' },
  { kind: 'log-group', service: 'logs', attribute: 'name' },
  { kind: 'topic', service: 'sns', attribute: 'name' },
  { kind: 'function', service: 'lambda', attribute: 'function_name' },
];

/**
 * Tells whether an ARN names a thing: `arn:PARTITION:SERVICE:REGION:ACCOUNT:` and the name, with the type before it for some and `:*` after it for log groups.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html (read 2026-11)
 */
function names(arn: string, service: string, name: string | undefined, region: string | undefined): boolean {
  const [start, , arnService, arnRegion, , ...rest] = arn.split(':');
  if (start !== 'arn' || arnService !== service || name === undefined) return false;
  if (region !== undefined && region !== arnRegion) return false;
  const ends = [name, `table/${name}`, `function:${name}`, `log-group:${name}:*`];
  return ends.includes(rest.join(':'));
}

/** A key whose id is not known in a first plan is told by its alias, as a condition. */
function isBehindAlias(arn: string, condition: string, policy: PolicyChange, side: Side): boolean {
  const aliases = partsOf(policy, 'kms-alias').map((part) => stringOf(part, side, ['name']));
  const isBound = aliases.some((alias) => alias !== undefined && condition.includes(`"kms:resourcealiases":${JSON.stringify(alias)}`));
  return isBound && /^arn:[^:]+:kms:[^:]*:(?:\d*|\$\{[^:{}]*\}):key\/\*$/.test(arn);
}
