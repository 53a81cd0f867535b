import type { DirectionCheck } from '../check';
import { textOf } from '../leaf';
import type { Part } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Finds that the function forgets what it announced and deactivated. */
export const memoryRemoved: DirectionCheck = {
  name: 'memory-removed',
  asks: 'direction',
  severity: 'danger',
  means: 'The table in which the function remembers what it announced and deactivated goes, or is replaced by an empty one.',
  why: 'Every notice and every grace starts anew, and a key that the function deactivated before is never deleted by it, because it no longer knows that it did. A replacement is no different: DynamoDB takes nothing over from the old table.',
  example: 'The `aws_dynamodb_table` gets another `name`, so that Terraform deletes it and makes a new one.',
  advice: 'Keep the table; if it must go, first list the keys that the function deactivated, and decide on them by hand.',
  find(policy) {
    return partsOf(policy, 'table')
      .filter((table) => isLost(table, policy))
      .map((table) => ({ address: table.address, message: `${what(table, policy)}: ${MEANING}` }));
  },
};

const MEANING = 'every notice and grace starts anew, and no key that the function deactivated so far is ever deleted by it';

/** When home moves, the table moves with it, and that is said there. */
function isLost(table: Part, policy: PolicyChange): boolean {
  if (table.before === null) return false;
  if (table.after !== null) return table.fate === 'replaced' && !movesHome(policy);
  const hasOther = partsOf(policy, 'table').some(({ after }) => after !== null);
  return !(hasOther && movesHome(policy));
}

function movesHome({ before, after }: PolicyChange): boolean {
  const [from, to] = [textOf(before, 'homeRegion'), textOf(after, 'homeRegion')];
  return from !== undefined && to !== undefined && from !== to;
}

function what(table: Part, { after }: PolicyChange): string {
  if (table.after !== null) return 'the table that is the memory of the function is replaced, and the new one is empty';
  if (table.fate === 'forgotten')
    return 'the table that is the memory of the function is forgotten, which leaves it in AWS without Terraform keeping it';
  const isOff = after?.get('remediation') === undefined;
  return `the table that is the memory of the function goes${isOff ? ' together with remediation' : ''}`;
}
