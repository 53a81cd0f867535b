import type { AccessKey } from '../../../domain/access-key';
import { isoOf, type Instant } from '../../../domain/instant';
import { seenKeys, type FakeUser } from '../world/account';
import { Refusal, type Fields } from './answer';
import { textIn, type Asked } from './asked';
import { pageOf } from './pages';
import type { Served } from './served';

/** What IAM answers to an action, as far as it reads users and their access keys. */
export const USER_ACTIONS: Readonly<Record<string, (served: Served, input: Asked['input']) => Fields>> = {
  ListUsers,
  GetUser,
  ListUserTags,
  ListAccessKeys,
  GetAccessKeyLastUsed,
};

/**
 * Lists users, without their tags.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html (read 2026-11)
 */
function ListUsers(served: Served, input: Asked['input']): Fields {
  const prefix = textIn(input, 'PathPrefix') ?? '/';
  if (!prefix.startsWith('/')) throw new Refusal(400, 'ValidationError', 'The specified value for pathPrefix is invalid.');
  const users = [...served.account.users.values()].filter(({ path }) => path.startsWith(prefix));
  const { items, next } = pageOf(input, users, ({ userName }) => userName, served.maxPageItems);
  return { Users: items.map((user) => listed(served, user)), ...next };
}

/**
 * Gives a user with all tags. There is no list of no tags. When a password was last used is left out: nobody used one here.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html (read 2026-11)
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html (read 2026-11)
 */
function GetUser(served: Served, input: Asked['input']): Fields {
  const user = userIn(served, input);
  const tags = tagsOf(user);
  return { User: { ...listed(served, user), Tags: tags.length === 0 ? undefined : tags } };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html (read 2026-11) */
function ListUserTags(served: Served, input: Asked['input']): Fields {
  const { items, next } = pageOf(input, tagsOf(userIn(served, input)), ({ Key }) => Key, served.maxPageItems);
  return { Tags: items, ...next };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html (read 2026-11) */
function ListAccessKeys(served: Served, input: Asked['input']): Fields {
  const user = userIn(served, input);
  const { items, next } = pageOf(input, keysOf(served, user), ({ accessKeyId }) => accessKeyId, served.maxPageItems);
  const metadata = items.map(({ accessKeyId, status, createdAt }) => ({
    ...{ UserName: user.userName, AccessKeyId: accessKeyId, Status: status, CreateDate: dateOf(createdAt) },
  }));
  return { AccessKeyMetadata: metadata, ...next };
}

/**
 * Tells the last use of a key. A key that was never used has no date, and `N/A` for service and region.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html (read 2026-11)
 */
function GetAccessKeyLastUsed(served: Served, input: Asked['input']): Fields {
  const accessKeyId = required(input, 'AccessKeyId');
  const owner = ownerOf(served, accessKeyId);
  const key = owner && keysOf(served, owner).find((one) => one.accessKeyId === accessKeyId);
  if (owner === undefined || key === undefined) throw noSuch(`The Access Key with id ${accessKeyId} cannot be found.`);
  const use =
    key.lastUsedAt === 'never'
      ? { ServiceName: 'N/A', Region: 'N/A' }
      : // What the report of the fake account says.
        { LastUsedDate: dateOf(key.lastUsedAt), ServiceName: key.lastUsedService, Region: key.lastUsedRegion };
  return { UserName: owner.userName, AccessKeyLastUsed: use };
}

/** Finds the user whose key it is, or was. */
export function ownerOf({ account }: Served, accessKeyId: string): FakeUser | undefined {
  for (const user of account.users.values()) if (user.keys.has(accessKeyId)) return user;
  return undefined;
}

function listed({ accountId, idOf }: Served, user: FakeUser): Fields {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: idOf(user),
    Arn: `arn:aws:iam::${accountId}:user${user.path}${user.userName}`,
    CreateDate: dateOf(user.createdAt),
  };
}

const tagsOf = ({ tags }: FakeUser): readonly { readonly Key: string; readonly Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const keysOf = ({ account, now }: Served, user: FakeUser): readonly AccessKey[] => seenKeys(user, now(), account.lags.useMs);

/**
 * Finds the user who is named. IAM takes the one who signs when none is; who asks here is nobody in the account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html (read 2026-11)
 */
function userIn({ account }: Served, input: Asked['input']): FakeUser {
  const userName = textIn(input, 'UserName');
  if (userName === undefined) throw new Refusal(400, 'ValidationError', 'Must specify userName when calling with non-User credentials');
  const user = account.users.get(userName);
  if (user === undefined) throw noSuch(`The user with name ${userName} cannot be found.`);
  return user;
}

function required(input: Asked['input'], name: string): string {
  const text = textIn(input, name);
  if (text !== undefined) return text;
  const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const message = `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`;
  throw new Refusal(400, 'ValidationError', message);
}

const noSuch = (message: string): Refusal => new Refusal(404, 'NoSuchEntity', message);

/** IAM tells instants to the second. */
const dateOf = (at: Instant): string => `${isoOf(at).slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`;
