import { complaint, IncompleteError } from '../domain/errors';
import { ask, type Speaker } from './request';

/** Most that either forge gives at once. */
const PER_PAGE = 100;
/** No pull request that anybody reads has more comments than these hold. */
const MAX_PAGES = 100;

/**
 * Lists everything under a path. The address of the next page is never taken from the answer, because the token goes along.
 *
 * @param order - what else stands in the query.
 * @throws IncompleteError when it never ends, or is no list.
 * @see https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api (read 2026-11)
 * @see https://docs.gitlab.com/api/rest/#pagination (read 2026-11)
 */
export async function allPages(speaker: Speaker, path: string, order = ''): Promise<readonly unknown[]> {
  const entries: unknown[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const asked = `${path}?per_page=${String(PER_PAGE)}&page=${String(page)}${order}`;
    const { value, hasNext } = await ask(speaker, { method: 'GET', path: asked });
    if (!Array.isArray(value)) throw notAsTold(speaker, 'a list', `GET ${path}`);
    entries.push(...(value as readonly unknown[]));
    if (!hasNext) return entries;
  }
  const [accepted, got] = [`at most ${String(PER_PAGE * MAX_PAGES)}`, `more than ${String(MAX_PAGES)} pages`];
  throw new IncompleteError(complaint({ name: 'the comments', accepted, got, at: `GET ${path}` }));
}

/** What is thrown when an answer is not what its interface promises. */
export function notAsTold({ apiVariable: name }: Speaker, wanted: string, at: string): IncompleteError {
  return new IncompleteError(complaint({ name, accepted: `an address that answers with ${wanted}`, got: 'something else', at }));
}
