import type { Forge, ForgeComment } from './forge';
import { firstLineOf } from './marker';

/** What became of a comment. */
export interface Upserted {
  readonly kind: 'created' | 'updated' | 'unchanged';
  /** Where it is seen. */
  readonly url: string;
  /** Where older comments with the same marker are seen, which are left as they are. */
  readonly older: readonly string[];
}

/**
 * Writes the comment that begins with a marker: over the one that is there, or as a new one.
 *
 * Only a comment of the same author is written over, because anybody can write our marker into theirs. Of several, which two runs at
 * once can make, it is the newest, so that what is read last is true.
 */
export async function upsert(forge: Forge, marker: string, body: string): Promise<Upserted> {
  const marked = (await forge.list()).filter((comment) => firstLineOf(comment.body) === marker);
  const [newest, ...older] = marked.length === 0 ? [] : ownOf(marked, await forge.whoAmI()).reverse();
  if (newest === undefined) return { kind: 'created', url: await forge.create(body), older: [] };
  const others = older.map(({ url }) => url);
  if (isSame(newest.body, body)) return { kind: 'unchanged', url: newest.url, older: others };
  return { kind: 'updated', url: await forge.update(newest, body), older: others };
}

const ownOf = (comments: readonly ForgeComment[], me: string): ForgeComment[] => comments.filter(({ author }) => author === me);

/** A forge may give line ends back in another form, and what is blank at the end not at all. */
const isSame = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd();
