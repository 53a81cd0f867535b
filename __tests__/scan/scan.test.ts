import { AccessError, IncompleteError, SettingError } from '../../domain/errors';
import { DAY_MS } from '../../domain/instant';
import type { ScanPorts } from '../../scan/ports';
import { exitCodeOf } from '../../scan/exit-code';
import { inShort, scanned, type ScanOptions } from '../support/scanned';
import { ago, noticeOf, NOW, recordIn } from '../support/world/records';
import { addUser, ours } from '../support/world/swept';
import { World } from '../support/world/world';

const shown = async (world: World, options?: ScanOptions): Promise<readonly string[]> => (await scanned(world, options)).keys.map(inShort);

/** A user whose only key was made long ago and used some days ago. */
function usedUser(world: World, userName: string, usedDaysAgo: number): void {
  world.account.use(addUser(world, userName), ago(usedDaysAgo));
}

describe('what the report shows in use', () => {
  test('is not read, has no id, and says when it would be announced', async () => {
    const world = new World(NOW);
    usedUser(world, 'alice', 5);
    let reads = 0;
    const { keys, isComplete, counts } = await scanned(world, {
      change: (ports) => ({ ...ports, users: { read: (name) => ((reads += 1), ports.users.read(name)) } }),
    });
    expect(reads).toBe(0);
    expect(keys).toEqual([
      {
        ...{ userName: 'alice', userArn: 'arn:aws:iam::111122223333:user/alice', accessKeyId: null, slot: 1, verified: false },
        ...{ status: 'Active', createdAt: ago(400), lastUsedAt: ago(5), lastUsedService: 'sts', lastUsedRegion: 'us-east-1' },
        ...{ record: null, userTags: null, idleDays: 5, sinceAt: ago(5), verdict: 'in-use', step: 'none', stepAt: null },
        ...{ nextStep: 'announce', nextStepAt: ago(5 - 38), reason: 'last used 2026-11-19, 5 idle days of 45' },
      },
    ]);
    expect([isComplete, counts['in-use']]).toEqual([true, 1]);
  });

  test('of a user who is exempt by name or path has nothing before it', async () => {
    const world = new World(NOW);
    usedUser(world, 'safe', 5);
    world.account.createUser('robot', ago(500), { path: '/safe/eu/' });
    world.account.use(world.account.createKey('robot', ago(400)), ago(4));
    usedUser(world, 'other', 3);
    expect(await shown(world, { policy: { exempt: { userNames: ['saf?'], paths: ['/safe/'] } } })).toEqual([
      'safe · reported · in-use · idle 5 · none',
      'robot · reported · in-use · idle 4 · none',
      'other · reported · in-use · idle 3 · none · announce 2026-12-29',
    ]);
  });

  test('has nothing before it that is known, where a tag may spare', async () => {
    const world = new World(NOW);
    usedUser(world, 'alice', 5);
    expect(await shown(world, { policy: { exempt: { userNames: [], paths: [], tag: 'keep' } } })).toEqual([
      'alice · reported · in-use · idle 5 · none',
    ]);
  });

  test('is read when every key is', async () => {
    const world = new World(NOW);
    usedUser(world, 'alice', 5);
    expect(await shown(world, { request: { verifiesAll: true } })).toEqual(['alice · read · in-use · idle 5 · none · announce 2026-12-27']);
  });

  test('is listed by slot', async () => {
    const world = new World(NOW);
    usedUser(world, 'alice', 5);
    world.account.use(world.account.createKey('alice', ago(20)), ago(1));
    const { keys } = await scanned(world);
    expect(keys.map(({ slot, idleDays }) => [slot, idleDays]).sort()).toEqual([
      [1, 5],
      [2, 1],
    ]);
  });
});

test('the longest without use comes first, what could not be judged before all', async () => {
  const world = new World(NOW);
  usedUser(world, 'warned', 40);
  usedUser(world, 'used', 3);
  addUser(world, 'never');
  const hidden = addUser(world, 'hidden', 90);
  world.unreadable.add(hidden.accessKeyId);
  const off = addUser(world, 'off', 100);
  world.account.setStatus('off', off.accessKeyId, 'Inactive', ago(50));
  const safe = addUser(world, 'safe', 60);
  expect(safe.userName).toBe('safe');
  const inventory = await scanned(world, { policy: { exempt: { userNames: ['SAFE'], paths: [] } } });
  expect(inventory.keys.map(inShort)).toEqual([
    'hidden · reported · undecided · idle unknown · undecided',
    'never · read · unused · idle 400 · announce · deactivate 2026-12-01',
    'off · read · inactive · idle 100 · foreign',
    'safe · read · exempt · idle 60 · spare',
    'warned · read · warn · idle 40 · announce · deactivate 2026-12-01',
    'used · reported · in-use · idle 3 · none · announce 2026-12-29',
  ]);
  expect(inventory.counts).toEqual({ unused: 1, undecided: 1, warn: 1, exempt: 1, inactive: 1, 'in-use': 1 });
  expect(exitCodeOf(inventory)).toBe(3);
});

test('an account without users is complete and empty', async () => {
  const inventory = await scanned(new World(NOW));
  expect([inventory.keys, inventory.isComplete, inventory.rootAccessKeys, exitCodeOf(inventory)]).toEqual([[], true, 0, 0]);
});

test('only the verdict that was asked for is shown, all are counted, and the exit code is about all', async () => {
  const world = new World(NOW);
  usedUser(world, 'used', 3);
  addUser(world, 'never');
  const inventory = await scanned(world, { request: { verdict: 'in-use' } });
  expect(inventory.keys.map(({ userName }) => userName)).toEqual(['used']);
  expect([inventory.counts.unused, inventory.filter, exitCodeOf(inventory)]).toEqual([1, { userName: null, verdict: 'in-use' }, 1]);
});

describe('one user', () => {
  test('is read without the report', async () => {
    const world = new World(NOW);
    usedUser(world, 'alice', 5);
    addUser(world, 'bob');
    const noReport = (ports: ScanPorts): ScanPorts => ({
      ...ports,
      report: { read: () => Promise.reject(new Error('the report was asked for')) },
    });
    const inventory = await scanned(world, { request: { userName: 'alice' }, change: noReport });
    expect(inventory.keys.map(inShort)).toEqual(['alice · read · in-use · idle 5 · none · announce 2026-12-27']);
    expect(inventory.keys.map(({ slot, userArn }) => [slot, userArn])).toEqual([[null, 'arn:aws:iam::111122223333:user/alice']]);
    expect([inventory.rootAccessKeys, inventory.filter]).toEqual([null, { userName: 'alice', verdict: null }]);
  });

  test('has a path in the ARN', async () => {
    const world = new World(NOW);
    world.account.createUser('robot', ago(500), { path: '/team/ci/' });
    world.account.createKey('robot', ago(400));
    const { keys } = await scanned(world, { request: { userName: 'robot' } });
    expect(keys.map(({ userArn }) => userArn)).toEqual(['arn:aws:iam::111122223333:user/team/ci/robot']);
  });

  test('whose record is not understood has a path in the ARN too', async () => {
    const world = new World(NOW);
    world.account.createUser('robot', ago(500), { path: '/team/ci/' });
    const key = world.account.createKey('robot', ago(400));
    world.table.put(ours('announced', 3, { notice: noticeOf(3) })(key));
    world.table.spoil(key.accessKeyId, { state: 'of another version' });
    const { keys } = await scanned(world, { request: { userName: 'robot' } });
    expect(keys.map(({ userArn, slot }) => [userArn, slot])).toEqual([['arn:aws:iam::111122223333:user/team/ci/robot', null]]);
  });

  test('without keys gives none', async () => {
    const world = new World(NOW);
    world.account.createUser('alice', ago(500));
    expect(await shown(world, { request: { userName: 'alice' } })).toEqual([]);
  });

  test('who is not there is an error', async () => {
    await expect(scanned(new World(NOW), { request: { userName: 'alicia' } })).rejects.toThrow(
      new SettingError("the user must be an IAM user of the account, got 'alicia' (at account 111122223333)"),
    );
  });
});

describe('the steps come from the records', () => {
  test.each([
    [
      'an announced key is waited for',
      ours('announced', 3, { notice: noticeOf(3) }),
      'alice · read · unused · idle 400 · wait · deactivate 2026-11-28',
    ],
    [
      'one whose notice is good is deactivated',
      ours('announced', 7, { notice: noticeOf(7) }),
      'alice · read · unused · idle 400 · deactivate · announce-deletion 2026-12-01',
    ],
    [
      'one that somebody re-enabled counts anew',
      ours('reenabled', 3, { reenabledAt: ago(3) }),
      'alice · read · in-use · idle 3 · none · announce 2026-12-29',
    ],
  ])('%s', async (_, record, expected) => {
    const world = new World(NOW);
    world.table.put(record(addUser(world, 'alice')));
    expect(await shown(world)).toEqual([expected]);
  });

  test('a key that we deactivated is kept until its deletion, and its record is given', async () => {
    const world = new World(NOW);
    const key = addUser(world, 'alice');
    const record = ours('deactivated', 3, { deactivatedAt: ago(3) })(key);
    world.table.put(record);
    world.account.setStatus('alice', key.accessKeyId, 'Inactive', ago(3));
    const { keys, records } = await scanned(world);
    expect(keys.map(inShort)).toEqual(['alice · read · inactive · idle 400 · keep · announce-deletion 2026-11-28']);
    expect([keys[0]?.record, records.kind]).toEqual([record, 'read']);
  });

  test('whoever is in an open record is read, whatever the report says', async () => {
    const world = new World(NOW);
    const key = addUser(world, 'alice');
    world.account.use(key, ago(2));
    world.table.put(ours('announced', 9, { notice: noticeOf(9) })(key));
    expect(await shown(world)).toEqual(['alice · read · in-use · idle 2 · drop · announce 2026-12-30']);
  });

  test('a key that is gone is no access key any more', async () => {
    const world = new World(NOW);
    world.table.put(recordIn('announced', 3, { notice: noticeOf(3) }));
    const inventory = await scanned(world);
    expect([inventory.keys, inventory.isComplete]).toEqual([[], true]);
  });

  test('a record that cannot be understood leaves its key undecided', async () => {
    const world = new World(NOW);
    const key = addUser(world, 'alice');
    world.table.put(ours('announced', 3, { notice: noticeOf(3) })(key));
    world.table.spoil(key.accessKeyId, { state: 'of another version' });
    const inventory = await scanned(world);
    expect(inventory.keys).toEqual([
      {
        ...{ userName: 'alice', userArn: 'arn:aws:iam::111122223333:user/alice', accessKeyId: key.accessKeyId, slot: 1, verified: true },
        ...{ status: 'Active', createdAt: ago(400), lastUsedAt: 'never', lastUsedService: null, lastUsedRegion: null },
        ...{ record: null, userTags: {}, idleDays: null, sinceAt: null, verdict: 'undecided', step: 'undecided', stepAt: null },
        ...{ nextStep: null, nextStepAt: null, reason: 'its record has a strange state' },
      },
    ]);
    expect([inventory.isComplete, inventory.unreadable.length]).toEqual([false, 1]);
  });

  test('a record that cannot be understood leaves a key undecided that the report shows in use', async () => {
    const world = new World(NOW);
    const key = addUser(world, 'alice');
    world.account.use(key, ago(2));
    world.table.put(ours('dropped', 3)(key));
    world.table.spoil(key.accessKeyId, { state: 'of another version' });
    const inventory = await scanned(world);
    expect([inventory.keys.map(inShort), inventory.isComplete]).toEqual([['alice · read · undecided · idle unknown · undecided'], false]);
  });

  test('a record that cannot be understood is told, also of a key that is gone', async () => {
    const world = new World(NOW);
    world.table.spoil('AKIAGONE', { userName: 'zed' });
    const { keys, unreadable } = await scanned(world);
    expect([keys, unreadable]).toEqual([
      [],
      [{ userName: 'zed', accessKeyId: 'AKIAGONE', because: 'its record has a strange schemaVersion' }],
    ]);
  });

  test('a record that cannot be true leaves its key undecided too', async () => {
    const world = new World(NOW);
    world.table.put(ours('announced', -3, { notice: noticeOf(-3) })(addUser(world, 'alice')));
    const inventory = await scanned(world);
    expect(inventory.keys.map(inShort)).toEqual(['alice · read · undecided · idle unknown · undecided']);
    expect(inventory.isComplete).toBe(false);
  });

  test('a closed record of a re-enabling counts for the idle days', async () => {
    const world = new World(NOW);
    world.table.put(ours('dropped', 3, { reenabledAt: ago(50) })(addUser(world, 'alice')));
    expect(await shown(world)).toEqual(['alice · read · unused · idle 50 · announce · deactivate 2026-12-01']);
  });

  test('an exempt user of whom nothing is due is in use, as by the report', async () => {
    const world = new World(NOW);
    usedUser(world, 'safe', 5);
    const policy = { exempt: { userNames: ['safe'], paths: [] } };
    const { keys } = await scanned(world, { policy, request: { verifiesAll: true } });
    expect(keys.map((key) => [inShort(key), key.reason])).toEqual([
      ['safe · read · in-use · idle 5 · none', 'last used 2026-11-19, 5 idle days of 45'],
    ]);
  });

  test('an exempt user whose key is inactive is spared', async () => {
    const world = new World(NOW);
    const key = addUser(world, 'safe');
    world.account.setStatus('safe', key.accessKeyId, 'Inactive', ago(50));
    expect(await shown(world, { policy: { exempt: { userNames: ['safe'], paths: [] } } })).toEqual([
      'safe · read · inactive · idle 400 · spare',
    ]);
  });

  test('an expired key is inactive, and not ours', async () => {
    const world = new World(NOW);
    const key = addUser(world, 'alice');
    key.status = 'Expired';
    const { keys } = await scanned(world, { records: { kind: 'denied', because: 'of a test' } });
    expect(keys.map((one) => [inShort(one), one.reason])).toEqual([
      ['alice · read · inactive · idle 400 · foreign', 'AWS let it expire, and not by us'],
    ]);
  });

  test('only as many act as the cap allows, the longest unused first; the others wait', async () => {
    const world = new World(NOW);
    for (const [name, days] of [
      ['a', 100],
      ['b', 300],
      ['c', 200],
    ] as const) {
      world.table.put(ours('announced', 7, { notice: noticeOf(7) })(addUser(world, name, days)));
    }
    const { keys } = await scanned(world, { policy: { maxKeysPerDay: 2 } });
    expect(keys.map(inShort)).toEqual([
      'b · read · unused · idle 300 · deactivate · announce-deletion 2026-12-01',
      'c · read · unused · idle 200 · deactivate · announce-deletion 2026-12-01',
      'a · read · unused · idle 100 · wait-for-cap · deactivate 2026-11-25',
    ]);
    expect(keys[2]?.reason).toBe(
      "never used, 100 idle days of 45; announced 2026-11-17; the policy's cap of 2 a day is reached before its turn",
    );
  });

  test('who waits has a day each, as the cap allows', async () => {
    const world = new World(NOW);
    for (const [name, days] of [
      ['a', 500],
      ['b', 400],
      ['c', 300],
      ['d', 200],
    ] as const)
      world.table.put(ours('announced', 7, { notice: noticeOf(7) })(addUser(world, name, days)));
    expect(await shown(world, { policy: { maxKeysPerDay: 1 } })).toEqual([
      'a · read · unused · idle 500 · deactivate · announce-deletion 2026-12-01',
      'b · read · unused · idle 400 · wait-for-cap · deactivate 2026-11-25',
      'c · read · unused · idle 300 · wait-for-cap · deactivate 2026-11-26',
      'd · read · unused · idle 200 · wait-for-cap · deactivate 2026-11-27',
    ]);
  });

  test('a ledger that may not be read leaves open what the cap allows, and is no failure', async () => {
    const world = new World(NOW);
    world.table.put(ours('announced', 7, { notice: noticeOf(7) })(addUser(world, 'alice')));
    const denied = (ports: ScanPorts): ScanPorts => ({
      ...ports,
      records: { ...ports.records, readLedger: () => Promise.reject(new AccessError('not allowed')) },
    });
    const { keys, isComplete } = await scanned(world, { change: denied });
    expect([keys.map(({ step, reason }) => [step, reason]), isComplete]).toEqual([
      [['deactivate', 'never used, 400 idle days of 45; announced 2026-11-17; how many keys may still be touched today could not be read']],
      true,
    ]);
  });

  test('deletions count for the cap as deactivations do, and keys of which nothing is done do not', async () => {
    const world = new World(NOW);
    for (const name of ['first', 'second']) {
      const key = addUser(world, name);
      world.table.put(ours('deactivated', 14, { deactivatedAt: ago(14), deletionNotice: noticeOf(7) })(key));
      world.account.setStatus(name, key.accessKeyId, 'Inactive', ago(14));
    }
    addUser(world, 'other');
    expect(await shown(world, { policy: { maxKeysPerDay: 1 } })).toEqual([
      'first · read · inactive · idle 400 · delete',
      'other · read · unused · idle 400 · announce · deactivate 2026-12-01',
      'second · read · inactive · idle 400 · wait-for-cap · delete 2026-11-25',
    ]);
  });

  test('where nothing acts nobody asks what the cap has left', async () => {
    const world = new World(NOW);
    addUser(world, 'alice');
    world.table.spoilLedger({ acts: 'of another version' });
    expect((await scanned(world)).isComplete).toBe(true);
  });

  test.each([
    [2, 'deactivate · announce-deletion 2026-12-01'],
    [3, 'wait-for-cap · deactivate 2026-11-24'],
  ])('an act of %i minutes before the whole day is waited for as a sweep waits: %s', async (minutes, expected) => {
    const world = new World(NOW);
    world.table.put(ours('announced', 7, { notice: noticeOf(7) })(addUser(world, 'alice')));
    world.table.writeLedger({ version: 1, acts: [NOW - DAY_MS + minutes * 60_000] });
    expect(await shown(world, { policy: { maxKeysPerDay: 1 } })).toEqual([`alice · read · unused · idle 400 · ${expected}`]);
  });

  test('what was done in these 24 hours counts for the cap', async () => {
    const world = new World(NOW);
    world.table.put(ours('announced', 7, { notice: noticeOf(7) })(addUser(world, 'alice')));
    world.table.writeLedger({ version: 1, acts: [NOW - DAY_MS / 2] });
    expect(await shown(world, { policy: { maxKeysPerDay: 1 } })).toEqual([
      'alice · read · unused · idle 400 · wait-for-cap · deactivate 2026-11-24',
    ]);
  });

  test('a cap of which nobody knows what is left is said, and makes the scan incomplete', async () => {
    const world = new World(NOW);
    world.table.put(ours('announced', 7, { notice: noticeOf(7) })(addUser(world, 'alice')));
    world.table.spoilLedger({ acts: 'of another version' });
    const { isComplete, unreadable } = await scanned(world);
    expect([isComplete, unreadable.map(({ because }) => because)]).toEqual([
      false,
      [expect.stringMatching(/^how many keys may still be touched today is not known: /)],
    ]);
  });
});

describe('records that are not read', () => {
  const world = (): World => {
    const made = new World(NOW);
    const key = addUser(made, 'off', 100);
    made.account.setStatus('off', key.accessKeyId, 'Inactive', ago(50));
    addUser(made, 'never');
    return made;
  };

  test('because there are none say that nothing is remembered', async () => {
    const { keys, isComplete } = await scanned(world(), { records: { kind: 'absent', because: 'there is no table' } });
    expect(keys.map(({ record, reason }) => [record, reason])).toEqual([
      ['none', 'never used, 400 idle days of 45'],
      ['none', 'it is inactive, and not by us'],
    ]);
    expect(isComplete).toBe(true);
  });

  test.each(['denied', 'not-asked', 'unreadable'] as const)('because they are %s leave open who made a key inactive', async (kind) => {
    const { keys, isComplete, unreadable, records } = await scanned(world(), { records: { kind, because: 'of a test' } });
    expect(keys.map(({ record, reason }) => [record, reason])).toEqual([
      [null, 'never used, 400 idle days of 45'],
      [null, 'it is inactive; whether by us is not known, as its record was not read'],
    ]);
    expect(records).toMatchObject({ kind, because: 'of a test' });
    // Not to be allowed is no failure.
    expect([isComplete, unreadable]).toEqual(
      kind === 'unreadable' ? [false, [{ userName: null, accessKeyId: null, because: 'of a test' }]] : [true, []],
    );
  });
});

test('the tags of a user who was read are given, as another policy may spare by them', async () => {
  const world = new World(NOW);
  world.account.createUser('alice', ago(500), { tags: { owner: 'security' } });
  world.account.createKey('alice', ago(400));
  const { keys } = await scanned(world);
  expect(keys.map(({ userTags }) => userTags)).toEqual([{ owner: 'security' }]);
});

test('without remediation keys are judged, and nothing is done about them', async () => {
  const world = new World(NOW);
  addUser(world, 'never');
  usedUser(world, 'used', 3);
  usedUser(world, 'warned', 40);
  const off = addUser(world, 'off', 100);
  world.account.setStatus('off', off.accessKeyId, 'Inactive', ago(50));
  const records = { kind: 'not-asked', because: 'there is no remediation' } as const;
  const { keys } = await scanned(world, { policy: { action: 'notify' }, isRemediating: false, records });
  expect(keys[1]?.reason).toBe('it is inactive; whether by us is not known, as its record was not read');
  expect(keys.map(inShort)).toEqual([
    'never · read · unused · idle 400 · none',
    'off · read · inactive · idle 100 · none',
    'warned · read · warn · idle 40 · none',
    'used · reported · in-use · idle 3 · none',
  ]);
});

describe('what cannot be read', () => {
  test('of a user leaves the keys undecided that the report shows, and says why once', async () => {
    const world = new World(NOW);
    addUser(world, 'alice');
    const second = world.account.createKey('alice', ago(300));
    world.account.setStatus('alice', second.accessKeyId, 'Inactive', ago(200));
    addUser(world, 'bob');
    world.denied.set('alice', 'reading');
    const { keys, unreadable, isComplete } = await scanned(world);
    expect(
      keys.map(({ userName, slot, status, lastUsedAt, verdict, step }) => [userName, slot, status, lastUsedAt, verdict, step]),
    ).toEqual([
      ['alice', 1, 'Active', 'never', 'undecided', 'undecided'],
      ['alice', 2, 'Inactive', null, 'undecided', 'undecided'],
      ['bob', 1, 'Active', 'never', 'unused', 'announce'],
    ]);
    expect(unreadable).toEqual([{ userName: 'alice', accessKeyId: null, because: 'the user cannot be read: reading alice is denied' }]);
    expect(isComplete).toBe(false);
  });

  test('of a user of whom the report is unclear leaves a key undecided of which nothing is known', async () => {
    const world = new World(NOW);
    addUser(world, 'alice');
    world.denied.set('alice', 'reading');
    const unclear = (ports: ScanPorts): ScanPorts => ({
      ...ports,
      report: { read: async () => (await ports.report.read()).map((row) => ({ ...row, access_key_1_active: 'yes' })) },
    });
    const { keys } = await scanned(world, { change: unclear });
    expect(keys.map(({ slot, status, createdAt, verdict }) => [slot, status, createdAt, verdict])).toEqual([[1, null, null, 'undecided']]);
  });

  test('of a user in two open records is said once, and the keys stand as the report shows them', async () => {
    const world = new World(NOW);
    const record = ours('announced', 3, { notice: noticeOf(3) });
    for (const key of [addUser(world, 'alice'), world.account.createKey('alice', ago(300))]) world.table.put(record(key));
    const throttled = (ports: ScanPorts): ScanPorts => ({ ...ports, users: { read: () => Promise.reject(new Error('throttled')) } });
    const { keys, unreadable } = await scanned(world, { change: throttled });
    expect(keys.map(({ accessKeyId, slot, verdict }) => [accessKeyId, slot, verdict])).toEqual([
      [null, 1, 'undecided'],
      [null, 2, 'undecided'],
    ]);
    expect(unreadable).toEqual([{ userName: 'alice', accessKeyId: null, because: 'the user cannot be read: Error: throttled' }]);
  });

  test('of a user whom only a record knows is said, without a key', async () => {
    const world = new World(NOW);
    world.table.put(recordIn('announced', 3, { notice: noticeOf(3) }));
    world.denied.set('alice', 'reading');
    const { keys, unreadable } = await scanned(world);
    expect([keys, unreadable.map(({ userName }) => userName)]).toEqual([[], ['alice']]);
  });

  test('of a key leaves it undecided, and the other one judged', async () => {
    const world = new World(NOW);
    const first = addUser(world, 'alice');
    world.account.createKey('alice', ago(300));
    world.unreadable.add(first.accessKeyId);
    const { keys, unreadable } = await scanned(world);
    expect(keys.map(({ accessKeyId, verdict }) => [accessKeyId === first.accessKeyId, verdict])).toEqual([
      [true, 'undecided'],
      [false, 'unused'],
    ]);
    expect(keys[0]).toMatchObject({ verified: false, record: 'none', userTags: {} });
    expect(unreadable).toEqual([{ userName: 'alice', accessKeyId: first.accessKeyId, because: 'its last use was throttled' }]);
  });

  test('is the report: nobody is known to look at', async () => {
    const denied = (ports: ScanPorts): ScanPorts => ({ ...ports, report: { read: () => Promise.reject(new AccessError('denied')) } });
    await expect(scanned(new World(NOW), { change: denied })).rejects.toThrow(new AccessError('denied'));
  });

  test('is a key of the future: its facts cannot be', async () => {
    const world = new World(NOW);
    addUser(world, 'alice', -3);
    expect(await shown(world)).toEqual(['alice · read · undecided · idle unknown · undecided']);
  });
});

describe('an interruption', () => {
  test('before anything was read gives nothing, and says so', async () => {
    const world = new World(NOW);
    addUser(world, 'alice');
    const stop = new AbortController();
    stop.abort();
    const inventory = await scanned(world, { request: { signal: stop.signal } });
    expect([inventory.keys, inventory.isComplete, exitCodeOf(inventory)]).toEqual([[], false, 3]);
    expect(inventory.unreadable).toEqual([
      { userName: null, accessKeyId: null, because: 'the scan was interrupted before anything was read' },
    ]);
  });

  test('while the cap is asked for leaves open what it allows', async () => {
    const world = new World(NOW);
    world.table.put(ours('announced', 7, { notice: noticeOf(7) })(addUser(world, 'alice')));
    const stop = new AbortController();
    const slow = (ports: ScanPorts): ScanPorts => ({
      ...ports,
      records: { ...ports.records, readLedger: () => (stop.abort(), new Promise<never>(() => undefined)) },
    });
    const { keys, unreadable } = await scanned(world, { request: { signal: stop.signal }, change: slow });
    expect([keys.map(({ step }) => step), unreadable]).toEqual([
      ['deactivate'],
      [
        {
          ...{ userName: null, accessKeyId: null },
          because: 'how many keys may still be touched today is not known: the scan was interrupted',
        },
      ],
    ]);
  });

  test('while the report is waited for does not wait for it', async () => {
    const stop = new AbortController();
    const never = (ports: ScanPorts): ScanPorts => ({
      ...ports,
      report: { read: () => (stop.abort(), new Promise<never>(() => undefined)) },
    });
    const inventory = await scanned(new World(NOW), { request: { signal: stop.signal }, change: never });
    expect([inventory.keys, inventory.isComplete, inventory.records.kind]).toEqual([[], false, 'not-asked']);
  });

  test('gives everybody who was read, in whatever order they came', async () => {
    const world = new World(NOW);
    addUser(world, 'first', 400);
    addUser(world, 'second', 300);
    addUser(world, 'third', 200);
    const stop = new AbortController();
    const hanging = (ports: ScanPorts): ScanPorts => ({
      ...ports,
      users: { read: (name) => (name === 'first' ? new Promise<never>(() => undefined) : ports.users.read(name)) },
      progress: (read) => {
        if (read === 2) stop.abort();
      },
    });
    const inventory = await scanned(world, { request: { signal: stop.signal }, change: hanging });
    expect(inventory.keys.map(({ userName, verdict }) => [userName, verdict])).toEqual([
      ['first', 'undecided'],
      ['second', 'unused'],
      ['third', 'unused'],
    ]);
    expect(inventory.unreadable.map(({ userName }) => userName)).toEqual(['first']);
  });

  test('while users are read gives what was read, and the others undecided', async () => {
    const world = new World(NOW);
    addUser(world, 'first', 400);
    addUser(world, 'second', 300);
    addUser(world, 'third', 200);
    usedUser(world, 'used', 3);
    const stop = new AbortController();
    const slow = (ports: ScanPorts): ScanPorts => ({
      ...ports,
      users: { read: (name) => (name === 'second' ? new Promise<never>(() => undefined) : ports.users.read(name)) },
      progress: (read) => {
        if (read === 1) stop.abort();
      },
    });
    const inventory = await scanned(world, { request: { signal: stop.signal }, change: slow });
    expect(inventory.keys.map(inShort)).toEqual([
      'second · reported · undecided · idle unknown · undecided',
      'third · reported · undecided · idle unknown · undecided',
      'first · read · unused · idle 400 · announce · deactivate 2026-12-01',
      'used · reported · in-use · idle 3 · none · announce 2026-12-29',
    ]);
    expect(inventory.unreadable).toEqual(
      ['second', 'third'].map((userName) => ({ userName, accessKeyId: null, because: 'the scan was interrupted before it was read' })),
    );
    expect(exitCodeOf(inventory)).toBe(3);
  });
});

test('an exemption that ends is followed by what is due then', async () => {
  const world = new World(NOW);
  world.account.createUser('alice', ago(500), { tags: { keep: '2026-11-30' } });
  world.account.createKey('alice', ago(400));
  expect(await shown(world, { policy: { exempt: { userNames: [], paths: [], tag: 'keep' } } })).toEqual([
    'alice · read · exempt · idle 400 · spare · announce 2026-12-01',
  ]);
});

test('the ARN is of now, whatever path the report has', async () => {
  const world = new World(NOW);
  addUser(world, 'alice');
  world.report.rows(NOW);
  const alice = world.account.users.get('alice');
  if (alice !== undefined) alice.path = '/team/';
  const { keys } = await scanned(world);
  expect(keys.map(({ userArn }) => userArn)).toEqual(['arn:aws:iam::111122223333:user/team/alice']);
});

test('who has vanished since the report was made is no access key, and no trouble', async () => {
  const world = new World(NOW);
  addUser(world, 'alice');
  addUser(world, 'bob');
  world.report.rows(NOW);
  world.account.deleteUser('alice');
  const inventory = await scanned(world);
  expect([inventory.keys.map(({ userName }) => userName), inventory.isComplete]).toEqual([['bob'], true]);
  // Who was renamed would be missing.
  expect(inventory.vanishedUsers).toEqual(['alice']);
});

test('progress tells how many users of how many were read', async () => {
  const world = new World(NOW);
  for (const name of ['a', 'b', 'c']) addUser(world, name);
  usedUser(world, 'used', 3);
  const told: [number, number][] = [];
  await scanned(world, { change: (ports) => ({ ...ports, progress: (read, of) => void told.push([read, of]) }) });
  expect(told).toEqual([
    [0, 3],
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});

test('a report of another account is refused', async () => {
  const world = new World(NOW);
  addUser(world, 'alice');
  const foreign = (ports: ScanPorts): ScanPorts => ({
    ...ports,
    report: {
      read: async () =>
        (await ports.report.read()).map((row) => ({ ...row, arn: (row['arn'] ?? '').replace('111122223333', '999999999999') })),
    },
  });
  await expect(scanned(world, { change: foreign })).rejects.toThrow(
    new IncompleteError('the credential report cannot be used: it is not of account 111122223333, but has arn:aws:iam::999999999999:root'),
  );
});

test.each(['true', 'TRUE'])('an access key of the root user that is %s without dates counts', async (active) => {
  const world = new World(NOW);
  addUser(world, 'alice');
  const unclear = (ports: ScanPorts): ScanPorts => ({
    ...ports,
    report: {
      read: async () =>
        (await ports.report.read()).map((row) => (row['user'] === '<root_account>' ? { ...row, access_key_2_active: active } : row)),
    },
  });
  expect((await scanned(world, { change: unclear })).rootAccessKeys).toBe(1);
});

test('an active access key of the root user is counted, whom no policy touches', async () => {
  const world = new World(NOW);
  addUser(world, 'alice');
  const withRootKey = (ports: ScanPorts): ScanPorts => ({
    ...ports,
    report: {
      read: async () =>
        (await ports.report.read()).map((row) =>
          row['user'] === '<root_account>'
            ? { ...row, access_key_1_active: 'true', access_key_1_last_rotated: '2020-01-01T00:00:00+00:00' }
            : row,
        ),
    },
  });
  const inventory = await scanned(world, { change: withRootKey });
  expect([inventory.rootAccessKeys, inventory.keys.map(({ userName }) => userName)]).toEqual([1, ['alice']]);
});
