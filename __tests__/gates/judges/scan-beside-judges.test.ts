import { askArticleLoop } from './article-loop';
import { askCustodian } from './custodian';
import { describeWithJudge } from './describe-with-judge';
import { askProwler, type ProwlerReport } from './prowler';
import { ScannedAccount } from './scan-account';
import { SCANNED_KEYS } from './scan-keys';
import { scanOurs, type OurReport } from './scan-ours';

const LIMIT_DAYS = 45;
const SHORT_LIMIT_DAYS = 30;
const TIMEOUT_MS = 300_000;

const UNUSED = [
  'Robot.Never-Used',
  'both-stale/1',
  'both-stale/2',
  'ci.deploy+eu=1_x@example.com',
  'first-stale/1',
  'never-45d1h',
  'never-45d23h',
  'never-45d9h',
  'never-46d1h',
  'password-never-old',
  'password-stale',
  'password-two/2',
  'replaced/2',
  'second-stale/2',
  'used-45d1h',
  'used-45d23h',
  'used-45d9h',
  'used-46d1h',
  'used-long-ago',
  'with,comma',
  'with-path',
  'with-tags',
];

/** Every access key, however a judge sees it. */
const KEYS = {
  unused: UNUSED,
  warn: ['never-44d1h', 'never-44d23h', 'used-44d1h', 'used-44d23h'],
  inactive: ['inactive-fresh', 'inactive-never', 'inactive-stale', 'password-inactive', 'replaced/1'],
  'in-use': [
    ...['first-stale/2', 'in-use', 'never-1h', 'never-29d23h', 'never-30d1h', 'password-never-1h'],
    ...['password-two/1', 'second-stale/1', 'spare/1', 'spare/2', 'used-29d23h', 'used-30d1h'],
  ],
};

/** The keys that are unused only by the shorter limit. */
const UNUSED_SOONER = ['never-30d1h', 'never-44d1h', 'never-44d23h', 'used-30d1h', 'used-44d1h', 'used-44d23h'];

/** By access key: why only one of two names it. */
type Reasons = Readonly<Record<string, string>>;

const same = (aliases: readonly string[], why: string): Reasons => Object.fromEntries(aliases.map((alias) => [alias, why]));

const NO_REASON: Reasons = {};

/** moto writes a comma into the credential report as it is, and who reads only the report does not find the user in it. */
const UNQUOTED = same(['with,comma'], 'the comma in the name moves the columns of the credential report');

const MISSED_BY_PROWLER: Reasons = {
  ...UNQUOTED,
  ...same(['used-45d1h', 'used-45d9h', 'used-45d23h'], 'prowler counts from 46 whole days'),
  ...same(
    [
      ...['Robot.Never-Used', 'both-stale/2', 'never-45d1h', 'never-45d23h', 'never-45d9h', 'never-46d1h'],
      ...['password-never-old', 'password-two/2', 'replaced/2'],
    ],
    'prowler leaves a key never used to its other check',
  ),
};

const ADDED_BY_PROWLER = same(['password-never-1h'], 'a key never used counts at any age beside a password');

const MISSED_BY_LOOP = same(['used-45d1h'], 'the loop counts calendar days, and the day of its last use is not over 45 days ago');

const ADDED_BY_LOOP = same(
  [...['never-1h', 'never-29d23h', 'never-30d1h', 'never-44d1h', 'never-44d23h'], ...['password-never-1h', 'spare/2']],
  'the loop counts a key never used at any age',
);

/** How two lists of access keys differ, with the reasons that are known. */
function differences(ours: readonly string[], theirs: readonly string[], missed: Reasons, added: Reasons): Record<string, Reasons> {
  const reasoned = (aliases: readonly string[], reasons: Reasons): Reasons =>
    Object.fromEntries(aliases.map((alias) => [alias, reasons[alias] ?? 'nobody knows why']));
  return {
    onlyOurs: reasoned(without(ours, theirs), missed),
    onlyTheirs: reasoned(without(theirs, ours), added),
  };
}

const without = (aliases: readonly string[], others: readonly string[]): readonly string[] =>
  aliases.filter((alias) => !others.includes(alias));

/** The keys of users with a password that were never used: of what prowler's other check is about. */
const NEVER_USED_BESIDE_PASSWORD = SCANNED_KEYS.filter(
  ({ userName, usedHoursAgo }) => userName.startsWith('password-') && usedHoursAgo === undefined,
).map(({ alias }) => alias);

describeWithJudge('moto', 'on one account, at one instant, a scan', () => {
  let account: ScannedAccount;
  let ours: OurReport;
  let sooner: OurReport;

  beforeAll(async () => {
    account = await ScannedAccount.create();
    [ours, sooner] = await Promise.all([scanOurs(account, LIMIT_DAYS), scanOurs(account, SHORT_LIMIT_DAYS)]);
  }, TIMEOUT_MS);

  afterAll(() => account.dispose());

  test('names every access key once, by what it is', () => {
    expect([ours.complete, ours.exitCode, ours.keys]).toEqual([true, 1, KEYS]);
  });

  test('names more of them by a shorter limit', () => {
    expect(sooner.unused).toEqual([...UNUSED, ...UNUSED_SOONER].sort());
  });

  describeWithJudge('custodian', 'beside Cloud Custodian', () => {
    let found: readonly string[];
    let foundSooner: readonly string[];

    beforeAll(async () => {
      [found, foundSooner] = await Promise.all([askCustodian(account, LIMIT_DAYS), askCustodian(account, SHORT_LIMIT_DAYS)]);
    }, TIMEOUT_MS);

    test('agrees key by key, but for a name that moto does not quote', () => {
      expect(differences(ours.unused, found, UNQUOTED, NO_REASON)).toEqual({ onlyOurs: UNQUOTED, onlyTheirs: {} });
    });

    test('agrees as well on a shorter limit', () => {
      expect(differences(sooner.unused, foundSooner, UNQUOTED, NO_REASON)).toEqual({ onlyOurs: UNQUOTED, onlyTheirs: {} });
    });

    test('is told to be wrong when it counts by another limit', () => {
      expect(differences(sooner.unused, found, UNQUOTED, NO_REASON)).toEqual({
        onlyOurs: { ...UNQUOTED, ...same(UNUSED_SOONER, 'nobody knows why') },
        onlyTheirs: {},
      });
      expect(differences(ours.unused, foundSooner, UNQUOTED, NO_REASON)).toEqual({
        onlyOurs: UNQUOTED,
        onlyTheirs: same(UNUSED_SOONER, 'nobody knows why'),
      });
    });
  });

  describeWithJudge('prowler', 'beside prowler', () => {
    let found: ProwlerReport;

    beforeAll(async () => {
      found = await askProwler(account, LIMIT_DAYS);
    }, TIMEOUT_MS);

    test('says all that it says of unused keys, and more: the 46th day, and keys never used', () => {
      expect(differences(ours.unused, found.iam_user_accesskey_unused, MISSED_BY_PROWLER, NO_REASON)).toEqual({
        onlyOurs: MISSED_BY_PROWLER,
        onlyTheirs: {},
      });
    });

    test('agrees on keys never used beside a password, once they are old enough', () => {
      const neverUsed = ours.unused.filter((alias) => NEVER_USED_BESIDE_PASSWORD.includes(alias));
      expect(differences(neverUsed, found.iam_user_no_setup_initial_access_key, NO_REASON, ADDED_BY_PROWLER)).toEqual({
        onlyOurs: {},
        onlyTheirs: ADDED_BY_PROWLER,
      });
    });
  });

  describeWithJudge('awscli', 'beside the loop of articles', () => {
    test('agrees but for young keys never used, and for part of a day', async () => {
      const found = await askArticleLoop(account, LIMIT_DAYS);
      expect(differences(ours.unused, found, MISSED_BY_LOOP, ADDED_BY_LOOP)).toEqual({
        onlyOurs: MISSED_BY_LOOP,
        onlyTheirs: ADDED_BY_LOOP,
      });
    });
  });
});
