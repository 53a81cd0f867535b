import { listed } from '../../domain/phrases';
import { placeOf, reachOf, REACHES } from '../facts/actions';
import type { DirectionCheck } from '../check';
import { isSensitive, said } from '../leaf';
import { whatItMayDo } from '../facts/what-it-may-do';

/** Finds that the function may go further than before. */
export const remediationArmed: DirectionCheck = {
  name: 'remediation-armed',
  asks: 'direction',
  severity: 'danger',
  means: 'The function that acts on unused access keys may go further than before: off, then notify, then deactivate, then delete.',
  why: 'Deactivating breaks whatever still uses a key, and a deleted key cannot be brought back. Going one step at a time shows who would be hit before anybody is.',
  example: '`remediation.action` in the POLICY of the function goes from `notify` to `delete`.',
  advice: 'Look at which keys are unused now, agree on the step with their owners, and take one step at a time.',
  find({ before, after }) {
    const [from, to] = [before && reachOf(before), after && reachOf(after)];
    if (!after || !from || !to || placeOf(to) <= placeOf(from)) return [];
    const action = after.get('remediation.action');
    const was = before?.get('remediation.action');
    const isHidden = isSensitive(action) || isSensitive(was);
    const passed = isHidden ? [] : REACHES.slice(placeOf(from) + 1, placeOf(to));
    const past = passed.length === 0 ? '' : `, past ${listed(passed)}`;
    const words = `from ${was === undefined ? 'off' : said(was)} to ${said(action)}${past}`;
    return [{ address: action?.address ?? null, message: `remediation goes further, ${words}: ${whatItMayDo(after)}` }];
  },
};
