import type { AccessKey } from './access-key';
import type { Instant } from './instant';
import type { KeyRecord } from './key-record';

/** One access key of an account at one instant, as far as it was read. */
export interface AccountKey {
  readonly userName: string;
  /** The path of the user, such as `/` or `/team/ci/`. */
  readonly path: string;
  /** Null when they were not read. */
  readonly userTags: Readonly<Record<string, string>> | null;
  /** Null when only the credential report was read, which gives no ids. */
  readonly accessKeyId: string | null;
  /** Which of the two places of a user in the credential report; null when the report does not show it. */
  readonly slot: 1 | 2 | null;
  /** The facts, with an empty id where there is none, or why they are not known. */
  readonly facts: AccessKey | { readonly unknown: string };
  /** What the function remembers of it: `strange` when it is there and cannot be understood, null when it was not read. */
  readonly record: KeyRecord | 'none' | 'strange' | null;
}

/** The access keys of an account at one instant. */
export interface Account {
  readonly at: Instant;
  readonly keys: readonly AccountKey[];
}
