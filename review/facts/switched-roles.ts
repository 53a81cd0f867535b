import { factOf, staysThrough, type AttributePath, type Part, type PartKind } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { takenRole, type TakenRole } from './taken-role';

/** What stays and takes another role than before. */
export interface SwitchedRole {
  /** The function or its schedule. */
  readonly part: Part;
  /** What it is, in a message. */
  readonly words: string;
  readonly from: TakenRole;
  readonly to: TakenRole;
}

/** Where a role is named. */
const TAKERS: readonly { readonly kind: PartKind; readonly words: string; readonly path: AttributePath }[] = [
  { kind: 'function', words: 'the function', path: ['role'] },
  { kind: 'schedule', words: 'the schedule of the function', path: ['target', 0, 'role_arn'] },
];

/** Lists what takes another role than before. The same role is none, though it be renamed or replaced. */
export function switchedRoles(policy: PolicyChange): readonly SwitchedRole[] {
  return TAKERS.flatMap(({ kind, words, path }) =>
    partsOf(policy, kind)
      .filter(staysThrough)
      .flatMap((part) => {
        const [from, to] = [takenRole(policy, part, path, 'before'), takenRole(policy, part, path, 'after')];
        return from === undefined || to === undefined || isSame(part, path, from, to)
          ? []
          : [{ part, words, from, to: asNamed(to, part, path) }];
      }),
  );
}

function isSame(part: Part, path: AttributePath, from: TakenRole, to: TakenRole): boolean {
  const [was, is] = [factOf(part, 'before', path), factOf(part, 'after', path)];
  if (was.kind === 'known' && is.kind === 'known' && was.value === is.value) return true;
  if (from.kind !== 'told') return false;
  // The ARN of a role that is made anew is not known before apply.
  if (to.kind === 'unknown') return from.role.role?.fate === 'replaced';
  return to.kind === 'told' && to.role.key === from.role.key;
}

/** Of a role that only its IAM policies speak of, the plan does not tell the rest. */
function asNamed(to: TakenRole, part: Part, path: AttributePath): TakenRole {
  if (to.kind !== 'told' || to.role.role !== undefined) return to;
  const fact = factOf(part, 'after', path);
  return { kind: 'elsewhere', name: to.role.key, isSensitive: fact.kind === 'known' && fact.isSensitive };
}
