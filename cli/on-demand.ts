import { createHash } from 'node:crypto';
import type { Instant } from '../domain/instant';
import { affectedBy } from '../review/foresight/affected';
import { scannedAccount } from '../review/foresight/scanned-account';
import type { ReviewExtras } from '../review/review';

// What few reviews need: loaded only for those, so that the others start fast.
export { commentOn } from './comment-on';
export { policyOfFiles } from './policy-of-files';
export { placesIn } from '../review/places';
export { planBetween } from '../review/read/synthesized';
export { readTemplate } from '../review/read/template';
export { renderCodeQuality } from '../review/render/code-quality';
export { renderGithub } from '../review/render/github';
export { renderSarif } from '../review/render/sarif';

/** Gives a text of fixed length that stands for another. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Reads an inventory, and gives what tells who is affected.
 *
 * @throws InputError when the text is no inventory.
 */
export function affectedByScan(text: string, file: string, now: Instant): NonNullable<ReviewExtras['affected']> {
  const account = scannedAccount(text, file);
  return (view, findings) => affectedBy(view, findings, account, now);
}
