import type { AccessKeyLastUsed, AccessKeyMetadata, GetAccessKeyLastUsedResponse } from '@aws-sdk/client-iam';
import type { AccessKey, KeyReading, KeyStatus } from '../domain/access-key';
import type { Instant } from '../domain/instant';

const STATUSES: readonly KeyStatus[] = ['Active', 'Inactive', 'Expired'];

/** What IAM calls the service and the region of a key that was never used. */
const NOTHING = 'N/A';

/** A key as it was listed, with what can be known of it without another request. */
export interface ListedKey {
  readonly accessKeyId: string;
  readonly metadata: AccessKeyMetadata;
}

/**
 * Puts together what IAM said of a key. What is missing or does not fit makes it unreadable: nothing is guessed, least of all "never".
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html (read 2026-11)
 */
export function keyReadingOf(userName: string, key: ListedKey, answer: GetAccessKeyLastUsedResponse): KeyReading {
  const { accessKeyId, metadata } = key;
  const unreadable = (because: string): KeyReading => ({ kind: 'unreadable', accessKeyId, because, ...listedIn(key) });
  const status = statusIn(metadata);
  if (status === undefined) return unreadable(`IAM says that its status is ${metadata.Status ?? 'nothing'}`);
  const createdAt = instantIn(metadata.CreateDate);
  if (createdAt === undefined) return unreadable('IAM does not say when it was created');
  // Names that differ in upper and lower case only are of one user.
  if (answer.UserName?.toLowerCase() !== userName.toLowerCase()) {
    return unreadable(`IAM says that its user is ${answer.UserName ?? 'nobody'}`);
  }
  const lastUsedAt = lastUseIn(answer.AccessKeyLastUsed);
  if (lastUsedAt === undefined) return unreadable('IAM does not say clearly whether it was ever used');
  return { kind: 'read', key: { accessKeyId, status, createdAt, lastUsedAt, ...whereUsed(answer.AccessKeyLastUsed) } };
}

/** What the list says of a key whose last use cannot be read; nothing when it is not whole. */
export function listedIn({ metadata }: ListedKey): { readonly listed?: Pick<AccessKey, 'status' | 'createdAt'> } {
  const [status, createdAt] = [statusIn(metadata), instantIn(metadata.CreateDate)];
  return status === undefined || createdAt === undefined ? {} : { listed: { status, createdAt } };
}

const statusIn = ({ Status }: AccessKeyMetadata): KeyStatus | undefined => STATUSES.find((known) => known === Status);

/** Where it was last used, for people. */
function whereUsed({ ServiceName, Region }: Partial<AccessKeyLastUsed> = {}): Pick<AccessKey, 'lastUsedService' | 'lastUsedRegion'> {
  return {
    ...(ServiceName !== undefined && ServiceName !== NOTHING && { lastUsedService: ServiceName }),
    ...(Region !== undefined && Region !== NOTHING && { lastUsedRegion: Region }),
  };
}

/** A key without a date of use was never used only if IAM names no service either. */
function lastUseIn(used: AccessKeyLastUsed | undefined): Instant | 'never' | undefined {
  if (used?.LastUsedDate !== undefined) return instantIn(used.LastUsedDate);
  return used?.ServiceName === NOTHING ? 'never' : undefined;
}

function instantIn(date: Date | undefined): Instant | undefined {
  const at = date?.getTime();
  return at === undefined || Number.isNaN(at) ? undefined : at;
}
