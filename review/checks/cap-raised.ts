import type { DirectionCheck } from '../check';
import { numberChangeOf } from '../facts/number-change';

/** Finds that more keys may be hit on one day. */
export const capRaised: DirectionCheck = {
  name: 'cap-raised',
  asks: 'direction',
  severity: 'warning',
  means: 'The function may deactivate or delete more access keys in 24 hours than before.',
  why: 'The cap bounds what one mistake can break on one day: a wrong limit, or last use that AWS reports late.',
  example: '`remediation.maxKeysPerDay` in the POLICY of the function goes from 10 to 500.',
  advice: 'Raise it no further than what those who answer for the keys can look after on one day.',
  find(policy) {
    const change = numberChangeOf(policy, 'remediation.maxKeysPerDay');
    if (change === undefined || change.after < change.before) return [];
    const meaning = 'so many access keys may be deactivated or deleted in 24 hours';
    return [{ address: change.address, message: `the cap goes ${change.words} keys: ${meaning}` }];
  },
};
