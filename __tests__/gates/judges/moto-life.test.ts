import { describeWithJudge } from './describe-with-judge';
import { dayOf, metricsOf, SweptAccount, type Happening, type SweptDay } from './moto-account';

const EXEMPT = { userNames: ['break-glass-*'], paths: ['/break-glass/'], tag: 'keep-keys' };

/** A user with one access key, of the same name unless said otherwise: made on a day, and used on another or never. */
function user(alias: string, created: number, used?: number, more: { readonly name?: string } & Traits = {}): readonly Happening[] {
  const { name = alias, ...traits } = more;
  return [
    {
      day: created,
      does: async (iam) => {
        await iam.createUser(name, traits);
        await iam.createKey(alias, name);
      },
    },
    ...(used === undefined ? [] : [uses(alias, used)]),
  ];
}

interface Traits {
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

const uses = (alias: string, day: number): Happening => ({ day, does: (iam) => iam.use(alias) });

const sets = (alias: string, status: 'Active' | 'Inactive', day: number): Happening => ({
  day,
  does: (iam) => iam.setStatus(alias, status),
});

/** The whole account, with what its people do before and meanwhile. */
const HAPPENINGS: readonly Happening[] = [
  ...user('in-use', -100, -5),
  ...user('never-young', -5),
  ...user('stale', -100, -90, { name: 'ci.deploy+eu=1_x@example.com' }),
  ...user('never-old', -80, undefined, { path: '/team/ci/', name: 'Robot.Never-Used' }),
  ...user('two-stale', -100, -95, { name: 'two-keys' }),
  { day: -100, does: (iam) => iam.createKey('two-fresh', 'two-keys') },
  uses('two-fresh', -5),
  ...user('capped', -100, -50),
  ...user('nearly', -37),
  ...user('comes-back', -100, -85),
  sets('comes-back', 'Active', 9),
  sets('comes-back', 'Active', 55),
  ...user('comes-back-used', -100, -85),
  sets('comes-back-used', 'Active', 9),
  uses('comes-back-used', 9),
  ...user('saved', -100, -70),
  uses('saved', 1),
  ...user('leaver', -100, -70),
  { day: 1, does: (iam) => iam.deleteUser('leaver') },
  ...user('switched-off', -100, -70),
  sets('switched-off', 'Inactive', 1),
  ...user('foreign', -100, -95),
  sets('foreign', 'Inactive', -50),
  ...user('by-name', -100, -90, { name: 'Break-Glass-1' }),
  ...user('by-path', -100, -90, { path: '/break-glass/eu/' }),
  ...user('by-tag', -100, -90, { tags: { 'keep-keys': 'true' } }),
  ...user('by-tag-until', -100, -90, { tags: { 'keep-keys': dayOf(0) } }),
  ...user('by-tag-unclear', -100, -90, { tags: { 'keep-keys': 'until further notice' } }),
  { day: -100, does: (iam) => iam.createUser('no-key') },
  {
    day: -100,
    does: async (iam) => {
      await iam.createUser('password-only');
      await iam.createPassword('password-only');
    },
  },
  ...['in-use', 'never-young', 'two-fresh', 'comes-back-used', 'saved'].map((alias) => uses(alias, 30)),
];

/** How it goes on with who is deactivated on day 8. */
const FROM_DAY_8 = {
  8: 'Inactive · deactivated · deactivated day 8',
  9: 'Inactive · deactivated · will-be-deleted day 22',
  15: 'Inactive · deactivated, deletion announced · will-be-deleted day 22',
  22: 'gone · deleted · deleted day 22',
  23: 'gone · deleted · -',
};

/** By access key, or by user of whom no key is at stake: what holds from which day on. */
type Lives = Readonly<Record<string, Readonly<Record<number, string>>>>;

/** From which day on: what IAM says of the key · the state of our record · what the digest tells. */
const LIVES: Lives = {
  'in-use': { 0: 'Active · none · -' },
  'never-young': { 0: 'Active · none · -' },
  'two-fresh': { 0: 'Active · none · -' },
  ...same(['stale', 'never-old', 'two-stale'], {
    0: 'Active · announced · will-be-deactivated day 7',
    7: 'Inactive · deactivated · deactivated day 7',
    8: 'Inactive · deactivated · will-be-deleted day 21',
    14: 'Inactive · deactivated, deletion announced · will-be-deleted day 21',
    21: 'gone · deleted · deleted day 21',
    22: 'gone · deleted · -',
  }),
  capped: {
    0: 'Active · announced · will-be-deactivated day 7',
    7: 'Active · announced · waits-for-cap',
    ...FROM_DAY_8,
  },
  ...same(['nearly', 'by-tag-until'], {
    0: 'Active · none · -',
    1: 'Active · announced · will-be-deactivated day 8',
    ...FROM_DAY_8,
  }),
  'comes-back': {
    0: 'Active · announced · will-be-deactivated day 7',
    7: 'Inactive · deactivated · deactivated day 7',
    8: 'Inactive · deactivated · will-be-deleted day 21',
    9: 'Active · reenabled · reenabled day 9',
    13: 'Active · reenabled · -',
    47: 'Active · announced · will-be-deactivated day 54',
    54: 'Inactive · deactivated · deactivated day 54',
    55: 'Active · reenabled · keeps-coming-back day 55',
  },
  'comes-back-used': {
    0: 'Active · announced · will-be-deactivated day 7',
    7: 'Inactive · deactivated · deactivated day 7',
    8: 'Inactive · deactivated · will-be-deleted day 21',
    9: 'Active · dropped · reenabled day 9',
    10: 'Active · dropped · -',
  },
  saved: { 0: 'Active · announced · will-be-deactivated day 7', 1: 'Active · dropped · -' },
  leaver: { 0: 'Active · announced · will-be-deactivated day 7', 1: 'gone · gone · -' },
  'switched-off': {
    0: 'Active · announced · will-be-deactivated day 7',
    1: 'Inactive · dropped · -',
    6: 'Inactive · dropped · not-ours',
  },
  foreign: { 0: 'Inactive · none · not-ours' },
  ...same(['by-name', 'by-path', 'by-tag'], { 0: 'Active · none · -' }),
  'by-tag-unclear': { 0: 'Active · none · unclear-exemption' },
  'password-only': { 0: 'gone · none · password-only day -100' },
};

function same<Life>(aliases: readonly string[], life: Life): Readonly<Record<string, Life>> {
  return Object.fromEntries(aliases.map((alias) => [alias, life]));
}

/** What must be so after the sweep of a day. */
function livesOn(lives: Lives, day: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(lives).map(([alias, life]) => {
      const from = Object.keys(life)
        .map(Number)
        .filter((start) => start <= day);
      return [alias, life[Math.max(...from)] ?? ''];
    }),
  );
}

/** Every day on which something changes, and some on which nothing may; never more than a week apart while a notice stands. */
const DAYS = [0, 1, 6, 7, 8, 9, 13, 14, 15, 20, 21, 22, 23, 47, 53, 54, 55];

/** A smaller account for the other actions. */
const FEW: readonly Happening[] = [
  ...user('stale', -100, -90),
  ...user('never-old', -80),
  ...user('nearly', -40),
  ...user('in-use', -100, -35),
  uses('in-use', -5),
  uses('in-use', 25),
  ...user('foreign', -100, -95),
  sets('foreign', 'Inactive', -50),
  ...user('by-name', -100, -90, { name: 'Break-Glass-1' }),
  ...user('by-tag', -100, -90, { tags: { 'keep-keys': '' } }),
  // moto writes names into the report as they are, where a comma needs quotes: what cannot be read for sure must end the sweep.
  ...user('comma', 48, undefined, { name: 'a,b' }),
];

/** On which days is swept under which action, with a pause of nine days in the end; day 13 is a Sunday, when everything is told. */
const FEW_ACTIONS = [
  [-30, 'notify'],
  [-1, 'notify'],
  [0, 'deactivate'],
  [6, 'deactivate'],
  [7, 'deactivate'],
  [8, 'deactivate'],
  [13, 'deactivate'],
  [29, 'deactivate'],
  [30, 'notify'],
  [31, 'delete'],
  [40, 'delete'],
  [46, 'delete'],
  [47, 'delete'],
] as const;

/** What each of them comes to but for the first, which has less to tell. */
const FEW_LIVES: Lives = {
  ...same(['in-use', 'by-name', 'by-tag'], { [-30]: 'Active · none · -' }),
  ...Object.fromEntries(
    Object.entries({ stale: -45, 'never-old': -35, nearly: 5 }).map(([alias, unusedDay]) => [
      alias,
      {
        [-30]: unusedDay < 0 ? `Active · none · unused day ${String(unusedDay)}` : 'Active · none · -',
        [-1]: `Active · none · unused day ${String(unusedDay)}`,
        0: 'Active · announced · will-be-deactivated day 7',
        7: 'Inactive · deactivated · deactivated day 7',
        8: 'Inactive · deactivated · -',
        13: 'Inactive · deactivated · stays-inactive',
        14: 'Inactive · deactivated · -',
        31: 'Inactive · deactivated, deletion announced · will-be-deleted day 38',
        40: 'Inactive · deactivated, deletion announced · will-be-deleted day 47',
        47: 'gone · deleted · deleted day 47',
      },
    ]),
  ),
  foreign: {
    [-30]: 'Inactive · none · not-ours',
    8: 'Inactive · none · -',
    13: 'Inactive · none · not-ours',
    14: 'Inactive · none · -',
    31: 'Inactive · none · not-ours',
  },
};

describeWithJudge('moto', 'the shipped function on moto, sweep after sweep', () => {
  // Each has an account and a clock of its own, and mostly waits.
  test.concurrent('leads each access key through its life as the digest foretells it, and touches nothing else', async () => {
    const account = await SweptAccount.create(HAPPENINGS);
    try {
      const days: SweptDay[] = [];
      for (const day of DAYS) {
        const swept = await account.sweepOn(day, { action: 'delete', maxKeysPerDay: 5, exempt: EXEMPT });
        expect([day, swept.run.outcome, swept.lives]).toEqual([day, { kind: 'returned' }, livesOn(LIVES, day)]);
        days.push(swept);
      }
      expect(days.map(({ digests }) => digests.length)).toEqual(DAYS.map(() => 1));
      const numbers = days.map(({ run }) => metricsOf(run) as Readonly<Record<string, number>>);
      const sum = (name: string): number => numbers.reduce((total, values) => total + (values[name] ?? 0), 0);
      // Deactivated: 5 on day 7, 3 on day 8, 1 on day 54. Announced: these, three that were not carried out, and 6 deletions.
      expect([sum('Announced'), sum('Deactivated'), sum('Deleted')]).toEqual([9 + 3 + 6, 9, 6]);
      expect(numbers.map(({ SweepsCompleted }) => SweepsCompleted)).toEqual(DAYS.map(() => 1));
      expect(numbers.map(({ ActiveUnusedKeys }, at) => [DAYS[at], ActiveUnusedKeys]).slice(0, 5)).toEqual([
        [0, 9],
        [1, 7],
        [6, 7],
        [7, 2],
        [8, 0],
      ]);
    } finally {
      await account.dispose();
    }
  });

  test.concurrent('goes from notify to deactivate, back and on to delete, and does what each of them says and no more', async () => {
    const account = await SweptAccount.create(FEW);
    const tables = new Map<number, SweptDay['items']>();
    try {
      for (const [day, action] of FEW_ACTIONS) {
        const swept = await account.sweepOn(day, { action, exempt: EXEMPT });
        expect([day, swept.run.outcome, swept.lives]).toEqual([day, { kind: 'returned' }, livesOn(FEW_LIVES, day)]);
        tables.set(day, swept.items);
      }
      // Under notify not even its own table is written.
      expect([tables.get(-30), tables.get(-1), tables.get(30)]).toEqual([[], [], tables.get(29)]);

      // A comma in a user's name, which the report does not quote.
      const { run } = await account.sweepOn(48, { action: 'delete', exempt: EXEMPT });
      expect(run.outcome).toEqual({ kind: 'returned' });
    } finally {
      await account.dispose();
    }
  });
});
