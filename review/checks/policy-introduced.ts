import { listed } from '../../domain/phrases';
import type { Found, PolicyCheck } from '../check';
import { placeOf, reachOf, REACHES } from '../facts/actions';
import { isSensitive, said, type Leaves } from '../leaf';
import { saidDays } from '../facts/said-days';
import { whatItMayDo } from '../facts/what-it-may-do';
import { whereJudged } from '../facts/where-judged';

/** Finds that a policy is new. */
export const policyIntroduced: PolicyCheck = {
  name: 'policy-introduced',
  asks: 'policy',
  severity: 'info',
  means:
    'A policy against unused credentials is in the plan that was not there before. Where its function deactivates or deletes from the start, it is a danger; where that is not known, a warning.',
  why: 'From the first evaluation on, everybody who left a password or an access key unused for that long is reported at once. A function that acts from the start hits keys of which nobody has seen yet whose they are, and a deleted key cannot be brought back.',
  example: 'An `aws_config_config_rule` with `IAM_USER_UNUSED_CREDENTIALS_CHECK` is made, and nothing of a policy was there.',
  advice: 'Tell those who will get the messages, and look beforehand at who is over the limit today.',
  find({ before, after }) {
    if (before !== null || after === null) return [];
    const { words, ...more } = beginning(after);
    return [{ address: null, message: `a policy is introduced${words}: ${watched(after)}; ${whatItMayDo(after)}`, ...more }];
  },
};

/** As strict as for a policy that was there: it goes as far from nothing. */
function beginning(after: Leaves): Pick<Found, 'severity' | 'advice'> & { readonly words: string } {
  const reach = reachOf(after);
  if (reach === undefined) return { words: ', and nobody can say that it only tells', severity: 'warning', advice: STEPS };
  if (placeOf(reach) <= placeOf('notify')) return { words: '' };
  const action = after.get('remediation.action');
  const past = isSensitive(action) ? '' : `, past ${listed(REACHES.slice(placeOf('off') + 1, placeOf(reach)))}`;
  return { words: ` with remediation at ${said(action)} from the start${past}`, severity: 'danger', advice: STEPS };
}

const STEPS =
  'Begin with notify, look at which keys the function tells of, agree with their owners, and take one step at a time: deactivate, then delete.';

function watched(after: Leaves): string {
  const limit = saidDays(after.get('maxCredentialUsageAgeDays'));
  return `a password or access key is unused after ${limit}, and judged ${whereJudged(after) ?? 'in no region'}`;
}
