import { listed } from '../../domain/phrases';
import { placeOf, reachOf, REACHES, type Reach } from '../facts/actions';
import type { DirectionCheck } from '../check';
import { isSensitive, said, type Leaf } from '../leaf';

/** Finds that the function may do less than before, or is gone. */
export const remediationDisarmed: DirectionCheck = {
  name: 'remediation-disarmed',
  asks: 'direction',
  severity: 'warning',
  means: 'The function that acts on unused access keys does less than before, or goes altogether.',
  why: 'Keys that it would have deactivated or deleted stay usable, for whoever holds a copy, until a person acts.',
  example: '`remediation.action` in the POLICY of the function goes from `delete` to `notify`.',
  advice: 'Make sure that somebody takes over what the function did, or that it is off for a time that has an end.',
  find({ before, after }) {
    const [from, to] = [before && reachOf(before), after && reachOf(after)];
    if (!before || !from || !to || placeOf(to) >= placeOf(from)) return [];
    const was = before.get('remediation.action');
    const action = after?.get('remediation.action');
    const words = `from ${said(was)} to ${action === undefined ? 'off' : said(action)}`;
    return [
      { address: action?.address ?? was?.address ?? null, message: `remediation goes back, ${words}: ${lost(was, action, from, to)}` },
    ];
  },
};

/** What the function did under each, in words that complete "are no longer". */
const DEEDS: Readonly<Record<Reach, string>> = { off: '', notify: 'told of', deactivate: 'deactivated', delete: 'deleted' };

function lost(was: Leaf | undefined, action: Leaf | undefined, from: Reach, to: Reach): string {
  if (isSensitive(was) || isSensitive(action)) return 'the function does less about unused access keys';
  const deeds = REACHES.slice(placeOf(to) + 1, placeOf(from) + 1).map((reach) => DEEDS[reach]);
  return `unused access keys are no longer ${listed(deeds).replace(' and ', ' or ')} by the function`;
}
