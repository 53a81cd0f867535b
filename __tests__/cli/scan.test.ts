import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useScan } from '../support/scan-command';
import { inventoryIn, keysIn } from '../support/scan-inventory';
import { people } from '../support/scan-people';
import { FakeAccount } from '../support/world/account';
import { ago } from '../support/world/records';

const bench = useScan();

const OPENING = [
  'Access keys of account 111122223333 at 2026-11-24T06:00:00.000Z.',
  'Limit 45 days; remediation delete; notice 7 days; grace 14 days; at most 10 keys in 24 hours; nobody exempt.',
  'Records: not known, as there is no table unused-credentials-keys in eu-west-1, the region of the environment: name the home region with --home-region.',
];

/** What the account of `people` comes to. */
function keysOfPeople({ unused, warned, used, inactive }: ReturnType<typeof people>): readonly string[] {
  return [`amy ${unused} unused`, `eve ${inactive} inactive`, `bob ${warned} warn`, `bob ${used} in-use`, 'zoe without id in-use'];
}

describe('an account', () => {
  test('is shown as a table', async () => {
    const { account, unused, warned, used, inactive } = people();
    await bench.fake(account);
    expect(await bench.scan([])).toEqual({
      code: 1,
      out: [
        ...OPENING,
        '',
        'USER  ACCESS KEY            STATUS          LAST USED                 VERDICT                          STEP',
        `amy   ${unused}  Active 400 d    never                     unused 400 d since 2025-10-20    announce then deactivate 2026-12-01`,
        `eve   ${inactive}  Inactive 100 d  never                     inactive 100 d since 2026-08-16  foreign`,
        `bob   ${warned}  Active 300 d    2026-10-15 sts us-east-1  warn 40 d since 2026-10-15       announce then deactivate 2026-12-01`,
        `bob   ${used}  Active 200 d    2026-11-22 sts us-east-1  in-use 2 d since 2026-11-22      announce 2026-12-30`,
        'zoe   not read, slot 1      Active 90 d     2026-11-23 sts us-east-1  in-use 1 d since 2026-11-23      announce 2026-12-31',
        '',
        'Why:',
        `- access key ${inactive} of user eve: foreign, it is inactive; whether by us is not known, as its record was not read`,
        '',
        '5 access keys: 1 unused, 1 warn, 1 inactive, 2 in-use.',
        '',
      ].join('\n'),
      err: '',
    });
  });

  test('is shown as a table within the width of the terminal', async () => {
    await bench.fake(people().account);
    const { out } = await bench.scan([], { columns: 90 });
    const [table = ''] = /USER[^]*?\n\n/.exec(out) ?? [];
    expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(90);
    expect(table.split('\n').length).toBeGreaterThan(8);
  });

  test('is written as JSON for programs, with all facts', async () => {
    const found = people();
    const fake = await bench.fake(found.account);
    const ran = await bench.scan(['--format', 'json']);
    expect([ran.code, ran.err]).toEqual([1, '']);
    expect(inventoryIn(ran)).toMatchObject({
      accountId: '111122223333',
      policy: { maxCredentialUsageAgeDays: 45, homeRegion: null, remediation: { action: 'delete' } },
      complete: true,
      records: { state: 'not-found' },
      counts: { unused: 1, undecided: 0, warn: 1, exempt: 0, inactive: 1, 'in-use': 2 },
      unreadable: [],
      requests: { total: fake.requests.length, throttled: 0 },
    });
    expect(keysIn(ran)).toEqual(keysOfPeople(found));
    expect(inventoryIn(ran).keys.map(({ userArn }) => userArn)).toEqual(
      ['amy', 'old/eve', 'bob', 'bob', 'zoe'].map((user) => `arn:aws:iam::111122223333:user/${user}`),
    );
  });

  test('is written as CSV for spreadsheets', async () => {
    const { account, unused } = people();
    await bench.fake(account);
    const { code, out, err } = await bench.scan(['--format', 'csv']);
    const [names, first, ...others] = out.split('\n');
    expect([code, err, others.length]).toEqual([1, '', 5]);
    expect(names).toBe(
      'userName,userArn,accessKeyId,slot,verified,status,createdAt,lastUsedAt,lastUsedService,lastUsedRegion,record,userTags,idleDays,since,verdict,step,stepAt,nextStep,nextStepAt,reason',
    );
    expect(first).toBe(
      `amy,arn:aws:iam::111122223333:user/amy,${unused},1,yes,Active,2025-10-20T06:00:00.000Z,never,,,,{},400,2025-10-20T06:00:00.000Z,unused,announce,2026-11-24T06:00:00.000Z,deactivate,2026-12-01T06:00:00.000Z,"never used, 400 idle days of 45"`,
    );
  });

  test('is written as Markdown for a ticket', async () => {
    const { account, unused } = people();
    await bench.fake(account);
    const { code, out, err } = await bench.scan(['--format=markdown']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('### Access keys of account `111122223333` at `2026-11-24T06:00:00.000Z`\n');
    expect(out).toContain(
      `| \`amy\` | \`${unused}\` | Active 400 d | never | unused 400 d since 2025-10-20 | announce then deactivate 2026-12-01 |\n`,
    );
  });

  test('is written to a file instead, and that is said', async () => {
    await bench.fake(people().account);
    const { out } = await bench.scan(['--format', 'csv']);
    expect(await bench.scan(['--format', 'csv', '--out', 'keys.csv'])).toEqual({ code: 1, out: '', err: 'Wrote keys.csv\n' });
    expect(readFileSync(join(bench.folder(), 'keys.csv'), 'utf8')).toBe(out);
  });

  test('is written to a file whatever the width of the terminal', async () => {
    await bench.fake(people().account);
    const { out } = await bench.scan([]);
    await bench.scan(['--out', 'keys.txt'], { columns: 80 });
    expect(readFileSync(join(bench.folder(), 'keys.txt'), 'utf8')).toBe(out);
  });
});

describe('the exit code', () => {
  test('is 0 when no key is unused', async () => {
    const account = new FakeAccount();
    account.createUser('bob', ago(100));
    account.createKey('bob', ago(44));
    await bench.fake(account);
    expect(await bench.scan(['--only', 'warn', '--format', 'json'])).toMatchObject({ code: 0, err: '' });
  });

  test('is 0 when there are no keys, nor users', async () => {
    await bench.fake(new FakeAccount());
    expect(await bench.scan([])).toEqual({ code: 0, out: [...OPENING, '', '0 access keys.', ''].join('\n'), err: '' });
  });

  test('is 1 when a key is unused, on the very day', async () => {
    const account = new FakeAccount();
    account.createUser('bob', ago(100));
    account.createKey('bob', ago(45));
    await bench.fake(account);
    expect(await bench.scan(['--format', 'csv'])).toMatchObject({ code: 1, err: '' });
  });

  test.each([
    [['--format', 'xml'], "--format must be one of table, json, csv, markdown, got 'xml' (at command line)"],
    [['--only', 'old'], "--only must be one of unused, undecided, warn, exempt, inactive, in-use, got 'old' (at command line)"],
    [['--verify-all=maybe'], "--verify-all must be true or false, got 'maybe' (at command line)"],
    [['--usr', 'bob'], "each flag must be one that scan has, got '--usr' (at command line); did you mean --user?"],
  ])('is 2 when %p is asked, and nothing is sent', async (argv, message) => {
    const fake = await bench.fake(people().account);
    expect(await bench.scan(argv)).toEqual({ code: 2, out: '', err: `${message}\n` });
    expect(fake.requests).toEqual([]);
  });
});

describe('one verdict', () => {
  test('is shown alone; all are counted, and decide on the exit code', async () => {
    const { account, warned } = people();
    await bench.fake(account);
    const ran = await bench.scan(['--only', 'warn', '--format', 'json']);
    expect([ran.code, keysIn(ran)]).toEqual([1, [`bob ${warned} warn`]]);
    expect(inventoryIn(ran).counts).toEqual({ unused: 1, undecided: 0, warn: 1, exempt: 0, inactive: 1, 'in-use': 2 });
  });

  test('of which there is no key leaves no table', async () => {
    await bench.fake(people().account);
    const lines = [...OPENING, 'Only keys that are exempt are shown.', '', '5 access keys: 1 unused, 1 warn, 1 inactive, 2 in-use.', ''];
    expect(await bench.scan(['--only', 'exempt'])).toEqual({ code: 1, out: lines.join('\n'), err: '' });
  });
});

test('only who may need anything is read, unless all are to be', async () => {
  const { account } = people();
  const fake = await bench.fake(account);
  const readBy = async (...argv: string[]): Promise<object> => {
    const before = fake.requests.length;
    const { keys } = inventoryIn(await bench.scan(['--format', 'json', ...argv]));
    const asked = fake.requests.slice(before).filter(({ action }) => action === 'GetUser');
    return {
      asked: asked.map(({ target }) => target).sort(),
      verified: keys.map(({ userName, verified }) => `${userName} ${String(verified)}`),
    };
  };
  const others = ['amy true', 'eve true', 'bob true', 'bob true'];
  expect(await readBy()).toEqual({ asked: ['amy', 'bob', 'eve'], verified: [...others, 'zoe false'] });
  expect(await readBy('--verify-all')).toEqual({ asked: ['amy', 'bob', 'eve', 'tom', 'zoe'], verified: [...others, 'zoe true'] });
  expect(await readBy('--verify-all=false')).toEqual({ asked: ['amy', 'bob', 'eve'], verified: [...others, 'zoe false'] });
});

test('nothing is asked that could change anything', async () => {
  const fake = await bench.fake(people().account);
  await bench.scan(['--verify-all']);
  expect(Object.keys(fake.counts()).sort()).toEqual([
    ...['GenerateCredentialReport', 'GetAccessKeyLastUsed', 'GetCallerIdentity', 'GetCredentialReport'],
    ...['GetUser', 'ListAccessKeys', 'Query'],
  ]);
});

test('a report that is not there yet is waited for', async () => {
  const found = people();
  const fake = await bench.fake(found.account, { report: { startedTimes: 1 } });
  const ran = await bench.scan(['--format', 'json']);
  expect([ran.code, keysIn(ran)]).toEqual([1, keysOfPeople(found)]);
  expect(fake.counts()).toMatchObject({ GenerateCredentialReport: 2, GetCredentialReport: 1 });
});
