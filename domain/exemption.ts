import { DAY_MS, dayOf, instantOf, type Instant } from './instant';
import type { Exempt } from './policy';

/** An IAM user, as far as it decides about its access keys. */
export interface IamUser {
  readonly userName: string;
  /** Such as `/` or `/team/ci/`. */
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Whether a user is spared, and by what. */
export type Exemption =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'exempt';
      readonly because: string;
      /** True when the tag's value cannot be read, so that we spare without knowing until when. */
      readonly isUnclear: boolean;
      /** When it ends; absent when nothing says so. */
      readonly endsAt?: Instant;
    };

/**
 * Tells whether a policy spares a user: by name, by path, or by a tag whose value may be the last day.
 * A value that is neither empty, `true` nor a day spares too, and is told.
 */
export function exemptionOf(user: IamUser, { userNames, paths, tag }: Exempt, now: Instant): Exemption {
  const name = userNames.find((glob) => matchesGlob(user.userName, glob));
  if (name !== undefined) return spared(`its name matches ${name}`);
  const path = paths.find((start) => user.path.startsWith(start));
  if (path !== undefined) return spared(`its path starts with ${path}`);
  const value = tag === undefined ? undefined : valueOf(user, tag);
  return tag === undefined || value === undefined ? { kind: 'none' } : byTag(tag, value, now);
}

/** What of a policy spares a user, as far as name and path tell: `unknown` where only a tag could. */
export function exemptionWithoutTags(user: Omit<IamUser, 'tags'>, exempt: Exempt, now: Instant): Exemption | 'unknown' {
  const { tag, ...rest } = exempt;
  const exemption = exemptionOf({ ...user, tags: {} }, rest, now);
  return exemption.kind === 'none' && tag !== undefined ? 'unknown' : exemption;
}

/** Upper and lower case are the same here: AWS's pages differ on whether they are in the keys of a user's tags, and to spare is the safe side. */
function valueOf({ tags }: IamUser, tag: string): string | undefined {
  return Object.entries(tags).find(([key]) => key.toLowerCase() === tag.toLowerCase())?.[1];
}

const spared = (because: string) => ({ kind: 'exempt', because, isUnclear: false }) as const;

function byTag(tag: string, value: string, now: Instant): Exemption {
  if (value === '' || value.toLowerCase() === 'true') return spared(`it has the tag ${tag}`);
  const lastDayAt = instantOf(`${value}T00:00:00Z`);
  if (lastDayAt === undefined || dayOf(lastDayAt) !== value) {
    return { kind: 'exempt', because: `the value of its tag ${tag} is not a day such as 2026-12-31`, isUnclear: true };
  }
  const endsAt = lastDayAt + DAY_MS;
  return now < endsAt ? { ...spared(`its tag ${tag} says until ${value}`), endsAt } : { kind: 'none' };
}

/**
 * Tells whether a text matches a glob of `*` and `?`, upper and lower case being the same, as they are in IAM's user names. A star that
 * took too little takes one more, and those before it need not: whatever the glob is, this ends soon.
 */
function matchesGlob(name: string, pattern: string): boolean {
  const [text, glob] = [name.toLowerCase(), pattern.toLowerCase()];
  let [at, place, star, taken] = [0, 0, -1, 0];
  while (at < text.length) {
    if (glob[place] === '*') {
      [star, taken] = [place, at];
      place += 1;
    } else if (glob[place] === '?' || glob[place] === text[at]) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      taken += 1;
      [at, place] = [taken, star + 1];
    } else return false;
  }
  while (glob[place] === '*') place += 1;
  return place === glob.length;
}
