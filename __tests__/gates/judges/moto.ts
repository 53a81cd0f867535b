import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListUsersCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { ACCOUNT } from '../../policies/emitted';
import { TEST_CREDENTIALS } from './aws-call';
import { judgeProgram } from './describe-with-judge';
import type { FakedClock } from './faked-clock';
import { startServer, type Server } from './server';

/** Starts moto, a fake AWS that others wrote, with a clock that can be moved: what was created long ago is truly old. */
export function startMoto(clock: FakedClock): Promise<Server> {
  return startServer({
    program: judgeProgram('moto', 'moto_server'),
    args: (port) => ['-H', '127.0.0.1', '-p', String(port)],
    env: () => ({ ...clock.following, MOTO_ACCOUNT_ID: ACCOUNT }),
  });
}

/** What is special about a user who is created. */
export interface UserTraits {
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

interface KeptKey {
  readonly userName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The IAM of an account, as its owners use it. Each access key has an alias, because its id comes from the server. */
export class IamAccount {
  private readonly keys = new Map<string, KeptKey>();
  private readonly iam: IAMClient;

  constructor(private readonly endpoint: string) {
    this.iam = this.clientWith(TEST_CREDENTIALS);
  }

  async createUser(userName: string, { path, tags = {} }: UserTraits = {}): Promise<void> {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await this.iam.send(new CreateUserCommand({ UserName: userName, ...(path !== undefined && { Path: path }), Tags }));
  }

  async createPassword(userName: string): Promise<void> {
    await this.iam.send(new CreateLoginProfileCommand({ UserName: userName, Password: 'Not-a-secret-1' }));
  }

  async createKey(alias: string, userName: string): Promise<void> {
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: userName }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
    this.keys.set(alias, { userName, accessKeyId, secretAccessKey });
  }

  /** Signs a call with the key, which is a use. */
  async use(alias: string): Promise<void> {
    await this.clientWith(this.keyOf(alias)).send(new ListAccountAliasesCommand({}));
  }

  async setStatus(alias: string, status: 'Active' | 'Inactive'): Promise<void> {
    const { userName, accessKeyId } = this.keyOf(alias);
    await this.iam.send(new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: status }));
  }

  async deleteUser(userName: string): Promise<void> {
    for (const key of this.keys.values()) {
      if (key.userName === userName) {
        await this.iam.send(new DeleteAccessKeyCommand({ UserName: userName, AccessKeyId: key.accessKeyId }));
      }
    }
    await this.iam.send(new DeleteUserCommand({ UserName: userName }));
  }

  /** The status of every key in the account, by alias; one that nobody here created stands by its id. */
  async statuses(): Promise<Readonly<Record<string, string>>> {
    const { Users = [] } = await this.iam.send(new ListUsersCommand({}));
    const listed = await Promise.all(Users.map(({ UserName }) => this.iam.send(new ListAccessKeysCommand({ UserName }))));
    const keys = listed.flatMap(({ AccessKeyMetadata = [] }) => AccessKeyMetadata);
    return Object.fromEntries(
      keys.map(({ UserName = '', AccessKeyId = '', Status = '' }) => [this.aliasOf(UserName, AccessKeyId), Status]),
    );
  }

  /** The alias of a user's key that is named in full, or by its end as a digest does; what is no key of ours stays as it is. */
  aliasOf(userName: string, accessKeyId: string): string {
    const end = accessKeyId.replace('…', '');
    return [...this.keys].find(([, key]) => key.userName === userName && key.accessKeyId.endsWith(end))?.[0] ?? accessKeyId;
  }

  /** Every alias that was ever given. */
  get aliases(): readonly string[] {
    return [...this.keys.keys()];
  }

  close(): void {
    this.iam.destroy();
  }

  private keyOf(alias: string): KeptKey {
    const key = this.keys.get(alias);
    if (key === undefined) throw new Error(`a key must have been created, got ${alias}`);
    return key;
  }

  private clientWith(credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }): IAMClient {
    return new IAMClient({ endpoint: this.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  }
}
