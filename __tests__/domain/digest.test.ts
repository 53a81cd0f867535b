import { countsOf, digestOf, MAX_DIGEST_BYTES, type Digest, type DigestMessage, type Findings } from '../../domain/digest';
import { SECTIONS, shownId } from '../../domain/digest-sections';
import { MATTERS, type Entry, type Matter } from '../../domain/matter';
import { expectFixture } from '../support/fixture';
import { ago, ahead, NOW, POLICY } from '../support/world/records';

const id = (index: number): string => `AKIA${String(index).padStart(16, '0')}`;

const BECAUSE: Readonly<Partial<Record<Matter, string>>> = {
  undecided: 'its last use could not be read: ThrottlingException: Rate exceeded',
  misjudged: 'it was used 2026-11-17T06:00:00.000Z, after we deactivated it 2026-11-16T06:00:00.000Z',
  blocked: 'it could not be deactivated: AccessError: UpdateAccessKey was denied',
  deleted: 'deactivated 2026-11-03, grace of 14 days until 2026-11-17; deletion announced 2026-11-10',
  'will-be-deleted': 'deactivated 2026-11-17, grace of 14 days until 2026-12-01',
  'password-only': 'its password is without use for 60 days',
  spared: 'its name matches deploy-*',
};

/** An entry of each matter, in no order. */
const ONE_OF_EACH: readonly Entry[] = [...MATTERS].reverse().map((matter, index) => ({
  matter,
  userName: `user-${String(index)}`,
  ...(!['password-only', 'left'].includes(matter) && { accessKeyId: id(index) }),
  because: BECAUSE[matter] ?? 'never used, 400 idle days of 45',
  ...(['will-be-deleted', 'will-be-deactivated'].includes(matter) && { at: ahead(7) }),
  ...(['deleted', 'deactivated', 'reenabled'].includes(matter) && { at: NOW }),
}));

const findings = (entries: readonly Entry[], more: Partial<Findings> = {}): Findings => ({
  accountId: '111122223333',
  now: NOW,
  policy: POLICY,
  entries,
  usersNotDue: 412,
  isWeekly: false,
  ...more,
});
const messageOf = ({ message }: Digest): DigestMessage => {
  if (message === undefined) throw new Error('there is no message');
  return message;
};
const entry = (matter: Matter, more: Partial<Entry> = {}): Entry => ({
  matter,
  userName: 'alice',
  accessKeyId: id(7),
  because: 'so',
  ...more,
});
const keys = (matter: Matter, count: number, more: Partial<Entry> = {}): readonly Entry[] =>
  Array.from({ length: count }, (_, index) => ({
    ...entry(matter, {
      userName: `user-with-a-rather-long-name-${String(index)}`,
      accessKeyId: id(index),
      because: 'never used, 400 idle days of 45',
    }),
    ...more,
  }));
const bytesOf = ({ text, json }: DigestMessage): number => Buffer.byteLength(JSON.stringify({ default: json, email: text }));

interface Told {
  readonly matter: Matter;
  readonly total: number;
  readonly omitted: number;
  readonly entries: readonly { readonly userName: string; readonly accessKeyId?: string; readonly at?: string }[];
}
const sectionsOf = (message: DigestMessage): readonly Told[] =>
  (JSON.parse(message.json) as { readonly sections: readonly Told[] }).sections;

describe('a digest', () => {
  test('of everything there is', () => {
    const { message, named } = digestOf(findings(ONE_OF_EACH));
    const told = messageOf({ message, named });
    expectFixture(__dirname, 'digest.txt', `${told.subject}\n\n${told.text}\n`);
    expectFixture(__dirname, 'digest.json', `${JSON.stringify(JSON.parse(told.json), undefined, 2)}\n`);
    expect(told.attributes).toEqual({ account: '111122223333', severity: 'danger' });
  });

  test('of an ordinary day', () => {
    const entries: readonly Entry[] = [
      entry('deactivated', { userName: 'carol', at: NOW, because: 'never used, 400 idle days of 45; announced 2026-11-17' }),
      entry('will-be-deactivated', { userName: 'bob', accessKeyId: id(8), at: ahead(7), isNew: true }),
      entry('will-be-deactivated', { userName: 'alice', accessKeyId: id(9), at: ahead(2) }),
      entry('in-use', { accessKeyId: id(10) }),
    ];
    const told = messageOf(digestOf(findings(entries)));
    expectFixture(__dirname, 'digest-of-a-day.txt', `${told.subject}\n\n${told.text}\n`);
    expect(told.attributes).toEqual({ account: '111122223333', severity: 'warning' });
  });

  test.each([
    ['notify', { action: 'notify' }, 'Policy: a key is unused after 45 days; nothing is done but telling.'],
    [
      'deactivate',
      { action: 'deactivate', maxCredentialUsageAgeDays: 2, warnDays: 1 },
      'Policy: a key is unused after 2 days; it is announced 1 day ahead, deactivated, never deleted; at most 10 in 24 hours.',
    ],
    [
      'delete',
      { maxCredentialUsageAgeDays: 1, warnDays: 0, graceDays: 1, maxKeysPerDay: 1 },
      'Policy: a key is unused after 1 day; it is announced 0 days ahead, deactivated, deleted 1 day after that; at most 1 in 24 hours.',
    ],
  ] as const)('says its policy under %s', (_, changes, line) => {
    const { text } = messageOf(digestOf(findings([entry('unused')], { policy: { ...POLICY, ...changes } })));
    expect(text.split('\n\n')[1]).toBe(line);
  });

  test('is of an account and an instant, to the minute', () => {
    const { text, subject } = messageOf(digestOf(findings([entry('left', { userName: 'alice' })], { now: NOW + 61_999 })));
    expect(text.split('\n\n')[0]).toBe('Access keys in account 111122223333, sweep of 2026-11-24 06:01 UTC');
    expect(subject).toBe('Access keys in 111122223333: see inside');
  });
});

describe('there is a digest', () => {
  test.each(MATTERS.map((matter) => [matter, SECTIONS[matter].told] as const))('for %s: %s', (matter, told) => {
    const isSent = (isWeekly: boolean): boolean => digestOf(findings([entry(matter)], { isWeekly })).message !== undefined;
    expect([isSent(false), isSent(true)]).toEqual([told === 'daily', told !== 'counted']);
  });

  test('not when there is nothing, and then nobody is named', () => {
    expect(digestOf(findings([], { isWeekly: true }))).toEqual({ message: undefined, named: new Set() });
    expect(digestOf(findings([entry('not-ours'), entry('in-use')]))).toEqual({ message: undefined, named: new Set() });
  });

  test('what is told weekly is told along whenever one is sent, and what is counted never', () => {
    const { message } = digestOf(findings([entry('not-ours'), entry('in-use'), entry('deleted')]));
    expect(sectionsOf(messageOf({ message, named: new Set() })).map(({ matter }) => matter)).toEqual(['deleted', 'not-ours']);
  });
});

test('the worst section gives the severity', () => {
  const severity = (...matters: readonly Matter[]): string =>
    messageOf(digestOf(findings(matters.map((matter) => entry(matter))))).attributes.severity;
  expect(severity('reenabled')).toBe('info');
  expect(severity('reenabled', 'deactivated')).toBe('warning');
  expect(severity('reenabled', 'deactivated', 'misjudged')).toBe('danger');
  expect(severity('unused', 'left')).toBe('danger');
});

describe('in a section', () => {
  const order = (entries: readonly Entry[]): readonly string[] =>
    sectionsOf(messageOf(digestOf(findings(entries))))[0]?.entries.map(
      ({ userName, accessKeyId }) => `${userName} ${String(accessKeyId)}`,
    ) ?? [];

  test('new announcements come first, then the nearest day, then by name and key', () => {
    const will = (userName: string, more: Partial<Entry>): Entry => entry('will-be-deactivated', { userName, ...more });
    expect(
      order([
        will('dave', { at: ahead(2) }),
        will('carol', { at: ahead(1), accessKeyId: id(2) }),
        will('bob', { at: ahead(9), isNew: true }),
        will('carol', { at: ahead(1), accessKeyId: id(1) }),
        will('alice', { at: ahead(1) }),
        will('erin', { at: ahead(8), isNew: true }),
        will('Zoe', { at: ahead(1) }),
        will('frank', { isNew: false }),
      ]),
    ).toEqual([
      `erin ${id(7)}`,
      `bob ${id(7)}`,
      `frank ${id(7)}`,
      `Zoe ${id(7)}`,
      `alice ${id(7)}`,
      `carol ${id(1)}`,
      `carol ${id(2)}`,
      `dave ${id(7)}`,
    ]);
  });

  test('users come before and after each other whatever their order', () => {
    const people = ['b', 'a', 'c'].map((userName) => ({ matter: 'left', userName, because: 'so' }) as const);
    expect(order(people)).toEqual(['a undefined', 'b undefined', 'c undefined']);
    expect(order([...people].reverse())).toEqual(['a undefined', 'b undefined', 'c undefined']);
  });

  test('keys come by their user first, then what is about the user, then by their id, whatever their order', () => {
    const told = (userName: string, accessKeyId?: string): Entry => ({
      matter: 'undecided',
      userName,
      because: 'so',
      ...(accessKeyId && { accessKeyId }),
    });
    const entries = [told('a'), told('a', id(8)), told('a', id(9)), told('b', id(1))];
    const names = ['a undefined', `a ${id(8)}`, `a ${id(9)}`, `b ${id(1)}`];
    expect([order(entries), order([...entries].reverse())]).toEqual([names, names]);
  });

  test('nobody is named by an entry about a user', () => {
    expect(digestOf(findings([entry('left'), { matter: 'left', userName: 'bob', because: 'so' }])).named).toEqual(new Set([id(7)]));
  });
});

describe('the id of a key', () => {
  test.each(MATTERS)('of %s is in full only where a person needs it', (matter) => {
    const shown = shownId(entry(matter, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }));
    expect(shown).toBe(SECTIONS[matter].needsId ? 'AKIAIOSFODNN7EXAMPLE' : '…MPLE');
  });

  test('is needed where there is something to do', () => {
    expect(MATTERS.filter((matter) => SECTIONS[matter].needsId)).toEqual([
      ...['undecided', 'misjudged', 'blocked', 'keeps-coming-back', 'deactivated', 'will-be-deleted', 'will-be-deactivated'],
      ...['unused', 'waits-for-cap', 'stays-inactive'],
    ]);
  });

  test('is none of an entry about a user', () => {
    expect(shownId({ matter: 'undecided', userName: 'alice', because: 'so' })).toBeUndefined();
    expect(shownId({ matter: 'left', userName: 'alice', because: 'so' })).toBeUndefined();
  });

  test('stands nowhere else in the message', () => {
    const message = messageOf(digestOf(findings(ONE_OF_EACH, { isWeekly: true })));
    const hidden = ONE_OF_EACH.filter(({ matter }) => !SECTIONS[matter].needsId).flatMap(({ accessKeyId }) => accessKeyId ?? []);
    const shown = ONE_OF_EACH.filter(({ matter }) => SECTIONS[matter].needsId).flatMap(({ accessKeyId }) => accessKeyId ?? []);
    for (const body of [message.text, message.json]) {
      expect(hidden.filter((key) => body.includes(key))).toEqual([]);
      expect(shown.filter((key) => body.includes(key))).toEqual(shown);
    }
  });
});

describe('a digest of thousands', () => {
  test.each([1, 500, 2_000, Number(process.env['DIGEST_KEYS'] ?? '20000')])('of %i keys stays under 200 KB with all counts', (count) => {
    const entries = [...keys('will-be-deactivated', count), ...keys('deactivated', 3), ...keys('in-use', 50), ...keys('undecided', count)];
    const message = messageOf(digestOf(findings(entries)));
    expect(bytesOf(message)).toBeLessThanOrEqual(MAX_DIGEST_BYTES);
    expect(MAX_DIGEST_BYTES).toBe(200_000);
    expect((JSON.parse(message.json) as { counts: unknown }).counts).toEqual({
      undecided: count,
      deactivated: 3,
      'will-be-deactivated': count,
      'in-use': 50,
    });
    for (const { entries: told, total, omitted } of sectionsOf(message)) expect(told.length + omitted).toBe(total);
    expect(message.subject.length).toBeLessThan(100);
  });

  test('is as long as there is room', () => {
    const message = messageOf(digestOf(findings(keys('will-be-deactivated', 1_500))));
    expect(bytesOf(message)).toBeGreaterThan(MAX_DIGEST_BYTES * 0.75);
    expect(message.text).toMatch(/\n- and \d+ more, all in the log\n/);
  });

  test('leaves none of a small section out for a large one', () => {
    const entries = [...keys('undecided', 1_500), ...keys('deactivated', 9), ...keys('will-be-deleted', 9), ...keys('not-ours', 1_500)];
    const told = sectionsOf(messageOf(digestOf(findings(entries))));
    expect(told.map(({ matter, total }) => [matter, total])).toEqual([
      ['undecided', 1_500],
      ['deactivated', 9],
      ['will-be-deleted', 9],
      ['not-ours', 1_500],
    ]);
    expect(told.slice(1, 3).map(({ omitted }) => omitted)).toEqual([0, 0]);
    expect(told[0]?.entries.length).toBe(told[3]?.entries.length);
  });

  test('names new announcements first, and says whom it named', () => {
    const old = keys('will-be-deactivated', 1_500, { at: ahead(1) });
    const fresh = Array.from({ length: 300 }, (_, index) =>
      entry('will-be-deactivated', { userName: `z-${String(index)}`, accessKeyId: `AKIANEW${String(index)}`, at: ahead(7), isNew: true }),
    );
    const { message, named } = digestOf(findings([...old, ...fresh]));
    expect(fresh.filter(({ accessKeyId = '' }) => !named.has(accessKeyId))).toEqual([]);
    const told = sectionsOf(messageOf({ message, named })).flatMap(({ entries }) => entries.map(({ accessKeyId }) => accessKeyId ?? ''));
    expect([...named]).toEqual(told);
    expect(named.size).toBeLessThan(1_800);
  });

  test('with reasons too long for even one of them still says the counts', () => {
    const message = messageOf(digestOf(findings(keys('undecided', 5, { because: 'x'.repeat(300_000) }))));
    expect(bytesOf(message)).toBeLessThanOrEqual(MAX_DIGEST_BYTES);
    expect(sectionsOf(message)).toEqual([{ matter: 'undecided', total: 5, omitted: 5, entries: [] }]);
    expect(message.text).toContain('Could not be read, decided or recorded (5)\n- and 5 more, all in the log\n');
  });
});

test('counts are by matter, worst first, and of nothing there is none', () => {
  expect(Object.entries(countsOf({ entries: [entry('in-use'), entry('deleted'), entry('in-use')] }))).toEqual([
    ['deleted', 1],
    ['in-use', 2],
  ]);
  expect(countsOf({ entries: [] })).toEqual({});
});

test('the subject is ASCII, and shorter than a hundred characters', () => {
  const { subject } = messageOf(digestOf(findings(ONE_OF_EACH.flatMap((one) => Array.from({ length: 900 }, () => one)))));
  expect(subject).toHaveLength(99);
  expect(subject).toMatch(/^[ -~]+$/);
  expect(messageOf(digestOf(findings([entry('unused'), entry('deleted', { at: ago(0) })]))).subject).toBe(
    'Access keys in 111122223333: 1 deleted, 1 unused',
  );
});
