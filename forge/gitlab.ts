import type { Forge, ForgeComment } from './forge';
import { identifierOf, memberOf, textOf } from './json';
import { allPages, notAsTold } from './pages';
import { ask, type Speaker } from './request';

/** Where a merge request of GitLab is. */
export interface GitLabPlace {
  /** As in `CI_API_V4_URL`, checked. */
  readonly api: string;
  readonly token: string;
  /** The number of the project, or its path. */
  readonly project: string;
  readonly mergeRequest: number;
  /** Where the project is seen; without it notes are named by their numbers. */
  readonly projectUrl: string | undefined;
}

const ADVICE = 'make a project access token with the scope api and the role Reporter, and give it to the job as a masked variable';

/**
 * Gives the notes of a merge request.
 *
 * @see https://docs.gitlab.com/api/notes/#merge-requests (read 2026-11)
 */
export function gitLab({ api, token, project, mergeRequest, projectUrl }: GitLabPlace): Forge {
  const speaker: Speaker = {
    ...{ name: 'GitLab', api, apiVariable: 'CI_API_V4_URL', tokenVariable: 'GITLAB_TOKEN', advice: ADVICE },
    headers: { accept: 'application/json', 'private-token': token },
  };
  const iid = String(mergeRequest);
  const notes = `/projects/${encodeURIComponent(project)}/merge_requests/${iid}/notes`;
  const refuse = (at: string): never => {
    throw notAsTold(speaker, 'notes', at);
  };
  const urlOf = (id: string): string =>
    projectUrl === undefined ? `note ${id} of merge request ${iid}` : `${projectUrl}/-/merge_requests/${iid}#note_${id}`;
  const written = (value: unknown, at: string): string => urlOf(identifierOf(memberOf(value, 'id')) ?? refuse(at));
  const noteOf = (value: unknown): ForgeComment => {
    const id = identifierOf(memberOf(value, 'id')) ?? refuse(`GET ${notes}`);
    const author = identifierOf(memberOf(memberOf(value, 'author'), 'id'));
    return { id, author, body: textOf(memberOf(value, 'body')) ?? '', url: urlOf(id) };
  };
  return {
    async list() {
      const all = await allPages(speaker, notes, '&order_by=created_at&sort=asc');
      // What GitLab itself notes down can quote anybody, and nobody can edit it.
      return all.filter((value) => memberOf(value, 'system') !== true).map(noteOf);
    },
    async whoAmI() {
      const { value } = await ask(speaker, { method: 'GET', path: '/user' });
      return identifierOf(memberOf(value, 'id')) ?? refuse('GET /user');
    },
    async create(body) {
      const { value } = await ask(speaker, { method: 'POST', path: notes, body: { body } });
      return written(value, `POST ${notes}`);
    },
    async update({ id }, body) {
      const path = `${notes}/${id}`;
      const { value } = await ask(speaker, { method: 'PUT', path, body: { body } });
      return written(value, `PUT ${path}`);
    },
  };
}
