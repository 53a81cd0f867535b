import { deletionDays } from '../../domain/deletion-days';
import { days } from '../../domain/phrases';
import { reachOf } from './actions';
import { isSensitive, numberOf, said, type Leaves } from '../leaf';
import { saidDays } from './said-days';

/** Says what the function of one side may do about an unused access key, to be read after a colon. */
export function whatItMayDo(leaves: Leaves): string {
  const action = leaves.get('remediation.action');
  if (action?.kind === 'known' && action.isSensitive) return 'how far the function may go is marked sensitive';
  const limit = saidDays(leaves.get('maxCredentialUsageAgeDays'));
  const deactivates = `the function deactivates an access key that is unused for ${limit}, ${announced(leaves)}`;
  switch (reachOf(leaves)) {
    case undefined:
      return 'how far the function may go is not known';
    case 'off':
      return 'no function tells of, deactivates or deletes an access key';
    case 'notify':
      return `the function tells which access keys are unused for ${limit}, and deactivates and deletes none`;
    case 'deactivate':
      return `${deactivates}, and deletes none; ${atMost(leaves)}`;
    case 'delete':
      return `${deactivates}, and deletes it ${deletedAfter(leaves)} later; ${atMost(leaves)}`;
  }
}

function announced(leaves: Leaves): string {
  const isAtOnce = numberOf(leaves, 'remediation.warnDays') === 0 && !isSensitive(leaves.get('remediation.warnDays'));
  return isAtOnce ? 'one sweep after it was announced' : `announced ${saidDays(leaves.get('remediation.warnDays'))} before`;
}

/** A key is deleted when both grace and the notice of its deletion are over, and these two run at the same time. */
function deletedAfter(leaves: Leaves): string {
  const grace = numberOf(leaves, 'remediation.graceDays');
  const notice = numberOf(leaves, 'remediation.warnDays');
  const isShown = !isSensitive(leaves.get('remediation.graceDays')) && !isSensitive(leaves.get('remediation.warnDays'));
  if (grace === undefined || notice === undefined || !isShown) return saidDays(leaves.get('remediation.graceDays'));
  return days(deletionDays({ graceDays: grace, warnDays: notice }).deleted);
}

function atMost(leaves: Leaves): string {
  const cap = leaves.get('remediation.maxKeysPerDay');
  if (cap?.kind !== 'known') return 'how many in 24 hours is not known';
  return `at most ${said(cap)} ${cap.value === 1 ? 'key' : 'keys'} in 24 hours`;
}
