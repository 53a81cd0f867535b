import { days } from '../../domain/phrases';
import type { SettingPath } from '../../domain/settings';
import type { PolicyCheck } from '../check';
import { hiddenValues } from '../facts/hidden-values';
import type { Floor } from '../floor';
import type { PolicyChange } from '../policy-change';

/** Finds settings that nobody can review, because they are decided during apply. */
export const unknownUntilApply: PolicyCheck = {
  name: 'unknown-until-apply',
  asks: 'policy',
  severity: 'warning',
  means:
    'A setting of the policy as it becomes, or another value that decides whether it works, is known only after apply; a danger where the floor of the organization bounds it.',
  why: 'Whoever approves the plan approves a value that nobody has seen.',
  example: 'The limit in `input_parameters` of the Config rule comes from a resource that this plan makes.',
  advice: 'Write the value out, or take it from a variable, so that the plan shows it.',
  find(policy, { floor }) {
    const settings = [...(policy.after ?? [])].flatMap(([path, leaf]) => {
      if (leaf.kind === 'known' || leaf.cause !== 'apply') return [];
      const bound = boundOf(path, floor);
      const isFromFiles = isOfFiles(policy, leaf.address);
      const message = `${path} is not known, because ${leaf.because}${bound === undefined ? '' : `: it may cross the floor of ${bound}`}`;
      return [
        { address: leaf.address, message, ...(bound !== undefined && { severity: 'danger' as const }), ...(isFromFiles && OF_FILES) },
      ];
    });
    const others = hiddenValues(policy).map(({ address, words, isFromFiles }) => ({
      address,
      message: `${words} ${isFromFiles ? 'is an expression, which only a plan resolves' : 'is known only after apply'}`,
      ...(isFromFiles && OF_FILES),
    }));
    return [...settings, ...others];
  },
};

/** Where there is no plan, none can show it. */
const OF_FILES = { advice: 'Write the value out, or review the plan.' } as const;

function isOfFiles({ parts }: PolicyChange, where: string): boolean {
  return parts.some(({ address, change }) => address === where && change.isFromFiles === true);
}

/** Says in words what the floor asks of a setting; undefined when nothing. */
function boundOf(path: SettingPath, { maxLimitDays, maxAction, minGraceDays }: Floor): string | undefined {
  const action = maxAction === undefined || maxAction === 'delete' ? [] : [`${maxAction} at most`];
  const grace = minGraceDays === undefined ? [] : [`${days(minGraceDays)} of grace at least`];
  const bounds: Partial<Record<SettingPath, readonly string[]>> = {
    maxCredentialUsageAgeDays: maxLimitDays === undefined ? [] : [`${days(maxLimitDays)} at most`],
    remediation: [...action, ...grace],
    'remediation.action': action,
    'remediation.graceDays': grace,
  };
  const words = bounds[path] ?? [];
  return words.length === 0 ? undefined : words.join(' and ');
}
