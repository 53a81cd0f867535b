import { days } from '../../domain/phrases';
import { reachOf } from '../facts/actions';
import type { DirectionCheck } from '../check';
import { numberChangeOf } from '../facts/number-change';

/** Finds that a deactivated key is deleted sooner. */
export const graceShortened: DirectionCheck = {
  name: 'grace-shortened',
  asks: 'direction',
  severity: 'danger',
  means: 'Fewer days lie between the deactivation of an access key and its deletion.',
  why: 'Grace is the time in which the owner of a deactivated key can notice and have it switched on again; a deleted key cannot be brought back.',
  example: '`remediation.graceDays` in the POLICY of the function goes from 14 to 3.',
  advice: 'Keep grace as long as the longest time after which a job that uses a key would be missed, such as a month for a monthly one.',
  find(policy) {
    const change = numberChangeOf(policy, 'remediation.graceDays');
    if (change === undefined || change.after > change.before) return [];
    const sooner = change.isSensitive ? 'sooner' : `up to ${days(change.before - change.after)} sooner`;
    const isDeleting = policy.after !== null && reachOf(policy.after) === 'delete';
    const meaning = isDeleting
      ? `a deactivated access key is deleted ${sooner}`
      : `no access key is deleted yet, and once the function may, it is ${sooner}`;
    return [{ address: change.address, message: `grace goes ${change.inDays}: ${meaning}` }];
  },
};
