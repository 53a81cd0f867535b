import { factOf, staysThrough, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** A function that may be cut off in its work. */
export interface ShortTimeout {
  readonly address: string;
  /** From what to what, such as `from 900 to 3 seconds`. */
  readonly words: string;
}

/** Less is hardly enough: before it looks at any user, a sweep asks for the credential report of the account and waits for it. */
const ENOUGH_SECONDS = 60;

/** What a function has that is given none; a plan says so, and files do not. */
const DEFAULT_SECONDS = 3;

/**
 * Finds that the function is given less time than before, and hardly enough for a sweep.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html (read 2026-11)
 */
export function shortTimeouts(policy: PolicyChange): readonly ShortTimeout[] {
  return partsOf(policy, 'function')
    .filter(staysThrough)
    .flatMap((part) => {
      const [was, is] = [secondsOf(part, 'before'), secondsOf(part, 'after')];
      if (was === undefined || is === undefined || is.value >= was.value || is.value >= ENOUGH_SECONDS) return [];
      return [{ address: part.address, words: `from ${was.shown} to ${is.shown} seconds` }];
    });
}

function secondsOf(part: Part, side: Side): { readonly value: number; readonly shown: string } | undefined {
  const fact = factOf(part, side, ['timeout']);
  if (fact.kind === 'absent' && part.change.isFromFiles === true) return { value: DEFAULT_SECONDS, shown: String(DEFAULT_SECONDS) };
  if (fact.kind !== 'known' || typeof fact.value !== 'number') return undefined;
  return { value: fact.value, shown: fact.isSensitive ? '(sensitive)' : String(fact.value) };
}
