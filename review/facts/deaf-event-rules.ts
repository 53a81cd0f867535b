import { listed } from '../../domain/phrases';
import { boundMore } from './event-conditions';
import { matchOf, type Match } from './event-match';
import { isGone } from './gone';
import { factOf, staysThrough, stringOf, valueOf, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { asJson } from '../recover/reading';
import { at, NAMED_BY_AWS } from '../recover/kinds';

/** An event rule that no longer hears of new findings, or perhaps not of all. */
export interface DeafEventRule {
  readonly address: string;
  /** Completes "the event rule …". */
  readonly words: string;
  /** False where what it asks for besides may be so in new findings. */
  readonly isSure: boolean;
}

/** Finds the event rules that heard of new findings of the policy's Config rule and no longer do, or may not. What is not known is no reason. */
export function deafEventRules(policy: PolicyChange): readonly DeafEventRule[] {
  return partsOf(policy, 'event-rule').flatMap((was) => {
    const is = staysThrough(was) ? was : successorOf(was, policy);
    if (is === undefined) return [];
    const [sure, unsure] = [deafness(policy, was, is), narrowness(policy, was, is)];
    const words = sure ?? unsure;
    return words === undefined ? [] : [{ address: is.address, words, isSure: sure !== undefined }];
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

/** Says what a pattern that stays asks for besides, where a new finding may be otherwise. */
function narrowness(policy: PolicyChange, was: Part, is: Part): string | undefined {
  if (mismatchOf(policy, was, 'before') !== undefined) return undefined;
  const [before, fact] = [patternOf(was, 'before'), factOf(is, 'after', PATTERN)];
  const after = patternOf(is, 'after');
  if (before === undefined || after === undefined) return undefined;
  const keys = boundMore(before, after).filter((key) => (knownMatch(policy, after, key) ?? ownMatch(was, after, key)) !== 'yes');
  if (keys.length === 0) return undefined;
  return `asks for more than before in ${fact.kind === 'known' && fact.isSensitive ? 'what is marked sensitive' : listed(keys)}`;
}

/** How a pattern matches in a field of which it is known what a new finding has there; undefined for any other. */
function knownMatch(policy: PolicyChange, pattern: object, key: string): Match | undefined {
  if (key === RULE_NAME.join('.')) return matchOfRule(policy, 'after', pattern);
  const field = FIELDS.find(({ path }) => path.join('.') === key);
  return field && matchOf(at(pattern, ...field.path), field.value);
}

/** How a pattern matches where the event rule itself is; undefined for any other field, and where its ARN is not told. */
function ownMatch(rule: Part, pattern: object, key: string): Match | undefined {
  const [, , , region, account] = (stringOf(rule, 'before', ['arn']) ?? '').split(':');
  const own = { region, account, 'detail.awsRegion': region, 'detail.awsAccountId': account }[key];
  return own === undefined ? undefined : matchOf(at(pattern, ...key.split('.')), own);
}

function patternOf(rule: Part, side: Side): object | undefined {
  const fact = factOf(rule, side, PATTERN);
  return fact.kind === 'known' ? asJson(fact.value) : undefined;
}

const PATTERN = ['event_pattern'];

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
  { path: ['detail', 'resourceType'], value: 'AWS::IAM::User', words: 'no longer takes what is found of IAM users' },
  { path: ['detail', 'messageType'], value: 'ComplianceChangeNotification', words: 'no longer takes changes of compliance' },
  {
    path: ['detail', 'newEvaluationResult', 'complianceType'],
    value: 'NON_COMPLIANT',
    words: 'no longer takes what is found NON_COMPLIANT',
  },
];

function mismatchOf(policy: PolicyChange, rule: Part, side: Side): string | undefined {
  const fact = factOf(rule, side, PATTERN);
  switch (fact.kind) {
    case 'unknown':
      return undefined;
    case 'absent':
      return 'has no event pattern any more';
    case 'known': {
      const pattern = asJson(fact.value);
      if (pattern === undefined) return 'has an event pattern that cannot be read';
      const field = FIELDS.find(({ path, value }) => matchOf(at(pattern, ...path), value) === 'no');
      return (
        field?.words ??
        (matchOfRule(policy, side, pattern) === 'no' ? 'no longer takes events of the Config rule of this policy' : undefined)
      );
    }
  }
}

const RULE_NAME = ['detail', 'configRuleName'];

/** One Config rule that it takes is enough, and one whose name is not told may be the one. */
function matchOfRule(policy: PolicyChange, side: Side, pattern: object): Match {
  const wanted = at(pattern, ...RULE_NAME);
  const rules = partsOf(policy, 'rule').filter((rule) => rule[side] !== null);
  const names = rules.map((rule) => (NAMED_BY_AWS.has(rule.change.type) ? undefined : stringOf(rule, side, ['name'])));
  const matches = names.map((name) => (name === undefined ? 'yes' : matchOf(wanted, name)));
  if (matches.length === 0 || matches.includes('yes')) return 'yes';
  return matches.includes('maybe') ? 'maybe' : 'no';
}
