import { runCommand, type Around, type Ran } from './command';
import { startFakeIam, type FakeIam, type FakeIamOptions } from './fake-iam/fake-iam';
import { useOwnEnvironment, type OwnEnvironment } from './scan-environment';
import type { FakeAccount } from './world/account';
import { NOW } from './world/records';

/** Scans of whatever the environment leads to. */
export interface ScanBench extends OwnEnvironment {
  /** Runs `scan` in the folder, at `NOW`. */
  readonly scan: (argv: readonly string[], around?: Around) => Promise<Ran>;
  /** Starts a fake of an account, to which the environment leads from then on. Its report is there at once, unless more is said. */
  readonly fake: (account: FakeAccount, more?: Partial<FakeIamOptions>) => Promise<FakeIam>;
}

/** Gives each test of a file a folder and an environment of its own, and ends its fakes. */
export function useScan(): ScanBench {
  const environment = useOwnEnvironment();
  const started: FakeIam[] = [];
  afterEach(async () => {
    for (const fake of started.splice(0)) {
      await quiet(fake);
      await fake.close();
    }
  });
  return {
    ...environment,
    scan: (argv, around = {}) => runCommand(environment.folder(), ['scan', ...argv], { now: () => NOW, ...around }),
    async fake(account, more = {}) {
      const fake = await startFakeIam({ account, now: () => NOW, report: { startedTimes: 0 }, ...more });
      started.push(fake);
      process.env['AWS_ENDPOINT_URL'] = fake.url;
      return fake;
    },
  };
}

/** Milliseconds without a request after which none is under way any more. */
const QUIET_MS = 30;

/** Waits until nobody asks any more: who was interrupted leaves requests under way. */
async function quiet({ requests }: FakeIam): Promise<void> {
  let seen = -1;
  const isBusy = (): boolean => requests.length !== seen || requests.some(({ answered }) => answered === undefined);
  while (isBusy()) {
    seen = requests.length;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
}
