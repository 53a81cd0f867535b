import type { Found, PolicyCheck } from '../check';
import { forgottenWords, isGone } from '../facts/gone';
import { factOf, staysThrough, stringOf, type Part, type PartKind, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { recordsUsers } from '../facts/records-users';
import { regionsSaid } from '../facts/regions-said';
import { mayBeOneAccount } from '../recover/providers';
import { hasRuleAfter, isSameRegion } from '../facts/rules-by-region';

/**
 * Finds that a recorder stays and no longer works: stopped, without a delivery channel, or without IAM users.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html (read 2026-11)
 */
export const recorderStopped: PolicyCheck = {
  name: 'recorder-stopped',
  severity: 'danger',
  asks: 'policy',
  means:
    'Under a Config rule that stays, the recorder is stopped or made stopped, loses what starts it or its delivery channel, also where that is made again at another address and Terraform knows no order, or no longer records AWS::IAM::User.',
  why: 'The Config rule stays and looks fine, but AWS Config no longer learns of users and what becomes of them.',
  example: 'In `aws_config_configuration_recorder_status`, `is_enabled` goes from `true` to `false`.',
  advice: 'Leave the recorder running, with its delivery channel, and let it record AWS::IAM::User.',
  find(policy) {
    const judged = policy.parts.filter((part) => hasRuleAfter(policy, part.regions.after ?? part.regions.before));
    const of = (kind: PartKind): readonly Part[] => judged.filter((part) => part.kind === kind);
    const lost = (kind: PartKind): readonly Part[] =>
      of(kind).filter((part) => isGone(part) && standing(policy, 'recorder', part).length > 0);
    const statuses = lost('recorder-status').filter(isRunning('before'));
    const started = statuses.filter((status) =>
      standing(policy, 'recorder-status', status).some((other) => other.before === null && mayRun(other)),
    );
    // Where the recorder is new too, what starts it anew is not stopped by what stops the old one.
    const unordered = started.filter((status) => standing(policy, 'recorder', status).some(staysThrough));
    return [
      ...found(of('recorder-status').filter(isStoppedNow), 'after', (where) => `the recorder in ${where} is stopped: it records no users`),
      ...found(
        statuses.filter((status) => !started.includes(status)),
        'before',
        (where) => `what starts the recorder in ${where} goes and the recorder stays: it records no users any more`,
      ),
      ...found(
        unordered,
        'before',
        (where) =>
          `what starts the recorder in ${where} goes at one address and is made at another: Terraform knows no order between them, and the recorder may end up stopped`,
      ),
      ...found(
        lost('delivery-channel').filter((channel) => standing(policy, 'delivery-channel', channel).length === 0),
        'before',
        (where) => `the delivery channel in ${where} goes and the recorder stays: a recorder without one cannot run`,
      ),
      ...found(
        lost('delivery-channel').filter((channel) => isMadeAgain(policy, channel)),
        'before',
        (where) =>
          `the delivery channel in ${where} is deleted at one address and made under the same name at another: Terraform knows no order between them, and the recorder may be left without one`,
      ),
      ...found(of('recorder').filter(isBlindNow(policy)), 'after', (where) => `the recorder in ${where} no longer records AWS::IAM::User`),
    ];
  },
};

function found(parts: readonly Part[], side: Side, message: (where: string) => string): readonly Found[] {
  const [first] = parts;
  if (first === undefined) return [];
  return [{ address: first.address, message: `${message(regionsSaid(parts, side))}${forgottenWords(parts)}` }];
}

/** The parts of a kind that stand after where another part stood. */
function standing(policy: PolicyChange, kind: PartKind, { regions, provider }: Part): readonly Part[] {
  return partsOf(policy, kind).filter(
    (part) => part.after !== null && mayBeOneAccount(part.provider, provider) && isSameRegion(part.regions.after, regions.before),
  );
}

/**
 * Whether a channel that is deleted has the name of one that is made where it stood, for a recorder that stays: AWS takes the new one for
 * a change of the old, and deletes by name. Where the recorder is made anew too, that is said of the recorder.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutDeliveryChannel.html (read 2026-11)
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteDeliveryChannel.html (read 2026-11)
 */
function isMadeAgain(policy: PolicyChange, channel: Part): boolean {
  const name = stringOf(channel, 'before', ['name']);
  if (channel.fate === 'forgotten' || name === undefined || !standing(policy, 'recorder', channel).some(staysThrough)) return false;
  return standing(policy, 'delivery-channel', channel).some(
    (other) => other.before === null && stringOf(other, 'after', ['name']) === name,
  );
}

const isRunning =
  (side: Side) =>
  (status: Part): boolean =>
    !isStopped(status, side);

function isStopped(status: Part, side: Side): boolean {
  const fact = factOf(status, side, ['is_enabled']);
  return fact.kind === 'known' && fact.value === false;
}

function mayRun(status: Part): boolean {
  return !isStopped(status, 'after');
}

function isStoppedNow(status: Part): boolean {
  return isStopped(status, 'after') && !isStopped(status, 'before');
}

/** Compares a recorder with itself, and a new one with what goes from its region. */
const isBlindNow =
  (policy: PolicyChange) =>
  (recorder: Part): boolean => {
    if (recorder.after === null || recordsUsers(recorder, 'after') !== false) return false;
    if (recorder.before !== null) return recordsUsers(recorder, 'before') === true;
    return partsOf(policy, 'recorder').some(
      (other) => isGone(other) && standing(policy, 'recorder', other).includes(recorder) && recordsUsers(other, 'before') === true,
    );
  };
