import type { PolicyCheck } from '../check';
import type { Leaves } from '../leaf';
import { saidDays } from '../facts/said-days';
import { whatItMayDo } from '../facts/what-it-may-do';
import { whereJudged } from '../facts/where-judged';

/** Finds that a policy is new. */
export const policyIntroduced: PolicyCheck = {
  name: 'policy-introduced',
  asks: 'policy',
  severity: 'info',
  means: 'A policy against unused credentials is in the plan that was not there before.',
  why: 'From the first evaluation on, everybody who left a password or an access key unused for that long is reported at once.',
  example: 'An `aws_config_config_rule` with `IAM_USER_UNUSED_CREDENTIALS_CHECK` is made, and nothing of a policy was there.',
  advice: 'Tell those who will get the messages, and look beforehand at who is over the limit today.',
  find({ before, after }) {
    if (before !== null || after === null) return [];
    return [{ address: null, message: `a policy is introduced: ${watched(after)}; ${whatItMayDo(after)}` }];
  },
};

function watched(after: Leaves): string {
  const limit = saidDays(after.get('maxCredentialUsageAgeDays'));
  return `a password or access key is unused after ${limit}, and judged ${whereJudged(after) ?? 'in no region'}`;
}
