import { readFileSync } from 'node:fs';
import { AccessError, complaint, InputError, SettingError } from '../domain/errors';
import type { Forge } from '../forge/forge';
import { gitHub } from '../forge/github';
import { gitLab } from '../forge/gitlab';
import { memberOf } from '../forge/json';
import { apiOf } from '../forge/request';

/** Gives a variable of the environment. */
export type Environment = (name: string) => string | undefined;

/** Which comments are wanted. */
export interface Wanted {
  /** Undefined: the forge whose job this is. */
  readonly forge: 'github' | 'gitlab' | undefined;
  /** A number, as it was typed; undefined: the pull request that the job is about. */
  readonly pullRequest: string | undefined;
}

/** The interface of GitHub where no job says another. */
const GITHUB_API = 'https://api.github.com';
const GITLAB_API = 'https://gitlab.com/api/v4';

/**
 * Finds the pull request or merge request by what the job says of itself.
 *
 * @throws SettingError, InputError or AccessError when something is missing.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables (read 2026-11)
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/ (read 2026-11)
 */
export function forgeHere({ forge, pullRequest }: Wanted, env: Environment): Forge {
  switch (forge ?? forgeByJob(env)) {
    case 'github':
      return gitHubHere(pullRequest, env);
    case 'gitlab':
      return gitLabHere(pullRequest, env);
    case undefined:
      throw new SettingError(
        complaint({ name: '--forge', accepted: 'github or gitlab outside of their jobs', got: undefined, at: 'command line' }),
      );
  }
}

function forgeByJob(env: Environment): Wanted['forge'] {
  if (valueOf('GITHUB_ACTIONS', env) !== undefined) return 'github';
  if (valueOf('GITLAB_CI', env) !== undefined) return 'gitlab';
  if (valueOf('GITHUB_REPOSITORY', env) !== undefined) return 'github';
  return valueOf('CI_API_V4_URL', env) === undefined ? undefined : 'gitlab';
}

function gitHubHere(typed: string | undefined, env: Environment): Forge {
  const token = tokenFrom('GITHUB_TOKEN', 'in a workflow, set env: GITHUB_TOKEN: ${{ github.token }}', env);
  const named = valueOf('GITHUB_REPOSITORY', env);
  const [, owner, repository] = /^([\w-][\w.-]*)\/((?!\.{1,2}$)[\w.-]+)$/.exec(named ?? '') ?? [];
  if (owner === undefined || repository === undefined) {
    throw new InputError(complaint({ name: 'GITHUB_REPOSITORY', accepted: 'as in owner/name', got: named, at: 'environment' }));
  }
  const api = apiOf('GITHUB_API_URL', valueOf('GITHUB_API_URL', env) ?? GITHUB_API);
  return gitHub({ api, token, owner, repository, pullRequest: typed === undefined ? numberFromEvent(env) : numberFrom(typed) });
}

/** What started the job: a pull request, or a comment under one. */
function numberFromEvent(env: Environment): number {
  const path = valueOf('GITHUB_EVENT_PATH', env);
  const event = path === undefined ? undefined : eventIn(path);
  for (const member of ['pull_request', 'issue']) {
    const number = memberOf(memberOf(event, member), 'number');
    if (isCount(number)) return number;
  }
  const advice = 'what started this job is not about one';
  throw new SettingError(
    complaint({ name: '--pull-request', accepted: 'the number of a pull request', got: undefined, at: 'command line', advice }),
  );
}

function eventIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? 'no JSON';
    throw new InputError(complaint({ name: 'GITHUB_EVENT_PATH', accepted: 'a file of JSON', got, at: path }), { cause: error });
  }
}

function gitLabHere(typed: string | undefined, env: Environment): Forge {
  const advice = 'make a project access token with the scope api; CI_JOB_TOKEN can only read notes';
  const token = tokenFrom('GITLAB_TOKEN', advice, env);
  // In the pipeline of a fork CI_PROJECT_ID is the fork.
  const project = valueOf('CI_MERGE_REQUEST_PROJECT_ID', env) ?? valueOf('CI_PROJECT_ID', env);
  if (project === undefined) {
    throw new InputError(complaint({ name: 'CI_PROJECT_ID', accepted: 'the number of a project', got: project, at: 'environment' }));
  }
  const number = typed ?? valueOf('CI_MERGE_REQUEST_IID', env);
  if (number === undefined) {
    const without = 'this pipeline is not one of a merge request: see rules: if: $CI_PIPELINE_SOURCE == "merge_request_event"';
    throw new SettingError(
      complaint({ name: '--pull-request', accepted: 'the number of a merge request', got: number, at: 'command line', advice: without }),
    );
  }
  const api = apiOf('CI_API_V4_URL', valueOf('CI_API_V4_URL', env) ?? GITLAB_API);
  const projectUrl = valueOf('CI_MERGE_REQUEST_PROJECT_URL', env) ?? valueOf('CI_PROJECT_URL', env);
  return gitLab({ api, token, project, mergeRequest: numberFrom(number), projectUrl });
}

/** A variable that is empty is as one that is not there: jobs set those that have no value. */
function valueOf(name: string, env: Environment): string | undefined {
  const value = env(name)?.trim();
  return value === '' ? undefined : value;
}

/** What cannot stand in a header is named in the error of whoever sends it: a token is looked at before, and never shown. */
function tokenFrom(name: string, advice: string, env: Environment): string {
  const token = valueOf(name, env);
  if (token !== undefined && /^[\x21-\x7E]+$/.test(token)) return token;
  const got = token === undefined ? undefined : 'other characters than letters, digits and signs';
  throw new AccessError(complaint({ name, accepted: 'a token that may write comments', got, at: 'environment', advice }));
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

function numberFrom(typed: string): number {
  const number = /^[0-9]+$/.test(typed) ? Number(typed) : NaN;
  if (isCount(number)) return number;
  throw new SettingError(complaint({ name: '--pull-request', accepted: 'a whole number from 1', got: typed, at: 'command line' }));
}
