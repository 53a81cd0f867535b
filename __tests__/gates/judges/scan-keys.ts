/** A user of the account that is scanned. */
export interface ScannedUser {
  readonly userName: string;
  readonly createdHoursAgo: number;
  readonly password?: true;
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** An access key of the account that is scanned; those of one user in the order of creation. */
export interface ScannedKey {
  readonly alias: string;
  readonly userName: string;
  readonly createdHoursAgo: number;
  readonly usedHoursAgo?: number;
  readonly inactive?: true;
}

const ago = (days: number, hours = 0): number => days * 24 + hours;

const LONG_AGO = ago(90);
const LATELY = ago(5);
const CREATED = ago(100);

/** Ages just before and after the day of a limit of 30 or 45 days, each an hour or more away from it. */
const AGES = {
  '29d23h': ago(29, 23),
  '30d1h': ago(30, 1),
  '44d1h': ago(44, 1),
  '44d23h': ago(44, 23),
  '45d1h': ago(45, 1),
  '45d9h': ago(45, 9),
  '45d23h': ago(45, 23),
  '46d1h': ago(46, 1),
} as const;

/** Users with one access key of the same name, but for those below. */
const ONE_KEY: Readonly<Record<string, Omit<ScannedKey, 'alias' | 'userName'>>> = {
  ...Object.fromEntries(
    Object.entries(AGES).flatMap(([age, hours]) => [
      [`used-${age}`, { createdHoursAgo: CREATED, usedHoursAgo: hours }],
      [`never-${age}`, { createdHoursAgo: hours }],
    ]),
  ),
  'never-1h': { createdHoursAgo: 1 },
  'in-use': { createdHoursAgo: CREATED, usedHoursAgo: LATELY },
  'used-long-ago': { createdHoursAgo: CREATED, usedHoursAgo: LONG_AGO },
  'inactive-stale': { createdHoursAgo: CREATED, usedHoursAgo: LONG_AGO, inactive: true },
  'inactive-never': { createdHoursAgo: LONG_AGO, inactive: true },
  'inactive-fresh': { createdHoursAgo: CREATED, usedHoursAgo: LATELY, inactive: true },
  'password-stale': { createdHoursAgo: CREATED, usedHoursAgo: LONG_AGO },
  'password-never-old': { createdHoursAgo: LONG_AGO },
  'password-never-1h': { createdHoursAgo: 1 },
  'password-inactive': { createdHoursAgo: LONG_AGO, inactive: true },
  'ci.deploy+eu=1_x@example.com': { createdHoursAgo: CREATED, usedHoursAgo: LONG_AGO },
  'Robot.Never-Used': { createdHoursAgo: LONG_AGO },
  'with,comma': { createdHoursAgo: CREATED, usedHoursAgo: LONG_AGO },
  'with-path': { createdHoursAgo: CREATED, usedHoursAgo: LONG_AGO },
  'with-tags': { createdHoursAgo: CREATED, usedHoursAgo: LONG_AGO },
};

/**
 * The keys of users with two, of whom each slot is another case. None are of the same second: moto fills the slots of the credential
 * report in the order of creation, IAM in that of the ids.
 */
const TWO_KEYS: readonly ScannedKey[] = [
  { alias: 'first-stale/1', userName: 'first-stale', createdHoursAgo: CREATED, usedHoursAgo: LONG_AGO },
  { alias: 'first-stale/2', userName: 'first-stale', createdHoursAgo: LONG_AGO, usedHoursAgo: LATELY },
  { alias: 'second-stale/1', userName: 'second-stale', createdHoursAgo: CREATED, usedHoursAgo: LATELY },
  { alias: 'second-stale/2', userName: 'second-stale', createdHoursAgo: LONG_AGO, usedHoursAgo: AGES['46d1h'] },
  { alias: 'both-stale/1', userName: 'both-stale', createdHoursAgo: CREATED, usedHoursAgo: LONG_AGO },
  { alias: 'both-stale/2', userName: 'both-stale', createdHoursAgo: LONG_AGO },
  { alias: 'replaced/1', userName: 'replaced', createdHoursAgo: CREATED, usedHoursAgo: LONG_AGO, inactive: true },
  { alias: 'replaced/2', userName: 'replaced', createdHoursAgo: LONG_AGO },
  { alias: 'spare/1', userName: 'spare', createdHoursAgo: CREATED, usedHoursAgo: LATELY },
  { alias: 'spare/2', userName: 'spare', createdHoursAgo: 1 },
  { alias: 'password-two/1', userName: 'password-two', createdHoursAgo: CREATED, usedHoursAgo: LATELY },
  { alias: 'password-two/2', userName: 'password-two', createdHoursAgo: LONG_AGO },
];

/** Every access key of the account. */
export const SCANNED_KEYS: readonly ScannedKey[] = [
  ...Object.entries(ONE_KEY).map(([alias, key]) => ({ alias, userName: alias, ...key })),
  ...TWO_KEYS,
];

const TRAITS: Readonly<Record<string, Pick<ScannedUser, 'path' | 'tags'>>> = {
  'Robot.Never-Used': { path: '/team/ci/' },
  'with-path': { path: '/team/' },
  'with-tags': { tags: { owner: 'data', 'cost-centre': '12 34' } },
};

const WITHOUT_KEYS = ['password-only', 'nothing'];

/** Every user of the account; a name that begins so has a password. */
export const SCANNED_USERS: readonly ScannedUser[] = [...new Set([...SCANNED_KEYS.map(({ userName }) => userName), ...WITHOUT_KEYS])].map(
  (userName) => ({
    userName,
    createdHoursAgo: CREATED,
    ...(userName.startsWith('password-') && { password: true }),
    ...TRAITS[userName],
  }),
);
