import { join } from 'node:path';
import { TEST_CREDENTIALS } from './aws-call';
import { FakedClock } from './faked-clock';
import { IamAccount, startMoto } from './moto';
import { SCANNED_KEYS, SCANNED_USERS, type ScannedKey, type ScannedUser } from './scan-keys';
import type { Server } from './server';

/**
 * The instant of the scan, six hours into a day: 45 days and an hour before it is the same calendar day as 45 days before it, and 45 days
 * and nine hours is the calendar day before that.
 */
const SCANNED_AT = Date.parse('2026-06-15T06:00:00Z');
const HOUR_MS = 3600 * 1000;

const PYTHON_THAT_SLEEPS = join(__dirname, '..', '..', '..', 'judges', 'python-under-faketime');

/** An account on moto whose access keys are truly as old as they say, with a clock that stands at the instant of the scan. */
export class ScannedAccount {
  private constructor(
    private readonly clock: FakedClock,
    private readonly server: Server,
    private readonly iam: IamAccount,
  ) {}

  /** Lets everything happen in the order of time, and ends at the instant of the scan. */
  static async create(): Promise<ScannedAccount> {
    const happenings = happeningsOf(SCANNED_USERS, SCANNED_KEYS).sort((a, b) => b.hoursAgo - a.hoursAgo);
    const clock = new FakedClock(hoursAgo(happenings[0]?.hoursAgo ?? 0));
    const server = await startMoto(clock);
    const account = new ScannedAccount(clock, server, new IamAccount(server.endpoint));
    try {
      await account.live(happenings);
    } catch (error) {
      await account.dispose();
      throw error;
    }
    return account;
  }

  /** What a program needs in its environment to read the account at that instant, and nothing of whoever runs the tests. */
  get environment(): Readonly<Record<string, string>> {
    return {
      ...this.clock.standing,
      PYTHONPATH: PYTHON_THAT_SLEEPS,
      PATH: process.env['PATH'] ?? '',
      AWS_ENDPOINT_URL: this.server.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: TEST_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: TEST_CREDENTIALS.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  /** The alias of a key that is named in full. */
  aliasOf(userName: string, accessKeyId: string): string {
    return this.iam.aliasOf(userName, accessKeyId);
  }

  async dispose(): Promise<void> {
    this.iam.close();
    await this.server.stop();
    this.clock.dispose();
  }

  private async live(happenings: readonly Happening[]): Promise<void> {
    let now: number | undefined;
    for (const { hoursAgo: next, does } of happenings) {
      if (next !== now) await this.clock.moveTo(hoursAgo(next), this.server);
      now = next;
      await does(this.iam);
    }
    await this.clock.moveTo(hoursAgo(0), this.server);
  }
}

/** The alias of the key in a slot of the credential report, which moto fills in the order of creation. */
export function aliasInSlot(userName: string, slot: number): string {
  const alias = SCANNED_KEYS.filter((key) => key.userName === userName)[slot - 1]?.alias;
  return alias ?? `${userName}, slot ${String(slot)}`;
}

interface Happening {
  readonly hoursAgo: number;
  readonly does: (iam: IamAccount) => Promise<void>;
}

function happeningsOf(users: readonly ScannedUser[], keys: readonly ScannedKey[]): Happening[] {
  return [...users.flatMap(happeningsOfUser), ...keys.flatMap(happeningsOfKey)];
}

function happeningsOfUser({ userName, createdHoursAgo, password, ...traits }: ScannedUser): readonly Happening[] {
  const does = async (iam: IamAccount): Promise<void> => {
    await iam.createUser(userName, traits);
    if (password === true) await iam.createPassword(userName);
  };
  return [{ hoursAgo: createdHoursAgo, does }];
}

function happeningsOfKey({ alias, userName, createdHoursAgo, usedHoursAgo, inactive }: ScannedKey): readonly Happening[] {
  return [
    { hoursAgo: createdHoursAgo, does: (iam) => iam.createKey(alias, userName) },
    ...(usedHoursAgo === undefined ? [] : [{ hoursAgo: usedHoursAgo, does: (iam: IamAccount) => iam.use(alias) }]),
    // Whenever it was switched off: IAM does not tell.
    ...(inactive === true ? [{ hoursAgo: 1, does: (iam: IamAccount) => iam.setStatus(alias, 'Inactive') }] : []),
  ];
}

const hoursAgo = (hours: number): string => new Date(SCANNED_AT - hours * HOUR_MS).toISOString();
