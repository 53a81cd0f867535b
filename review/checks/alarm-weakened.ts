import { listed } from '../../domain/phrases';
import { alarmPairs, lostAlarms } from '../facts/alarm-pairs';
import { reasonsOf } from '../facts/alarm-reasons';
import { alarmRuleOf } from '../facts/alarm-rule';
import { subjectsOf, watchesDelivery, watchesSweep } from '../facts/alarm-watch';
import type { DirectionCheck, Found } from '../check';
import { forgottenWords } from '../facts/gone';
import { textOf } from '../leaf';
import { stringOf, type Part } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/**
 * Finds that an alarm tells less than it did, or goes although what it watched stays.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html (read 2026-11)
 */
export const alarmWeakened: DirectionCheck = {
  name: 'alarm-weakened',
  severity: 'warning',
  asks: 'direction',
  means:
    'An alarm of the policy is removed while what it watched stays, is disabled or newly suppressed, needs more or longer to rise, takes missing data more lightly, loses an action, or watches something else.',
  why: 'Alarms say that somebody was newly found, that a message was lost and that a sweep failed or never ran. One that stays green for ever looks exactly like one with nothing to say.',
  example:
    'The `threshold` of an `aws_cloudwatch_metric_alarm` goes from 1 to 100, or its `treat_missing_data` from `breaching` to `notBreaching`.',
  advice: 'Leave the alarm as it is, or say in the pull request who would notice without it.',
  find(policy) {
    const pairs = alarmPairs(policy);
    const weaker = pairs.map((pair) => ({ alarm: pair.is, reasons: reasonsOf(policy, pair, pairs).join('; ') }));
    return [
      ...grouped(weaker.filter(({ reasons }) => reasons !== '')),
      ...removed(lostAlarms(policy).filter((alarm) => isMissed(policy, alarm))),
    ];
  },
};

interface Weaker {
  readonly alarm: Part;
  readonly reasons: string;
}

/** Alarms that are weakened in the same way are said together. */
function grouped(weaker: readonly Weaker[]): readonly Found[] {
  return [...new Set(weaker.map(({ reasons }) => reasons))].map((reasons) => {
    const addresses = weaker.filter((one) => one.reasons === reasons).map(({ alarm }) => alarm.address);
    const [address = null, ...others] = addresses;
    const message =
      others.length === 0
        ? 'an alarm tells less'
        : `${String(addresses.length)} alarms tell less, this one and ${listed(others)}, each for the same reason`;
    return { address, message: `${message}: ${reasons}` };
  });
}

function removed(alarms: readonly Part[]): readonly Found[] {
  const [first, ...others] = alarms;
  if (first === undefined) return [];
  const addresses = others.map(({ address }) => address);
  const message =
    others.length === 0
      ? 'an alarm goes while what it watched stays'
      : `${String(alarms.length)} alarms go, this one and ${listed(addresses)}, while what they watched stays`;
  return [{ address: first.address, message: `${message}: nobody is told of it any more${forgottenWords(alarms)}` }];
}

/** Alarms go with the alerts, with remediation or with the target of the event rule without a word here, where that is said or wanted. */
function isMissed(policy: PolicyChange, alarm: Part): boolean {
  if (textOf(policy.before, 'alerts') === 'on' && textOf(policy.after, 'alerts') === 'none') return false;
  if (watchesSweep(alarm) && policy.before?.has('remediation') === true && policy.after?.has('remediation') === false) return false;
  if (watchesDelivery(alarm) && losesTarget(policy)) return false;
  const subjects = alarm.kind === 'composite-alarm' ? childrenOf(policy, alarm) : subjectsOf(policy, alarm, 'before');
  return subjects.length === 0 || subjects.some(({ after }) => after !== null);
}

function losesTarget(policy: PolicyChange): boolean {
  const targets = partsOf(policy, 'event-target');
  return targets.length > 0 && targets.every(({ after }) => after === null);
}

function childrenOf(policy: PolicyChange, composite: Part): readonly Part[] {
  const { names } = alarmRuleOf(stringOf(composite, 'before', ['alarm_rule']) ?? '');
  const isNamed = (part: Part): boolean => names.includes(stringOf(part, 'before', ['alarm_name']) ?? '');
  return [...partsOf(policy, 'metric-alarm'), ...partsOf(policy, 'composite-alarm')].filter(isNamed);
}
