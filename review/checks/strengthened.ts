import type { DirectionCheck } from '../check';
import { strengthenings } from '../facts/strengthenings';

/** Finds what a policy does better than before, so that a reviewer sees both sides, and whom it hits sooner. */
export const strengthened: DirectionCheck = {
  name: 'strengthened',
  asks: 'direction',
  severity: 'info',
  means: 'The policy judges earlier, in more places or more often, tells more people, or is more careful with keys.',
  why: 'Nothing must be decided, but what is judged earlier or no longer exempt can be deactivated earlier too.',
  example: '`maxCredentialUsageAge` of the Config rule goes from 90 to 45.',
  advice: 'Where it hits access keys sooner, tell their owners before the apply.',
  find(policy) {
    const all = strengthenings(policy);
    return all.length === 0 ? [] : [{ address: null, message: all.join('; ') }];
  },
};
