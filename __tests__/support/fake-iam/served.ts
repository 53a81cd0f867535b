import type { Instant } from '../../../domain/instant';
import type { FakeAccount, FakeUser } from '../world/account';

/** What the answers are made of. */
export interface Served {
  readonly account: FakeAccount;
  readonly accountId: string;
  readonly now: () => Instant;
  /** Items that IAM gives at a time at most, however many are asked; undefined when it gives what is asked. */
  readonly maxPageItems: number | undefined;
  /** The unique id of a user. */
  readonly idOf: (user: FakeUser) => string;
}

/** Gives what the answers are made of. */
export function served({ account, now, accountId = '111122223333', maxPageItems }: ServedOptions): Served {
  return { account, accountId, now, maxPageItems, idOf: uniqueIds() };
}

type ServedOptions = Pick<Served, 'account' | 'now'> & { readonly accountId?: string; readonly maxPageItems?: number };

/**
 * Gives users unique ids: a user who is renamed keeps it, and one who is created again under the same name gets another.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids (read 2026-11)
 */
function uniqueIds(): Served['idOf'] {
  const ids = new WeakMap<FakeUser, string>();
  let count = 0;
  return (user) => {
    const id = ids.get(user) ?? `AIDA${String((count += 1)).padStart(17, '0')}`;
    ids.set(user, id);
    return id;
  };
}
