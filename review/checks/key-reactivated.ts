import type { PlanCheck } from '../check';
import { factOf, stringOf, type Part } from '../part';
import type { Plan } from '../plan';

/**
 * Finds access keys that the apply would switch on again.
 *
 * Terraform's `aws_iam_access_key` has the status Active unless told otherwise, and so undoes a deactivation from outside on the next apply.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key#status (read 2026-11)
 */
export const keyReactivated: PlanCheck = {
  name: 'key-reactivated',
  asks: 'plan',
  severity: 'danger',
  means:
    'An access key that is inactive is made active again, whoever deactivated it, or may be, because its status is known only after apply.',
  why: 'Terraform sets an access key that it manages back to active on every apply, and so undoes, often unseen, that somebody or the function deactivated a key which nobody used.',
  example: 'The `status` of an `aws_iam_access_key` goes from `Inactive` to `Active`, because it was deactivated in the console.',
  advice:
    'If the key is not needed, remove it from the configuration or set `status = "Inactive"`; if it is, find out who deactivated it and why.',
  find({ accessKeys, plan }) {
    return accessKeys.filter(isReactivated).map((key) => ({
      address: key.address,
      message: `${nameOf(key)} ${isHidden(key) ? 'may go from Inactive to Active, which is known only after apply' : 'goes from Inactive to Active'}${wasOutside(key, plan) ? OUTSIDE : ''}`,
    }));
  },
};

const OUTSIDE = ': it was deactivated outside Terraform, perhaps by the function or by a person who found it unused';

/** A replaced key is another key. */
function isReactivated(key: Part): boolean {
  if (key.fate === 'replaced' || stringOf(key, 'before', ['status']) !== 'Inactive') return false;
  return isHidden(key) || stringOf(key, 'after', ['status']) === 'Active';
}

const isHidden = (key: Part): boolean => factOf(key, 'after', ['status']).kind === 'unknown';

function nameOf(key: Part): string {
  const [id, user] = [shown(key, 'id'), shown(key, 'user')];
  return `the access key${id === undefined ? '' : ` ${id}`}${user === undefined ? '' : ` of the user ${user}`}`;
}

function shown(key: Part, attribute: string): string | undefined {
  const fact = factOf(key, 'before', [attribute]);
  if (fact.kind !== 'known') return undefined;
  return fact.isSensitive ? '(sensitive)' : String(fact.value);
}

/** A moved object has drifted where it stood before. */
function wasOutside({ change }: Part, { drift }: Plan): boolean {
  return drift.some(
    ({ address, before, after }) =>
      (address === change.address || address === change.previousAddress) &&
      before?.['status'] === 'Active' &&
      after?.['status'] === 'Inactive',
  );
}
