import fc from 'fast-check';
import { CLOSED_STATES, OPEN_STATES, type KeyRecord, type Notice } from '../../domain/key-record';
import { itemOf, RECORD_SCHEMA_VERSION, recordOf, type RecordItem } from '../../domain/record-item';
import { ago, GROUNDS, noticeOf, NOW, recordIn } from '../support/world/records';

const FULL: KeyRecord = recordIn('deactivated', 5, {
  isTold: false,
  deactivatingAt: ago(6),
  deactivatedAt: ago(5),
  deletionNotice: noticeOf(2),
  reenabledAt: ago(60),
  reenabledTimes: 2,
});

const ITEM: RecordItem = {
  schemaVersion: 1,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName: 'alice',
  version: 3,
  state: 'deactivated',
  stateAt: '2026-11-19T06:00:00.000Z',
  isTold: false,
  reenabledTimes: 2,
  history: [
    {
      state: 'deactivated',
      at: '2026-11-19T06:00:00.000Z',
      because: 'never used, 400 idle days of 45',
      facts: { status: 'Active', createdAt: '2025-10-20T06:00:00.000Z', lastUsedAt: 'never' },
      policy: { maxCredentialUsageAgeDays: 45, action: 'delete', warnDays: 7, graceDays: 14 },
    },
  ],
  deactivatingAt: '2026-11-18T06:00:00.000Z',
  deactivatedAt: '2026-11-19T06:00:00.000Z',
  deletionNotice: {
    announcedAt: '2026-11-22T06:00:00.000Z',
    dueAt: '2026-11-29T06:00:00.000Z',
    toldAt: '2026-11-23T06:00:00.000Z',
  },
  reenabledAt: '2026-09-25T06:00:00.000Z',
};

test('a record is written as people read it, and read as it was', () => {
  expect(RECORD_SCHEMA_VERSION).toBe(1);
  expect(itemOf(FULL)).toEqual(ITEM);
  expect(recordOf(ITEM)).toEqual({ kind: 'record', record: FULL });
});

test('what is undefined is left out of the item, deep inside too', () => {
  const loose = { ...recordIn('gone', 1), notice: undefined, history: [{ state: 'gone', at: NOW, ...GROUNDS, facts: undefined }] };
  const item = itemOf(loose as unknown as KeyRecord);
  expect(Object.keys(item)).not.toContain('notice');
  expect(Object.keys((item['history'] as readonly object[])[0] ?? {})).toEqual(['state', 'at', 'because', 'policy']);
});

describe('any record', () => {
  const instant = fc.integer({ min: 0, max: Date.UTC(2099, 0) });
  const notice: fc.Arbitrary<Notice> = fc.record({ announcedAt: instant, dueAt: instant, toldAt: instant });
  const name = fc.string({ minLength: 1, maxLength: 20 });
  const policy = fc.record({
    maxCredentialUsageAgeDays: fc.nat(365),
    action: fc.constantFrom('notify' as const, 'deactivate' as const, 'delete' as const),
    warnDays: fc.nat(365),
    graceDays: fc.nat(365),
  });
  const facts = fc.record({
    status: fc.constantFrom('Active' as const, 'Inactive' as const, 'Expired' as const),
    createdAt: instant,
    lastUsedAt: fc.oneof(fc.constant('never' as const), instant),
  });
  const state = fc.constantFrom(...OPEN_STATES, ...CLOSED_STATES);
  const entry = fc.record({ state, at: instant, because: name, policy, facts }, { requiredKeys: ['state', 'at', 'because', 'policy'] });
  const record: fc.Arbitrary<KeyRecord> = fc.record(
    {
      ...{ accessKeyId: name, userName: name, version: fc.nat(), state, stateAt: instant, isTold: fc.boolean() },
      ...{
        notice,
        deactivatingAt: instant,
        deactivatedAt: instant,
        deletionNotice: notice,
        reenabledAt: instant,
        reenabledTimes: fc.nat(),
      },
      history: fc.array(entry, { maxLength: 3 }),
    },
    {
      requiredKeys: [
        'accessKeyId',
        'userName',
        'version',
        'state',
        'stateAt',
        'isTold',
        'reenabledTimes',
        'history',
        'notice',
        'deactivatedAt',
      ],
    },
  );

  test('comes back from the table as it was', () => {
    fc.assert(
      fc.property(record, (one) => {
        expect(recordOf(itemOf(one))).toEqual({ kind: 'record', record: one });
        expect(recordOf(JSON.parse(JSON.stringify(itemOf(one))) as RecordItem)).toEqual({ kind: 'record', record: one });
      }),
    );
  });
});

describe('an item is not understood', () => {
  const without = (name: string): RecordItem => Object.fromEntries(Object.entries(ITEM).filter(([own]) => own !== name));
  const unreadable = (strange: string, more: object = {}): object => ({
    ...{ kind: 'unreadable', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', userName: 'alice', because: `its record has a strange ${strange}` },
    ...more,
  });

  test.each(['schemaVersion', 'version', 'state', 'stateAt', 'isTold', 'reenabledTimes', 'history', 'deactivatedAt'])(
    'without %s',
    (name) => {
      expect(recordOf(without(name))).toEqual(unreadable(name));
    },
  );

  test('without the names of its key and user', () => {
    expect(recordOf(without('accessKeyId'))).toEqual(unreadable('accessKeyId', { accessKeyId: 'unknown' }));
    expect(recordOf(without('userName'))).toEqual(unreadable('userName', { userName: 'unknown' }));
    expect(recordOf({})).toEqual(unreadable('schemaVersion', { accessKeyId: 'unknown', userName: 'unknown' }));
  });

  test.each<[string, string, unknown]>([
    ['another layout', 'schemaVersion', 2],
    ['a layout in words', 'schemaVersion', '1'],
    ['an empty key id', 'accessKeyId', ''],
    ['an empty user', 'userName', ''],
    ['half a version', 'version', 1.5],
    ['a version below none', 'version', -1],
    ['a version that is no number', 'version', Number.NaN],
    ['a version in words', 'version', '3'],
    ['a state of somebody else', 'state', 'retired'],
    ['a state that is a number', 'state', 3],
    ['an instant as a number', 'stateAt', NOW],
    ['an instant without a zone', 'stateAt', '2026-11-19T06:00:00'],
    ['a yes in words', 'isTold', 'true'],
    ['a count below none', 'reenabledTimes', -1],
    ['a deactivation that is no instant', 'deactivatedAt', 'yesterday'],
    ['a deactivation that is null', 'deactivatedAt', null],
    ['a re-enabling that is no instant', 'reenabledAt', 5],
    ['a notice in words', 'notice', 'told'],
    ['a notice that is null', 'notice', null],
    ['a notice that is a list', 'notice', []],
    ['an announced deletion that is null', 'deletionNotice', null],
    ['a history in words', 'history', 'long'],
    ['a history of words', 'history', ['long']],
    ['a history of nothing', 'history', [null]],
  ])('with %s', (_, name, value) => {
    const { accessKeyId, userName } = { ...ITEM, [name]: value } as Record<string, unknown>;
    expect(recordOf({ ...ITEM, [name]: value })).toEqual(unreadable(name, { accessKeyId, userName }));
  });

  test.each<[string, string, RecordItem]>([
    ['a notice without its announcement', 'announcedAt', { dueAt: '2026-11-29T06:00:00.000Z', toldAt: '2026-11-23T06:00:00.000Z' }],
    ['a notice without its day', 'dueAt', { announcedAt: '2026-11-29T06:00:00.000Z', toldAt: '2026-11-23T06:00:00.000Z' }],
    ['a notice that was not told', 'toldAt', { announcedAt: '2026-11-29T06:00:00.000Z', dueAt: '2026-11-23T06:00:00.000Z' }],
  ])('with %s', (_, strange, notice) => {
    expect(recordOf({ ...ITEM, notice })).toEqual(unreadable(strange));
    expect(recordOf({ ...ITEM, deletionNotice: notice })).toEqual(unreadable(strange));
  });

  test.each<[string, string, RecordItem]>([
    ['a change without a state', 'state', { state: undefined }],
    ['a change without an instant', 'at', { at: undefined }],
    ['a change without a reason', 'because', { because: undefined }],
    ['a change without a policy', 'policy', { policy: undefined }],
    ['a change whose facts are words', 'facts', { facts: 'all fine' }],
    ['facts without a status', 'status', { facts: { createdAt: '2025-10-20T06:00:00.000Z', lastUsedAt: 'never' } }],
    ['facts without a creation', 'createdAt', { facts: { status: 'Active', lastUsedAt: 'never' } }],
    ['facts without a use', 'lastUsedAt', { facts: { status: 'Active', createdAt: '2025-10-20T06:00:00.000Z' } }],
  ])('with %s', (_, strange, change) => {
    const entry = { ...(ITEM['history'] as readonly object[])[0], ...change };
    expect(recordOf({ ...ITEM, history: [entry] })).toEqual(unreadable(strange));
  });

  test.each(['announced', 'deactivating'])('that says %s, without its notice', (state) => {
    expect(recordOf({ ...without('deletionNotice'), state })).toEqual(unreadable('notice'));
    const notice = ITEM['deletionNotice'];
    expect(recordOf({ ...ITEM, state, notice }).kind).toBe('record');
  });

  test.each(['deactivated', 'deleting'])('that says %s, without the instant of the deactivation', (state) => {
    expect(recordOf({ ...without('deactivatedAt'), state })).toEqual(unreadable('deactivatedAt'));
    expect(recordOf({ ...ITEM, state }).kind).toBe('record');
  });
});

test('facts of a history without facts, as those of a key that is gone, are none', () => {
  const { facts, ...grounds } = GROUNDS;
  expect(facts).toBeDefined();
  const gone = recordIn('gone', 1, { history: [{ state: 'gone', at: NOW, ...grounds }] });
  expect(recordOf(itemOf(gone))).toEqual({ kind: 'record', record: gone });
});

test('an item may have more than we know of', () => {
  expect(recordOf({ ...ITEM, owner: 'team-a' })).toEqual({ kind: 'record', record: FULL });
});

test('a bug of ours is not taken for a strange item', () => {
  const item = new Proxy(ITEM, {
    get: (own, name) => {
      if (name === 'version') throw new TypeError('a bug');
      return Reflect.get(own, name) as unknown;
    },
  });
  expect(() => recordOf(item)).toThrow(new TypeError('a bug'));
});
