import type { Forge, ForgeComment } from './forge';
import { identifierOf, memberOf, textOf } from './json';
import { allPages, notAsTold } from './pages';
import { ask, type Speaker } from './request';

/** Where a pull request of GitHub is. */
export interface GitHubPlace {
  /** As in `GITHUB_API_URL`, checked. */
  readonly api: string;
  readonly token: string;
  readonly owner: string;
  readonly repository: string;
  readonly pullRequest: number;
}

const ADVICE =
  'give the job permissions: pull-requests: write; the token of a pull request from a fork or of Dependabot only reads, whatever the job says';

/**
 * Gives the comments under a pull request, which for GitHub are those of an issue.
 *
 * @see https://docs.github.com/en/rest/issues/comments (read 2026-11)
 */
export function gitHub({ api, token, owner, repository, pullRequest }: GitHubPlace): Forge {
  const speaker: Speaker = {
    ...{ name: 'GitHub', api, apiVariable: 'GITHUB_API_URL', tokenVariable: 'GITHUB_TOKEN', advice: ADVICE },
    headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${token}`, 'x-github-api-version': '2022-11-28' },
  };
  const issues = `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repository)}/issues`;
  const comments = `${issues}/${String(pullRequest)}/comments`;
  const written = (value: unknown, at: string): string => urlOf(value) ?? refuse(speaker, at);
  return {
    async list() {
      // Without an order they come by ascending identifier.
      return (await allPages(speaker, comments)).map((value) => commentOf(value) ?? refuse(speaker, `GET ${comments}`));
    },
    whoAmI: () => viewerOf(speaker),
    async create(body) {
      const { value } = await ask(speaker, { method: 'POST', path: comments, body: { body } });
      return written(value, `POST ${comments}`);
    },
    async update({ id }, body) {
      const path = `${issues}/comments/${id}`;
      const { value } = await ask(speaker, { method: 'PATCH', path, body: { body } });
      return written(value, `PATCH ${path}`);
    },
  };
}

/**
 * The token of a job belongs to an app, which may not ask for `/user`; as GraphQL it may ask who looks.
 *
 * @see https://github.com/marocchino/sticky-pull-request-comment/pull/332 (read 2026-11)
 */
async function viewerOf(speaker: Speaker): Promise<string> {
  // On a server of one's own the interface is at /api/v3 and this at /api/graphql.
  const beside = { ...speaker, api: speaker.api.replace(/\/v3$/, '') };
  const { value } = await ask(beside, { method: 'POST', path: '/graphql', body: { query: '{ viewer { login } }' } });
  const login = textOf(memberOf(memberOf(memberOf(value, 'data'), 'viewer'), 'login'));
  if (login === undefined) throw notAsTold(speaker, 'who the token belongs to', 'POST /graphql');
  return login;
}

const urlOf = (value: unknown): string | undefined => textOf(memberOf(value, 'html_url'));

function commentOf(value: unknown): ForgeComment | undefined {
  const id = identifierOf(memberOf(value, 'id'));
  const url = urlOf(value);
  if (id === undefined || url === undefined) return undefined;
  return { id, url, body: textOf(memberOf(value, 'body')) ?? '', author: textOf(memberOf(memberOf(value, 'user'), 'login')) };
}

function refuse(speaker: Speaker, at: string): never {
  throw notAsTold(speaker, 'comments', at);
}
