import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StepName } from '../../domain/outlook';
import { VERDICTS } from '../../domain/verdict';
import type { FakeIamOptions } from '../support/fake-iam/fake-iam';
import { readableAccount } from './example-account';
import { blocksOf, readPage, ROOT, tableUnder } from './markdown';
import { scanAgainst } from './scan-against';

const PAGE = 'docs/scan.md';
const blocks = blocksOf(PAGE);
const textsIn = (language: string): readonly string[] => blocks.filter((block) => block.language === language).map(({ text }) => text);
const objects = textsIn('json').map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>);
const example = JSON.parse(readFileSync(join(ROOT, 'examples/scan/scan.json'), 'utf8')) as {
  readonly keys: readonly object[];
};

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'docs-'));
  // Waits before another try are a random part of something.
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(cwd, { recursive: true, force: true });
});

const named = (heading: string): readonly (string | undefined)[] =>
  tableUnder(PAGE, heading).map(([cell = '']) => cell.replaceAll('`', ''));

describe('the page on scans', () => {
  test('lists every verdict, worst first', () => {
    expect(named('Verdicts')).toEqual(VERDICTS);
  });

  test('lists every step that the function can take', () => {
    const steps: Readonly<Record<StepName, true>> = {
      ...{ none: true, undecided: true, busy: true, tell: true, announce: true, wait: true, drop: true, deactivate: true, resume: true },
      ...{ reenabled: true, spare: true, keep: true, misjudged: true, 'announce-deletion': true, delete: true, foreign: true },
      'wait-for-cap': true,
    };
    expect([...named('Steps')].sort()).toEqual(Object.keys(steps).sort());
  });

  test('lists every member of the JSON, and shows a key of the example', () => {
    const members = tableUnder(PAGE, 'Forms').length;
    expect(members).toBe(4);
    const shown = [...(readPage(PAGE).split('### JSON\n')[1]?.split('### CSV')[0] ?? '').matchAll(/^\| (`.+?`) +\|/gm)];
    expect(shown.flatMap(([, cell = '']) => cell.replaceAll('`', '').split(', '))).toEqual(Object.keys(example));
    expect(example.keys).toContainEqual(objects.find((object) => 'verdict' in object));
  });

  test('lists the columns of the CSV as members of a key', () => {
    const [head = ''] = readFileSync(join(ROOT, 'examples/scan/scan.csv'), 'utf8').split('\n');
    expect(head.split(',')).toEqual(Object.keys(example.keys[0] ?? {}));
  });

  test('shows the IAM policy that is printed', async () => {
    const { code, out, err } = await scanAgainst(readableAccount(), cwd, ['scan', '--print-policy']);
    expect([code, err]).toEqual([0, '']);
    expect(objects.filter((object) => JSON.stringify(object).includes('iam:'))).toContainEqual(JSON.parse(out));
  });

  test('lets only one branch of one repository take the role', () => {
    const trust = objects.find((object) => JSON.stringify(object).includes('AssumeRoleWithWebIdentity'));
    expect(trust).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
              'token.actions.githubusercontent.com:sub': 'repo:example/security:ref:refs/heads/main',
            },
          },
        },
      ],
    });
  });
});

describe('the job on the page on scans', () => {
  const [job = ''] = textsIn('yaml');

  test('may take a role and read, nothing else', () => {
    expect(/^permissions:\n((?: {2}.*\n)+)/m.exec(job)?.[1]).toBe('  id-token: write\n  contents: read\n');
  });

  test('uses actions by the commit, not by a tag that can be moved', () => {
    const used = [...job.matchAll(/uses: (.*)/g)].map(([, action]) => action);
    expect(used).toHaveLength(2);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('runs a command that scans', async () => {
    const command = /- run: npx --yes iam-unused-credentials (.*) >> "\$GITHUB_STEP_SUMMARY"/.exec(job)?.[1] ?? '';
    const { code, out, err } = await scanAgainst(readableAccount(), cwd, command.split(' '));
    expect([code, out.split('\n')[0], err]).toEqual([1, '### Access keys of account `111122223333` at `2026-11-24T06:00:00.000Z`', '']);
  });
});

interface Refused {
  readonly when: string;
  readonly code: number;
  readonly account?: Partial<FakeIamOptions>;
  readonly argv?: readonly string[];
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

describe('what AWS refuses, as the page on scans shows it', () => {
  const refusals: readonly Refused[] = [
    { when: 'there are no credentials', code: 3, variables: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined } },
    { when: 'the session has ended', code: 3, account: { expired: true } },
    { when: 'the report is denied', code: 3, account: { denied: (action) => action === 'GetCredentialReport' } },
    { when: 'there are too many requests', code: 3, account: { throttle: (action) => action === 'GetCredentialReport' } },
    { when: 'there is no such user', code: 2, argv: ['--user', 'nobody'] },
  ];

  test.each(refusals)(
    'when $when',
    async ({ code, account = {}, argv = [], variables = {} }) => {
      const ran = await scanAgainst({ ...readableAccount(), ...account }, cwd, ['scan', ...argv], variables);
      expect([ran.code, ran.out]).toEqual([code, '']);
      expect(textsIn('text')).toContain(ran.err);
    },
    30_000,
  );

  test('when one user is denied', async () => {
    const denied = (action: string, target: string): boolean => action === 'GetUser' && target === 'agency';
    const { code, out, err } = await scanAgainst({ ...readableAccount(), denied }, cwd, ['scan']);
    expect([code, err]).toEqual([3, '']);
    expect(textsIn('text')).toContain(out.slice(out.indexOf('INCOMPLETE')));
  });
});
