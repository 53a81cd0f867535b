import { isGone } from './gone';
import { staysThrough, stringOf, type Part } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** An alarm before and after; the same part, or two of one name. */
export interface AlarmPair {
  readonly was: Part;
  readonly is: Part;
}

/** Pairs the alarms that stay: with themselves, or with the one that is made under the same name, which AWS takes for the same. */
export function alarmPairs(policy: PolicyChange): readonly AlarmPair[] {
  return alarmsOf(policy).flatMap((was) => {
    if (staysThrough(was)) return [{ was, is: was }];
    const is = isGone(was) ? successorOf(was, policy) : undefined;
    return is === undefined ? [] : [{ was, is }];
  });
}

/** Lists the alarms that go, without those that are made anew under the same name. */
export function lostAlarms(policy: PolicyChange): readonly Part[] {
  return alarmsOf(policy).filter((alarm) => isGone(alarm) && successorOf(alarm, policy) === undefined);
}

function alarmsOf(policy: PolicyChange): readonly Part[] {
  return [...partsOf(policy, 'metric-alarm'), ...partsOf(policy, 'composite-alarm')];
}

function successorOf(was: Part, policy: PolicyChange): Part | undefined {
  const name = stringOf(was, 'before', ['alarm_name']);
  return partsOf(policy, was.kind).find((is) => is.before === null && name !== undefined && stringOf(is, 'after', ['alarm_name']) === name);
}
