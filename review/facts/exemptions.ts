import { listed } from '../../domain/phrases';
import { covers } from './covers';
import { said, type KnownLeaf, type Leaf, type Leaves } from '../leaf';

/** Who is exempt on one side and not on the other. */
export interface Exempted {
  /** Such as `users named svc-*`. */
  readonly words: string;
  readonly address: string;
}

/**
 * Lists whom a policy exempts that another does not; what is not known on either side is left out.
 * As the function does, it takes upper and lower case to be the same in names and tags, and a path as the start of one.
 */
export function exemptedBeyond(than: Leaves, leaves: Leaves): readonly Exempted[] {
  return [
    ...beyond(than.get('remediation.exempt.userNames'), leaves.get('remediation.exempt.userNames'), 'users named', (glob, other) =>
      covers(glob.toLowerCase(), other.toLowerCase()),
    ),
    ...beyond(than.get('remediation.exempt.paths'), leaves.get('remediation.exempt.paths'), 'users under', (start, path) =>
      path.startsWith(start),
    ),
    ...beyond(
      than.get('remediation.exempt.tag'),
      leaves.get('remediation.exempt.tag'),
      'users with the tag',
      (tag, other) => tag.toLowerCase() === other.toLowerCase(),
    ),
  ];
}

function beyond(
  than: Leaf | undefined,
  leaf: Leaf | undefined,
  who: string,
  includes: (one: string, other: string) => boolean,
): readonly Exempted[] {
  if (than?.kind === 'unknown' || leaf?.kind !== 'known') return [];
  const known = textsOf(than);
  const added = textsOf(leaf).filter((text) => !known.some((one) => includes(one, text)));
  if (added.length === 0) return [];
  return [{ words: `${who} ${leaf.isSensitive ? said(leaf) : listed(added)}`, address: leaf.address }];
}

function textsOf(leaf: KnownLeaf | undefined): readonly string[] {
  if (leaf === undefined) return [];
  return Array.isArray(leaf.value) ? leaf.value.map(String) : [String(leaf.value)];
}
