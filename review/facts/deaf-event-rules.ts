import { isGone } from './gone';
import { mayMatch } from './event-match';
import { factOf, staysThrough, stringOf, valueOf, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { at } from '../recover/kinds';

/** An event rule that no longer hears of new findings. */
export interface DeafEventRule {
  readonly address: string;
  /** Completes "the event rule …". */
  readonly words: string;
}

/** Finds the event rules that heard of new findings of the policy's Config rule and no longer do. What is not known is no reason. */
export function deafEventRules(policy: PolicyChange): readonly DeafEventRule[] {
  return partsOf(policy, 'event-rule').flatMap((was) => {
    const is = staysThrough(was) ? was : successorOf(was, policy);
    const words = is === undefined ? undefined : deafness(policy, was, is);
    return is === undefined || words === undefined ? [] : [{ address: is.address, words }];
  });
}

/** One that is made where another goes takes its place. */
function successorOf(was: Part, policy: PolicyChange): Part | undefined {
  return isGone(was) ? partsOf(policy, 'event-rule').find(({ before }) => before === null) : undefined;
}

function deafness(policy: PolicyChange, was: Part, is: Part): string | undefined {
  if (isOff(is, 'after') && !isOff(was, 'before')) return 'is disabled';
  if (isOnAnotherBus(was, is)) return 'moves to another event bus, where AWS Config sends nothing';
  const before = mismatchOf(policy, was, 'before');
  return before === undefined ? mismatchOf(policy, is, 'after') : undefined;
}

/** Older providers have `is_enabled`. @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_rule (read 2026-11) */
function isOff(rule: Part, side: Side): boolean {
  return valueOf(rule, side, ['state']) === 'DISABLED' || valueOf(rule, side, ['is_enabled']) === false;
}

/** Services of AWS send to the default event bus only. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html (read 2026-11) */
function isOnAnotherBus(was: Part, is: Part): boolean {
  if (factOf(is, 'after', BUS).kind === 'unknown') return false;
  const [before, after] = [stringOf(was, 'before', BUS) ?? 'default', stringOf(is, 'after', BUS) ?? 'default'];
  return before !== after && !/^(arn:.*:event-bus\/)?default$/.test(after);
}

const BUS = ['event_bus_name'];

/**
 * What an event on a new finding has in its fields, each with the words for a pattern that wants something else.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html (read 2026-11)
 */
const FIELDS: readonly { readonly path: readonly string[]; readonly value: string; readonly words: string }[] = [
  { path: ['source'], value: 'aws.config', words: 'no longer takes events of aws.config' },
  { path: ['detail-type'], value: 'Config Rules Compliance Change', words: 'no longer takes changes of compliance' },
  { path: ['detail', 'messageType'], value: 'ComplianceChangeNotification', words: 'no longer takes changes of compliance' },
  {
    path: ['detail', 'newEvaluationResult', 'complianceType'],
    value: 'NON_COMPLIANT',
    words: 'no longer takes what is found NON_COMPLIANT',
  },
];

function mismatchOf(policy: PolicyChange, rule: Part, side: Side): string | undefined {
  const fact = factOf(rule, side, ['event_pattern']);
  switch (fact.kind) {
    case 'unknown':
      return undefined;
    case 'absent':
      return 'has no event pattern any more';
    case 'known': {
      const pattern = parsed(fact.value);
      if (pattern === undefined) return 'has an event pattern that cannot be read';
      const field = FIELDS.find(({ path, value }) => !mayMatch(at(pattern, ...path), value));
      return field?.words ?? (namesRule(policy, side, pattern) ? undefined : 'no longer takes events of the Config rule of this policy');
    }
  }
}

function namesRule(policy: PolicyChange, side: Side, pattern: unknown): boolean {
  const wanted = at(pattern, 'detail', 'configRuleName');
  const rules = partsOf(policy, 'rule').filter((rule) => rule[side] !== null);
  const names = rules.map((rule) => stringOf(rule, side, ['name']));
  return names.length === 0 || names.some((name) => name === undefined || mayMatch(wanted, name));
}

function parsed(text: unknown): object | undefined {
  try {
    const value = JSON.parse(String(text)) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
