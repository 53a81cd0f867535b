import { AWS_VARIABLES } from '../support/aws-clients';
import { runCommand, type Ran } from '../support/command';
import { startFakeIam, type FakeIamOptions } from '../support/fake-iam/fake-iam';
import { NOW } from '../support/world/records';

/** How wide the terminal of the documentation is, in characters. */
const COLUMNS = 100;

/** Variables of the environment; undefined ones are not there. */
type Variables = Readonly<Record<string, string | undefined>>;

/** Types one of our commands in a folder, where the SDK finds a made-up account and credentials for it. Leaves nothing behind. */
export async function scanAgainst(account: FakeIamOptions, cwd: string, argv: readonly string[], variables: Variables = {}): Promise<Ran> {
  const fake = await startFakeIam(account);
  try {
    return await within({ ...AWS_VARIABLES, AWS_ENDPOINT_URL: fake.url, ...variables }, () =>
      runCommand(cwd, argv, { now: () => NOW, columns: COLUMNS }),
    );
  } finally {
    await fake.close();
  }
}

async function within<T>(variables: Variables, act: () => Promise<T>): Promise<T> {
  const before = process.env;
  const given = Object.entries({ ...before, ...variables }).filter(([, value]) => value !== undefined);
  process.env = Object.fromEntries(given);
  try {
    return await act();
  } finally {
    process.env = before;
  }
}
