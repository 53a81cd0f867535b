import type { PolicyCheck } from '../check';
import { said, type Leaves } from '../leaf';
import type { PolicyChange } from '../policy-change';
import { saidDays } from '../facts/said-days';
import { whereJudged } from '../facts/where-judged';

/** Finds that a policy goes with all its parts. */
export const policyRemoved: PolicyCheck = {
  name: 'policy-removed',
  asks: 'policy',
  severity: 'danger',
  means: 'All parts of a policy against unused credentials go.',
  why: 'Nothing judges any more who leaves a password or an access key unused, and nobody is told.',
  example: 'The module that holds the policy is deleted from the configuration.',
  advice: 'Make sure that another policy, in this account, watches the same users, or that the account is closed.',
  find(policy) {
    if (policy.before === null || policy.after !== null) return [];
    return [{ address: null, message: `${goes(policy)}: ${watched(policy.before)}` }];
  },
};

function goes({ parts }: PolicyChange): string {
  const were = parts.filter(({ before }) => before !== null);
  const isForgotten = were.length > 0 && were.every(({ fate }) => fate === 'forgotten');
  return isForgotten ? 'the policy is forgotten, which leaves it in AWS without Terraform keeping it' : 'the policy goes';
}

function watched(before: Leaves): string {
  const [where, action] = [whereJudged(before), before.get('remediation.action')];
  const limit = saidDays(before.get('maxCredentialUsageAgeDays'));
  const acted = action === undefined ? '' : `, and its function went as far as ${said(action)}`;
  return `it watched for passwords and access keys unused for ${limit}${where === undefined ? '' : ` ${where}`}${acted}`;
}
