import { days } from '../../domain/phrases';
import { reachOf } from '../facts/actions';
import type { DirectionCheck } from '../check';
import type { Leaves } from '../leaf';
import { numberChangeOf, type NumberChange } from '../facts/number-change';

/** Finds that people are warned later. */
export const noticeShortened: DirectionCheck = {
  name: 'notice-shortened',
  asks: 'direction',
  severity: 'danger',
  means: 'Fewer days lie between the announcement that an access key will be deactivated or deleted and the act.',
  why: 'Notice is all the time that the owner of a key has to say that it is needed. With 0, an act comes with the first sweep after its announcement.',
  example: '`remediation.warnDays` in the POLICY of the function goes from 7 to 0.',
  advice: 'Keep a notice that spans a weekend and a holiday, and make sure that those who get the messages read them.',
  find(policy) {
    const change = numberChangeOf(policy, 'remediation.warnDays');
    if (change === undefined || change.after > change.before) return [];
    return [{ address: change.address, message: `notice goes ${change.inDays}: ${meaning(change, policy.after)}` }];
  },
};

function meaning({ before, after, isSensitive }: NumberChange, leaves: Leaves | null): string {
  const isTelling = leaves !== null && reachOf(leaves) === 'notify';
  if (isSensitive) return isTelling ? 'an access key is told of later' : 'an access key is announced later before it is acted on';
  if (after === 0) {
    return isTelling
      ? 'an access key is told of only once it is unused'
      : 'an access key is announced only once it is unused, and the next sweep acts on it';
  }
  return isTelling
    ? `an access key is told of ${days(before - after)} later`
    : `its owner has ${days(before - after)} less to say that an access key is needed`;
}
