import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS } from '../../domain/instant';
import { Refusal } from '../support/fake-iam/answer';
import type { FakeIamOptions } from '../support/fake-iam/fake-iam';
import { useScan } from '../support/scan-command';
import { inventoryIn, keysIn } from '../support/scan-inventory';
import { people, type People } from '../support/scan-people';
import { NOW } from '../support/world/records';

const bench = useScan();

const ACCOUNT = '111122223333';
const denial = (action: string, resource: string): string =>
  `User: arn:aws:iam::${ACCOUNT}:user/somebody is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action (needs ${action})`;

/** Scans the account of `people`. */
async function scanned(more: Partial<FakeIamOptions>, found: People = people(), ...argv: string[]) {
  const fake = await bench.fake(found.account, more);
  const ran = await bench.scan(['--format', 'json', ...argv]);
  return { ...found, fake, ran };
}

describe('without the permission', () => {
  test('to have a report nothing can be seen, and the action is named', async () => {
    const { ran } = await scanned({ denied: (action) => action === 'GenerateCredentialReport' });
    const said = denial('iam:GenerateCredentialReport', '*');
    expect(ran).toEqual({ code: 3, out: '', err: `not allowed to have IAM generate the credential report: AccessDenied: ${said}\n` });
  });

  test('to get the report nothing can be seen, and the action is named', async () => {
    const { ran } = await scanned({ denied: (action) => action === 'GetCredentialReport' });
    const said = denial('iam:GetCredentialReport', '*');
    expect(ran).toEqual({ code: 3, out: '', err: `not allowed to get the credential report: AccessDenied: ${said}\n` });
  });

  test('to have a report one user can be looked at all the same', async () => {
    const denied = (action: string): boolean => action.endsWith('CredentialReport');
    const { ran, unused } = await scanned({ denied }, people(), '--user', 'amy');
    expect([ran.code, ran.err, keysIn(ran)]).toEqual([1, '', [`amy ${unused} unused`]]);
  });

  test('to read one user the keys of that user are undecided, and the others are not', async () => {
    const { ran, unused, inactive } = await scanned({ denied: (action, target) => action === 'GetUser' && target === 'bob' });
    const because = `the user cannot be read: not allowed to read the user bob: AccessDenied: ${denial('iam:GetUser', 'user bob')}`;
    expect([ran.code, ran.err]).toEqual([3, `The scan is incomplete: not everything could be read.\n- user bob: ${because}\n`]);
    expect(keysIn(ran)).toEqual([
      ...['bob without id undecided', 'bob without id undecided'],
      ...[`amy ${unused} unused`, `eve ${inactive} inactive`, 'zoe without id in-use'],
    ]);
    const { complete, unreadable, keys } = inventoryIn(ran);
    expect({ complete, unreadable }).toEqual({ complete: false, unreadable: [{ userName: 'bob', accessKeyId: null, because }] });
    expect(keys.slice(0, 2).map(({ slot, step, reason }) => ({ slot, step, reason }))).toEqual([
      { slot: 1, step: 'undecided', reason: because },
      { slot: 2, step: 'undecided', reason: because },
    ]);
  });

  test('to read when one key was used that key is undecided, and the other of the user is not', async () => {
    const found = people();
    const denied = (action: string, target: string): boolean => action === 'GetAccessKeyLastUsed' && target === found.used;
    const { ran } = await scanned({ denied }, found);
    const because = `AccessDenied: ${denial('iam:GetAccessKeyLastUsed', 'user bob')}`;
    expect([ran.code, ran.err]).toEqual([
      3,
      `The scan is incomplete: not everything could be read.\n- access key ${found.used} of user bob: ${because}\n`,
    ]);
    expect(keysIn(ran)).toEqual([
      `bob ${found.used} undecided`,
      ...[`amy ${found.unused} unused`, `eve ${found.inactive} inactive`, `bob ${found.warned} warn`, 'zoe without id in-use'],
    ]);
    expect(inventoryIn(ran).unreadable).toEqual([{ userName: 'bob', accessKeyId: found.used, because }]);
  });

  test('to read what is remembered all is seen, which is said, and is no failure', async () => {
    const { ran, unused } = await scanned({ denied: (action) => action === 'Query' });
    expect([ran.code, ran.err, keysIn(ran)[0]]).toEqual([1, '', `amy ${unused} unused`]);
    const { complete, records, unreadable } = inventoryIn(ran);
    const said = denial('dynamodb:Query', `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/unused-credentials-keys`);
    expect({ complete, records, unreadable }).toEqual({
      complete: true,
      unreadable: [],
      records: {
        state: 'denied',
        because: `not read from the table unused-credentials-keys in eu-west-1, so steps are those of a function that remembers nothing: not allowed to read the records: AccessDeniedException: ${said}`,
        table: { name: 'unused-credentials-keys', region: 'eu-west-1' },
      },
    });
  });

  test('an incomplete table says so itself, and a file is told of beside it', async () => {
    const found = people();
    await bench.fake(found.account, { denied: (action, target) => action === 'GetUser' && target === 'bob' });
    const shown = await bench.scan([]);
    const trouble = `- user bob: the user cannot be read: not allowed to read the user bob: AccessDenied: ${denial('iam:GetUser', 'user bob')}\n`;
    expect([shown.code, shown.err]).toEqual([3, '']);
    expect(shown.out.endsWith(`\nINCOMPLETE: not everything could be read.\n${trouble}`)).toBe(true);
    expect(await bench.scan(['--out', 'keys.txt'])).toEqual({
      code: 3,
      out: '',
      err: `Wrote keys.txt\nThe scan is incomplete: not everything could be read.\n${trouble}`,
    });
    expect(readFileSync(join(bench.folder(), 'keys.txt'), 'utf8')).toBe(shown.out);
  });
});

describe('throttled', () => {
  const refusal = (): never => {
    throw new Refusal(400, 'Throttling', 'Rate exceeded');
  };

  test('for too long about one user the keys of that user are undecided, and the others are not', async () => {
    const { ran, fake, unused, inactive } = await scanned({
      before: (_, { UserName }) => (UserName === 'bob' ? refusal() : undefined),
    });
    const because = 'the user cannot be read: could not read the user bob: throttled for too long, Throttling: Rate exceeded';
    expect([ran.code, ran.err]).toEqual([3, `The scan is incomplete: not everything could be read.\n- user bob: ${because}\n`]);
    expect(keysIn(ran)).toEqual([
      ...['bob without id undecided', 'bob without id undecided'],
      ...[`amy ${unused} unused`, `eve ${inactive} inactive`, 'zoe without id in-use'],
    ]);
    expect(inventoryIn(ran).requests).toMatchObject({ throttled: 8, total: fake.requests.length });
    expect(fake.requests.filter(({ target }) => target === 'bob').length).toBe(8);
  });

  test('for too long about one key that key is undecided', async () => {
    const found = people();
    const { ran } = await scanned({ before: (_, { AccessKeyId }) => (AccessKeyId === found.unused ? refusal() : undefined) }, found);
    expect([ran.code, inventoryIn(ran).unreadable]).toEqual([
      3,
      [{ userName: 'amy', accessKeyId: found.unused, because: 'throttled for too long, Throttling: Rate exceeded' }],
    ]);
    expect(keysIn(ran)[0]).toBe(`amy ${found.unused} undecided`);
  });

  test('from the first request on nothing can be seen', async () => {
    const { ran } = await scanned({ throttle: () => true });
    expect(ran).toEqual({
      code: 3,
      out: '',
      err: 'could not ask AWS whose credentials these are: throttled for too long, Throttling: Rate exceeded\n',
    });
  });

  test('for too long on what is remembered all is seen, and steps may be others', async () => {
    const { ran, unused } = await scanned({ throttle: (action) => action === 'Query' });
    const because =
      'not read from the table unused-credentials-keys in eu-west-1, so steps are those of a function that remembers nothing: ' +
      'could not read the records: throttled for too long, ThrottlingException: Rate exceeded';
    expect([ran.code, ran.err, keysIn(ran)[0]]).toEqual([
      3,
      `The scan is incomplete: not everything could be read.\n- the account: ${because}\n`,
      `amy ${unused} unused`,
    ]);
  });
});

describe('what goes away while it is looked at', () => {
  test.each(['GetUser', 'ListAccessKeys', 'GetAccessKeyLastUsed'])('be it a user before %s, is not there, and no failure', async (gone) => {
    const found = people();
    const before = (action: string, { UserName, AccessKeyId }: Readonly<Record<string, unknown>>): void => {
      if (action === gone && (UserName === 'amy' || AccessKeyId === found.unused)) found.account.deleteUser('amy');
    };
    const { ran, inactive, warned, used } = await scanned({ before }, found);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(keysIn(ran)).toEqual([`eve ${inactive} inactive`, `bob ${warned} warn`, `bob ${used} in-use`, 'zoe without id in-use']);
    expect(inventoryIn(ran)).toMatchObject({ complete: true, unreadable: [] });
  });

  test.each(['ListAccessKeys', 'GetAccessKeyLastUsed'])(
    'be it a key before %s, is not there, and the other of the user is',
    async (gone) => {
      const found = people();
      const before = (action: string, { UserName, AccessKeyId }: Readonly<Record<string, unknown>>): void => {
        if (action === gone && (UserName === 'bob' || AccessKeyId === found.warned)) found.account.deleteKey('bob', found.warned, 0);
      };
      const { ran, unused, inactive, used } = await scanned({ before }, found);
      expect([ran.code, ran.err]).toEqual([1, '']);
      expect(keysIn(ran)).toEqual([`amy ${unused} unused`, `eve ${inactive} inactive`, `bob ${used} in-use`, 'zoe without id in-use']);
      expect(inventoryIn(ran)).toMatchObject({ complete: true, unreadable: [] });
    },
  );
});

describe('a clock that is wrong', () => {
  test.each([
    [10, 'behind'],
    [-10, 'ahead of'],
  ])('by %i days is told, and days are counted by the clock of AWS', async (days, word) => {
    const { account, unused } = people();
    await bench.fake(account, { clockAheadMs: days * DAY_MS });
    // The clock of the account is right, and so is that of its dates.
    const ran = await bench.scan(['--format', 'json'], { now: () => NOW - days * DAY_MS });
    expect(ran.err).toBe(`Warning: the clock here is ${String(10 * 24 * 60)} minutes ${word} that of AWS, by which days are counted\n`);
    expect(Math.abs(Date.parse(inventoryIn(ran).generatedAt) - NOW)).toBeLessThan(5_000);
    expect(keysIn(ran)[0]).toBe(`amy ${unused} unused`);
  });

  test('by four minutes is none', async () => {
    await bench.fake(people().account, { clockAheadMs: 4 * 60_000 });
    expect((await bench.scan(['--format', 'json'])).err).toBe('');
  });
});
