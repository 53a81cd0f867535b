import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commentOn, type CommentCall } from '../../cli/comment-on';
import type { Io } from '../../cli/io';
import type { UnusedCredentialsError } from '../../domain/errors';
import { BOT, READING, startFakeForge, WRITING, type FakeForge, type ForgeFault } from '../support/fake-forge';
import { HOSTILE_TEXT } from '../support/hostile-text';
import fc from 'fast-check';

const MARKER = '<!-- iam-unused-credentials review -->';
const REVIEW = `${MARKER}\n# Review\n\n1 danger\n`;

type Variables = Readonly<Record<string, string | undefined>>;

let forge: FakeForge;
let folder: string;
beforeEach(async () => {
  forge = await startFakeForge();
  folder = mkdtempSync(join(tmpdir(), 'comment-'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await forge.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A job of GitHub about pull request 12. */
function gitHubJob(more: Variables = {}): Variables {
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify({ action: 'opened', number: 12, pull_request: { number: 12 } }));
  return {
    ...{ GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/infra', GITHUB_API_URL: forge.url, GITHUB_EVENT_PATH: event },
    GITHUB_TOKEN: WRITING,
    ...more,
  };
}

/** A pipeline of GitLab about merge request 3. */
function gitLabJob(more: Variables = {}): Variables {
  return {
    ...{ GITLAB_CI: 'true', CI_API_V4_URL: `${forge.url}/api/v4`, CI_PROJECT_ID: '42', CI_MERGE_REQUEST_IID: '3' },
    ...{ CI_PROJECT_URL: 'https://gitlab.example.com/acme/infra', GITLAB_TOKEN: WRITING, CI_JOB_TOKEN: 'job' },
    ...more,
  };
}

/** Writes a review as a job with these variables would; gives what it said, or the error. */
async function comment(variables: Variables, text: string = REVIEW, call: Partial<CommentCall> = {}): Promise<string> {
  writeFileSync(join(folder, 'review.md'), text);
  let said = '';
  async function* input(): AsyncGenerator<Uint8Array> {
    for (const byte of new TextEncoder().encode(text)) yield await Promise.resolve(Uint8Array.of(byte));
  }
  const io: Io = {
    ...{
      cwd: folder,
      version: '0.0.0',
      input,
      out: () => undefined,
      err: (line: string) => void (said += line),
      now: () => 0,
      columns: () => undefined,
    },
    ...{ terminal: () => undefined, chooseProfile: () => undefined, interruption: () => new AbortController().signal },
    env: (name) => variables[name],
  };
  try {
    const code = await commentOn({ file: 'review.md', forge: undefined, pullRequest: undefined, ...call }, io);
    return code === 0 ? said : `${said}exit code ${String(code)}`;
  } catch (error) {
    const { code, message } = error as UnusedCredentialsError;
    const server = new RegExp(forge.url, 'g');
    return `${said}${code}: ${message.replaceAll(server, 'FORGE').replaceAll(folder, 'FOLDER')}`;
  }
}

const bodies = (): readonly string[] => forge.comments.map(({ body }) => body);

describe('a comment on GitHub', () => {
  const url = (id: number): string => `${forge.url}/acme/infra/pull/12#issuecomment-${String(id)}`;

  test('is created, then updated, then left when nothing changed', async () => {
    forge.add('alice', 'hello');
    expect(await comment(gitHubJob())).toBe(`Created the comment ${url(3_000_000_002)}\n`);
    expect(await comment(gitHubJob(), `${REVIEW}more`)).toBe(`Updated the comment ${url(3_000_000_002)}\n`);
    expect(await comment(gitHubJob(), `${REVIEW}more\n`)).toBe(`Nothing changed in the comment ${url(3_000_000_002)}\n`);
    expect(bodies()).toEqual(['hello', `${REVIEW}more`]);
    const list = 'GET /repos/acme/infra/issues/12/comments?per_page=100&page=1';
    expect(forge.lines()).toEqual([
      ...[list, 'POST /repos/acme/infra/issues/12/comments'],
      ...[list, 'POST /graphql', 'PATCH /repos/acme/infra/issues/comments/3000000002'],
      ...[list, 'POST /graphql'],
    ]);
    expect([...new Set(forge.asked.map(({ token }) => token))]).toEqual([WRITING]);
  });

  test('is found behind more than a hundred others', async () => {
    forge.add('alice', ...Array.from({ length: 230 }, (_, at) => `comment ${String(at)}`));
    forge.add(BOT, `${MARKER}\nold`);
    forge.add('alice', ...Array.from({ length: 80 }, (_, at) => `later ${String(at)}`));
    expect(await comment(gitHubJob())).toBe(`Updated the comment ${url(3_000_000_231)}\n`);
    expect(forge.lines().filter((line) => line.startsWith('GET'))).toEqual(
      [1, 2, 3, 4].map((page) => `GET /repos/acme/infra/issues/12/comments?per_page=100&page=${String(page)}`),
    );
    expect(forge.comments).toHaveLength(311);
  });

  test('of another author is never touched, whatever it begins with', async () => {
    forge.add('alice', `${MARKER}\nall is well`);
    expect(await comment(gitHubJob())).toBe(`Created the comment ${url(3_000_000_002)}\n`);
    expect(bodies()).toEqual([`${MARKER}\nall is well`, REVIEW]);
  });

  test('is the newest of several, and the others are named', async () => {
    forge.add(BOT, `${MARKER}\none`, `${MARKER}\ntwo`);
    expect(await comment(gitHubJob())).toBe(
      `Updated the comment ${url(3_000_000_002)}\nWarning: an older comment begins with the same marker and stays as it is: ${url(3_000_000_001)}\n`,
    );
    expect(bodies()).toEqual([`${MARKER}\none`, REVIEW]);
  });

  test('of each label is its own', async () => {
    const staging = REVIEW.replace('review -->', 'review: staging -->');
    await comment(gitHubJob());
    await comment(gitHubJob(), staging);
    await comment(gitHubJob(), `${staging}!`);
    expect(bodies()).toEqual([REVIEW, `${staging}!`]);
  });

  test('goes to the pull request that is named, or under which somebody commented', async () => {
    const event = join(folder, 'other.json');
    writeFileSync(event, JSON.stringify({ action: 'created', issue: { number: 12, pull_request: {} }, comment: { id: 1 } }));
    expect(await comment(gitHubJob({ GITHUB_EVENT_PATH: event }))).toBe(`Created the comment ${url(3_000_000_001)}\n`);
    expect(await comment(gitHubJob({ GITHUB_EVENT_PATH: undefined }), `${REVIEW}2`, { pullRequest: '12' })).toBe(
      `Updated the comment ${url(3_000_000_001)}\n`,
    );
  });

  test('goes to a server of one’s own', async () => {
    forge.add(BOT, MARKER);
    expect(await comment(gitHubJob({ GITHUB_API_URL: `${forge.url}/api/v3/` }))).toBe(`Updated the comment ${url(3_000_000_001)}\n`);
    expect(forge.lines()).toEqual([
      'GET /api/v3/repos/acme/infra/issues/12/comments?per_page=100&page=1',
      'POST /api/graphql',
      'PATCH /api/v3/repos/acme/infra/issues/comments/3000000001',
    ]);
  });

  test('comes from standard input too, in whatever pieces', async () => {
    await comment(gitHubJob(), `${REVIEW}später 名\n`, { file: '-' });
    expect(bodies()).toEqual([`${REVIEW}später 名\n`]);
  });

  test('carries any text as it is', async () => {
    await fc.assert(
      fc.asyncProperty(HOSTILE_TEXT, async (text) => {
        forge.comments.splice(0);
        const review = `${MARKER}\n${Buffer.from(text).toString('utf8')}`;
        await comment(gitHubJob(), review);
        expect(bodies()).toEqual([review]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a comment on GitLab', () => {
  const url = (id: number): string => `https://gitlab.example.com/acme/infra/-/merge_requests/3#note_${String(id)}`;

  test('is created, then updated, then left when nothing changed', async () => {
    expect(await comment(gitLabJob())).toBe(`Created the comment ${url(3_000_000_001)}\n`);
    expect(await comment(gitLabJob(), `${REVIEW}more`)).toBe(`Updated the comment ${url(3_000_000_001)}\n`);
    expect(await comment(gitLabJob(), `${REVIEW}more`)).toBe(`Nothing changed in the comment ${url(3_000_000_001)}\n`);
    expect(bodies()).toEqual([`${REVIEW}more`]);
    const notes = '/api/v4/projects/42/merge_requests/3/notes';
    const list = `GET ${notes}?per_page=100&page=1&order_by=created_at&sort=asc`;
    expect(forge.lines()).toEqual([
      ...[list, `POST ${notes}`],
      ...[list, 'GET /api/v4/user', `PUT ${notes}/3000000001`],
      ...[list, 'GET /api/v4/user'],
    ]);
    expect([...new Set(forge.asked.map(({ token }) => token))]).toEqual([WRITING]);
  });

  test('is found behind more than a hundred others, none of which is another author’s or GitLab’s own', async () => {
    forge.add('alice', ...Array.from({ length: 120 }, (_, at) => `note ${String(at)}`), `${MARKER}\nmine`);
    forge.add(BOT, `${MARKER}\nold`);
    forge.comments.push({ id: 9, author: BOT, body: `${MARKER}\nquoted`, system: true });
    expect(await comment(gitLabJob())).toBe(`Updated the comment ${url(3_000_000_122)}\n`);
  });

  test('goes to the project of the merge request, not to the fork whose pipeline it is', async () => {
    const fork = { CI_PROJECT_ID: '77', CI_PROJECT_URL: 'https://gitlab.example.com/alice/infra', CI_MERGE_REQUEST_PROJECT_ID: '42' };
    const target = { CI_MERGE_REQUEST_PROJECT_URL: 'https://gitlab.example.com/acme/infra' };
    expect(await comment(gitLabJob({ ...fork, ...target }))).toBe(`Created the comment ${url(3_000_000_001)}\n`);
  });

  test('goes to a project that is named by its path, and is told by its number where nobody says the address', async () => {
    const job = gitLabJob({ CI_PROJECT_ID: 'acme/infra', CI_PROJECT_URL: undefined });
    expect(await comment(job, REVIEW, { pullRequest: '3' })).toBe('Created the comment note 3000000001 of merge request 3\n');
  });
});

describe('which forge', () => {
  test.each<readonly [string, Variables, Partial<CommentCall>, string]>([
    ['is the one whose job it is', { GITHUB_REPOSITORY: 'a/b' }, {}, 'PUT-NONE POST /api/v4'],
    ['is the one that is named', {}, { forge: 'github', pullRequest: '12' }, 'POST /repos'],
  ])('%s', async (_title, more, call, wanted) => {
    const both = { ...gitHubJob(), ...gitLabJob(), GITHUB_ACTIONS: undefined, ...more };
    await comment(call.forge === undefined ? both : { ...both, GITHUB_REPOSITORY: 'acme/infra' }, REVIEW, call);
    expect(forge.lines().at(-1)).toContain(wanted.replace('PUT-NONE ', ''));
  });

  test.each<readonly [string, Variables, string]>([
    ['is GitHub where only its repository is known', { GITHUB_REPOSITORY: 'acme/infra' }, 'ACCESS: GITHUB_TOKEN must be '],
    ['is GitLab where only its interface is known', { CI_API_V4_URL: 'https://x.invalid' }, 'ACCESS: GITLAB_TOKEN must be '],
    ['is asked for elsewhere', {}, 'SETTING: --forge must be github or gitlab outside of their jobs, got nothing (at command line)'],
  ])('%s', async (_title, variables, error) => {
    expect(await comment(variables)).toContain(error);
  });
});

describe('a comment that cannot be written', () => {
  const LIST = 'GET FORGE/repos/acme/infra/issues/12/comments?per_page=100&page=1';
  const FORK =
    'give the job permissions: pull-requests: write; the token of a pull request from a fork or of Dependabot only reads, whatever the job says';
  const PROJECT_TOKEN = 'make a project access token with the scope api and the role Reporter, and give it to the job as a masked variable';

  test.each<readonly [string, Variables, Partial<CommentCall>, string]>([
    [
      'without a token',
      { GITHUB_TOKEN: undefined },
      {},
      'ACCESS: GITHUB_TOKEN must be a token that may write comments, got nothing (at environment); in a workflow, set env: GITHUB_TOKEN: ${{ github.token }}',
    ],
    [
      'with an empty token',
      { GITHUB_TOKEN: ' ' },
      {},
      'ACCESS: GITHUB_TOKEN must be a token that may write comments, got nothing (at environment); in a workflow, set env: GITHUB_TOKEN: ${{ github.token }}',
    ],
    [
      'with a token of two lines, which is not shown',
      { GITHUB_TOKEN: 'secret\nsecret' },
      {},
      "ACCESS: GITHUB_TOKEN must be a token that may write comments, got 'other characters than letters, digits and signs' (at environment); in a workflow, set env: GITHUB_TOKEN: ${{ github.token }}",
    ],
    [
      'with a token that nobody knows',
      { GITHUB_TOKEN: 'unknown' },
      {},
      `ACCESS: GITHUB_TOKEN must be a token that GitHub knows, got '401 Bad credentials' (at ${LIST}); ${FORK}`,
    ],
    [
      'with a token that only reads, as on a fork',
      { GITHUB_TOKEN: READING },
      {},
      `ACCESS: GITHUB_TOKEN must be a token that may write comments, got '403 Resource not accessible by integration' (at POST FORGE/repos/acme/infra/issues/12/comments); ${FORK}`,
    ],
    [
      'to a pull request that is not there',
      {},
      { pullRequest: '13' },
      "ACCESS: GITHUB_TOKEN must be a token that sees the repository, the pull request and the comment, got '404 Not Found' (at GET FORGE/repos/acme/infra/issues/13/comments?per_page=100&page=1); GitHub says the same of what is not there",
    ],
    [
      'to a number that is none',
      {},
      { pullRequest: '12/../../x' },
      "SETTING: --pull-request must be a whole number from 1, got '12/../../x' (at command line)",
    ],
    ['to pull request 0', {}, { pullRequest: '0' }, "SETTING: --pull-request must be a whole number from 1, got '0' (at command line)"],
    [
      'to a repository that is none',
      { GITHUB_REPOSITORY: 'acme/..' },
      {},
      "INPUT: GITHUB_REPOSITORY must be as in owner/name, got 'acme/..' (at environment)",
    ],
    [
      'without an event',
      { GITHUB_EVENT_PATH: undefined },
      {},
      'SETTING: --pull-request must be the number of a pull request, got nothing (at command line); what started this job is not about one',
    ],
    [
      'with an event file that is not there',
      { GITHUB_EVENT_PATH: '/nowhere/event.json' },
      {},
      "INPUT: GITHUB_EVENT_PATH must be a file of JSON, got 'ENOENT' (at /nowhere/event.json)",
    ],
    [
      'at an address with a password, which is not shown',
      { GITHUB_API_URL: 'https://me:secret@github.example.com' },
      {},
      "INPUT: GITHUB_API_URL must be an address with https:// and no password, got 'another' (at environment)",
    ],
    [
      'at an address where nobody listens',
      { GITHUB_API_URL: 'http://127.0.0.1:9/' },
      {},
      "INCOMPLETE: GITHUB_API_URL must be an address that answers, got 'bad port' (at GET http://127.0.0.1:9/repos/acme/infra/issues/12/comments?per_page=100&page=1)",
    ],
    [
      'from a file that is not there',
      {},
      { file: 'none.md' },
      "INPUT: the file must be a file that can be read, got 'ENOENT' (at none.md)",
    ],
  ])('says why: %s', async (_title, more, call, error) => {
    expect(await comment(gitHubJob(more), REVIEW, call)).toBe(error);
    expect(bodies()).toEqual([]);
  });

  test.each<readonly [string, Variables, string]>([
    [
      'without a token, of which that of the job is none',
      { GITLAB_TOKEN: undefined },
      'ACCESS: GITLAB_TOKEN must be a token that may write comments, got nothing (at environment); make a project access token with the scope api; CI_JOB_TOKEN can only read notes',
    ],
    [
      'with a token that only reads',
      { GITLAB_TOKEN: READING },
      `ACCESS: GITLAB_TOKEN must be a token that may write comments, got '403 The request requires higher privileges' (at POST FORGE/api/v4/projects/42/merge_requests/3/notes); ${PROJECT_TOKEN}`,
    ],
    [
      'with a token that nobody knows',
      { GITLAB_TOKEN: 'unknown' },
      `ACCESS: GITLAB_TOKEN must be a token that GitLab knows, got '401 401 Unauthorized' (at GET FORGE/api/v4/projects/42/merge_requests/3/notes?per_page=100&page=1&order_by=created_at&sort=asc); ${PROJECT_TOKEN}`,
    ],
    [
      'in a pipeline of a branch',
      { CI_MERGE_REQUEST_IID: undefined },
      'SETTING: --pull-request must be the number of a merge request, got nothing (at command line); this pipeline is not one of a merge request: see rules: if: $CI_PIPELINE_SOURCE == "merge_request_event"',
    ],
    [
      'without a project',
      { CI_PROJECT_ID: undefined },
      'INPUT: CI_PROJECT_ID must be the number of a project, got nothing (at environment)',
    ],
  ])('says why on GitLab: %s', async (_title, more, error) => {
    expect(await comment(gitLabJob(more))).toBe(error);
    expect(bodies()).toEqual([]);
  });

  test('says that a text is too long, in the words of the forge', async () => {
    expect(await comment(gitHubJob(), REVIEW.padEnd(65_537, '.'))).toBe(
      "INPUT: the file must be a comment that GitHub takes, got '422 Validation Failed: Body is too long (maximum is 65536 characters)' (at POST FORGE/repos/acme/infra/issues/12/comments); iam-unused-credentials review --format markdown stays within 60,000 characters",
    );
    expect(await comment(gitHubJob(), REVIEW.padEnd(65_536, '.'))).toMatch(/^Created/);
    expect(await comment(gitLabJob(), REVIEW.padEnd(1_000_001, '.'))).toContain(
      'INPUT: the file must be a comment that GitLab takes, got ',
    );
  });

  const message = (text: string): string => JSON.stringify({ message: text });
  const TRYING = 'INCOMPLETE: GitHub must be asked less often: the token, or all of GitHub, is at a limit, got ';
  test.each<readonly [string, ForgeFault, string]>([
    [
      'at a secondary limit that says when it ends',
      { status: 403, body: message('You have exceeded a secondary rate limit.'), headers: { 'retry-after': '60' } },
      `${TRYING}'403 You have exceeded a secondary rate limit.' (at ${LIST}); try again in 60 seconds`,
    ],
    [
      'at a secondary limit that says it in words only',
      { status: 403, body: message('You have exceeded a secondary rate limit.') },
      `${TRYING}'403 You have exceeded a secondary rate limit.' (at ${LIST}); try again in a minute`,
    ],
    [
      'at the primary limit',
      {
        status: 403,
        body: message('API rate limit exceeded'),
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1796000000' },
      },
      `${TRYING}'403 API rate limit exceeded' (at ${LIST}); try again after 2026-11-30T00:53:20.000Z`,
    ],
    [
      'at a limit that only a header tells',
      { status: 403, body: message('Forbidden'), headers: { 'retry-after': '7' } },
      `${TRYING}'403 Forbidden' (at ${LIST}); try again in 7 seconds`,
    ],
    [
      'at a limit that only the count tells',
      { status: 403, body: message('Forbidden'), headers: { 'x-ratelimit-remaining': '0' } },
      `${TRYING}'403 Forbidden' (at ${LIST}); try again in a minute`,
    ],
    [
      'at a limit with a date',
      { status: 429, body: 'Retry later', headers: { 'retry-after': 'Fri, 27 Nov 2026 10:00:00 GMT' } },
      `${TRYING}'429' (at ${LIST}); try again after Fri, 27 Nov 2026 10:00:00 GMT`,
    ],
    [
      'when the forge fails',
      { status: 502, body: '<html>' },
      `INCOMPLETE: GitHub must be able to answer, got '502' (at ${LIST}); try again`,
    ],
    [
      'when what answers is no forge',
      { status: 200, body: '<html>' },
      `INCOMPLETE: GITHUB_API_URL must be the address of the interface of GitHub, got 'an answer that is no JSON' (at ${LIST})`,
    ],
    [
      'when what answers is another forge',
      { status: 200, body: '{}' },
      "INCOMPLETE: GITHUB_API_URL must be an address that answers with a list, got 'something else' (at GET /repos/acme/infra/issues/12/comments)",
    ],
    [
      'when comments are none',
      { status: 200, body: '[1]' },
      "INCOMPLETE: GITHUB_API_URL must be an address that answers with comments, got 'something else' (at GET /repos/acme/infra/issues/12/comments)",
    ],
    [
      'when the connection breaks',
      'reset',
      `INCOMPLETE: GITHUB_API_URL must be an address that answers, got 'other side closed' (at ${LIST})`,
    ],
    [
      'with what acts on a terminal or a job escaped',
      { status: 403, body: message('::error::\u001b[31m\n##[group]') },
      `ACCESS: GITHUB_TOKEN must be a token that may write comments, got '403 \\u003A:error::\\u001b[31m\\n\\u0023#[group]' (at ${LIST}); ${FORK}`,
    ],
  ])('says why: %s', async (_title, fault, error) => {
    forge.fail(/^GET /, fault);
    expect((await comment(gitHubJob())).replace('UND_ERR_SOCKET', 'other side closed').replace('ECONNRESET', 'other side closed')).toBe(
      error,
    );
    expect(forge.asked).toHaveLength(1);
  });

  test('says that nobody tells whose the token is', async () => {
    forge.add(BOT, MARKER);
    forge.fail(/graphql/, { status: 200, body: JSON.stringify({ errors: [{ message: 'no' }] }) });
    expect(await comment(gitHubJob())).toBe(
      "INCOMPLETE: GITHUB_API_URL must be an address that answers with who the token belongs to, got 'something else' (at POST /graphql)",
    );
    expect(bodies()).toEqual([MARKER]);
  });

  test('ends when there is always another page', async () => {
    forge.fail(/^GET /, { status: 200, body: '[]', headers: { link: '<https://elsewhere.invalid/?page=2>; rel="next"' } });
    expect(await comment(gitHubJob())).toBe(
      "INCOMPLETE: the comments must be at most 10000, got 'more than 100 pages' (at GET /repos/acme/infra/issues/12/comments)",
    );
    expect(forge.asked).toHaveLength(100);
  });

  test('gives up on who never answers', async () => {
    const timeout = jest
      .spyOn(AbortSignal, 'timeout')
      .mockImplementation((ms) => AbortSignal.abort(new DOMException(String(ms), 'TimeoutError')));
    forge.fail(/^GET /, 'silent');
    expect(await comment(gitHubJob())).toBe(
      `INCOMPLETE: GITHUB_API_URL must be an address that answers, got 'no answer in 30 seconds' (at ${LIST})`,
    );
    expect(timeout.mock.calls).toEqual([[30_000]]);
  });
});

describe('a redirection', () => {
  test.each([301, 302, 307, 308])('with %d on the same server is followed with the same method and text', async (status) => {
    forge.fail(/old/, { status, body: '', headers: { location: '/repos/acme/infra/issues/12/comments' } });
    expect(await comment(gitHubJob({ GITHUB_REPOSITORY: 'acme/old' }))).toMatch(/^Created the comment /);
    expect(bodies()).toEqual([REVIEW]);
  });

  test('to another server is refused, and that server never sees the token', async () => {
    const seen: unknown[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers);
      response.end('[]');
    });
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    forge.fail(/^GET /, { status: 302, body: '', headers: { location: `http://127.0.0.1:${String(port)}/x` } });
    for (const job of [gitHubJob(), gitLabJob()]) {
      expect(await comment(job)).toContain(
        `must be the address itself: the token is sent to no other, got 'a redirection to http://127.0.0.1:${String(port)}'`,
      );
    }
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
    expect(seen).toEqual([]);
  });

  test('without end is given up', async () => {
    forge.fail(/^GET /, { status: 302, body: '', headers: { location: '/again' } });
    expect(await comment(gitHubJob())).toBe(
      "INCOMPLETE: GITHUB_API_URL must be the address itself, got 'more than 3 redirections' (at GET FORGE/again)",
    );
    expect(forge.asked).toHaveLength(4);
  });
});

test('no message shows the token', async () => {
  const said: string[] = [];
  for (const token of ['secret-of-mine', 'secret-of-mine\nx', READING]) {
    said.push(await comment(gitHubJob({ GITHUB_TOKEN: token })), await comment(gitLabJob({ GITLAB_TOKEN: token })));
  }
  forge.fail(/./, 'reset');
  said.push(await comment(gitHubJob({ GITHUB_TOKEN: 'secret-of-mine' })));
  expect(said.map((text) => /^(ACCESS|INCOMPLETE): /.test(text))).toEqual([true, true, true, true, true, true, true]);
  expect(said.filter((text) => text.includes('secret-of-mine') || text.includes(READING))).toEqual([]);
});
