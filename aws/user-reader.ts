import {
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  type AccessKeyMetadata,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { KeyReading } from '../domain/access-key';
import { IncompleteError } from '../domain/errors';
import type { IamUser } from '../domain/exemption';
import { askingWhetherThere, inOneLine, isDenied, isNoSuchEntity, refusalIn } from './failure';
import { keyReadingOf, listedIn, type ListedKey } from './key-reading';

/** A user who was looked for, with all access keys. */
type Reading = { readonly kind: 'found'; readonly user: IamUser; readonly keys: readonly KeyReading[] } | { readonly kind: 'gone' };

/** IAM gives a user two keys; more pages than this are no list. */
const MAX_PAGES = 20;

/** Reads users and their keys from IAM: one request for the user, one for the list, one for each key. */
export function userReader(iam: IAMClient): { read(userName: string): Promise<Reading> } {
  return {
    async read(userName) {
      const user = await readUser(iam, userName);
      if (user === 'gone') return { kind: 'gone' };
      const listed = await askingWhetherThere(`list the access keys of ${userName}`, listKeys(iam, userName));
      if (listed === 'gone') return { kind: 'gone' };
      const keys = await Promise.all(listed.map((key) => readKey(iam, userName, key)));
      return { kind: 'found', user, keys: keys.filter((key) => key !== 'gone') };
    },
  };
}

/** IAM gives all tags with a user, though not in lists of users. */
async function readUser(iam: IAMClient, userName: string): Promise<IamUser | 'gone'> {
  const answer = await askingWhetherThere(`read the user ${userName}`, iam.send(new GetUserCommand({ UserName: userName })));
  if (answer === 'gone') return 'gone';
  const { UserName, Path, Tags = [] } = answer.User ?? {};
  // Names that differ in upper and lower case only are of one user.
  if (UserName === undefined || UserName.toLowerCase() !== userName.toLowerCase() || Path === undefined) {
    throw new IncompleteError(`could not read the user ${userName}: IAM answered of ${UserName ?? 'nobody'}, path ${Path ?? 'none'}`);
  }
  const tags = Tags.map(({ Key, Value }) => [Key ?? '', Value ?? ''] as const);
  return { userName: UserName, path: Path, tags: Object.fromEntries(tags) };
}

/**
 * Lists all keys of a user. An answer without a list, be it an empty one, is refused; one that says nothing of more pages is whole,
 * because half an answer is no XML.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html (read 2026-11)
 */
async function listKeys(iam: IAMClient, userName: string): Promise<readonly ListedKey[]> {
  const keys = new Map<string, ListedKey>();
  let marker: string | undefined;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await iam.send(new ListAccessKeysCommand({ UserName: userName, Marker: marker }));
    if (answer.AccessKeyMetadata === undefined) throw new Error('the answer has no list');
    for (const metadata of answer.AccessKeyMetadata) keys.set(idIn(metadata), { accessKeyId: idIn(metadata), metadata });
    marker = answer.Marker;
    if (marker === undefined && answer.IsTruncated === true) throw new Error('the list breaks off');
    if (marker === undefined) return [...keys.values()];
  }
  throw new Error(`the list has more than ${String(MAX_PAGES)} pages`);
}

function idIn({ AccessKeyId }: AccessKeyMetadata): string {
  if (AccessKeyId === undefined || AccessKeyId === '') throw new Error('the list has a key without an id');
  return AccessKeyId;
}

/** Reads one key. A failure stands in its place, so that it stops neither the other key nor the sweep. */
async function readKey(iam: IAMClient, userName: string, listed: ListedKey): Promise<KeyReading | 'gone'> {
  try {
    const answer = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: listed.accessKeyId }));
    return keyReadingOf(userName, listed, answer);
  } catch (error) {
    if (isNoSuchEntity(error)) return 'gone';
    const { accessKeyId } = listed;
    return isDenied(error)
      ? { kind: 'denied', accessKeyId, because: refusalIn(error), ...listedIn(listed) }
      : { kind: 'unreadable', accessKeyId, because: inOneLine(error), ...listedIn(listed) };
  }
}
