import type { DirectionCheck, Found } from '../check';
import { textOf } from '../leaf';
import { factOf, valueOf, type Part } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Finds that the function forgets what it announced and deactivated. */
export const memoryRemoved: DirectionCheck = {
  name: 'memory-removed',
  asks: 'direction',
  severity: 'danger',
  means:
    'The table in which the function remembers what it announced and deactivated goes, is replaced by an empty one, or the function is given another.',
  why: 'Every notice and every grace starts anew, and a key that the function deactivated before is never deleted by it, because it no longer knows that it did. A replacement is no different: DynamoDB takes nothing over from the old table.',
  example: 'The `aws_dynamodb_table` gets another `name`, so that Terraform deletes it and makes a new one.',
  advice: 'Keep the table; if it must go, first list the keys that the function deactivated, and decide on them by hand.',
  find(policy) {
    const lost = partsOf(policy, 'table').filter((table) => isLost(table, policy));
    return [
      ...lost.map((table) => ({ address: table.address, message: `${what(table, policy)}: ${MEANING}` })),
      ...partsOf(policy, 'function').flatMap((sweep) => givenAnother(sweep, policy)),
    ];
  },
};

const MEANING = 'every notice and grace starts anew, and no key that the function deactivated so far is ever deleted by it';

/** A table that is renamed or goes says itself what becomes of it. */
function givenAnother(sweep: Part, policy: PolicyChange): readonly Found[] {
  const path = ['environment', 0, 'variables', 'TABLE_NAME'];
  const [was, is] = [factOf(sweep, 'before', path), factOf(sweep, 'after', path)];
  if (was.kind !== 'known' || is.kind !== 'known' || was.value === is.value) return [];
  const follows = partsOf(policy, 'table').some((table) => {
    if (valueOf(table, 'before', ['name']) !== was.value) return false;
    const name = factOf(table, 'after', ['name']);
    return name.kind !== 'known' || name.value === is.value;
  });
  if (follows) return [];
  const [from, to] = [was, is].map(({ value, isSensitive }) => (isSensitive ? '(sensitive)' : String(value)));
  return [
    { address: sweep.address, message: `the table that the function remembers in goes from ${from ?? ''} to ${to ?? ''}: ${MEANING}` },
  ];
}

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
