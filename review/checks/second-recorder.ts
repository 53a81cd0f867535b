import { listed } from '../../domain/phrases';
import type { Found, PolicyCheck } from '../check';
import { isSamePart } from '../same-part';
import type { Part, Side } from '../part';
import { partsOf, type PlanView, type PolicyChange } from '../policy-change';
import { regionSaid } from '../regions-said';

/**
 * Finds that a region would hold two recorders.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html (read 2026-11)
 */
export const secondRecorder: PolicyCheck = {
  name: 'second-recorder',
  severity: 'danger',
  asks: 'policy',
  means: 'After the plan a region of an account would hold two or more configuration recorders, and it did not before.',
  why: 'An account may have one recorder of its own in each region: the apply fails halfway, or one recorder overwrites the other.',
  example: 'The plan makes `aws_config_configuration_recorder.unused` where `aws_config_configuration_recorder.account` records already.',
  advice: 'Use the recorder that is there (setting recorder: existing), and let it record AWS::IAM::User.',
  find(policy, plan) {
    return partsOf(policy, 'recorder')
      .filter((recorder, index, all) => isFirstOfItsRegion(recorder, all.slice(0, index)))
      .flatMap((recorder) => foundWith(recorder, policy, plan));
  },
};

function isFirstOfItsRegion(recorder: Part, earlier: readonly Part[]): boolean {
  return (
    recorder.after !== null && !earlier.some((other) => other.after !== null && placeOf(other, 'after') === placeOf(recorder, 'after'))
  );
}

/** The key of a place in the view; a recorder whose region is not told is in none. */
function placeOf({ provider, regions }: Part, side: Side): string {
  return `${provider} ${regions[side] ?? ''}`;
}

function foundWith(own: Part, policy: PolicyChange, view: PlanView): readonly Found[] {
  const place = placeOf(own, 'after');
  const all = own.regions.after === undefined ? [] : (view.recorders.get(place) ?? []);
  const standing = (side: Side): readonly Part[] => all.filter((part) => part[side] !== null && placeOf(part, side) === place);
  const [before, after] = [standing('before'), standing('after')];
  if (after.length < 2 || before.length >= 2) return [];
  const newcomer = spokenFor(
    policy,
    view,
    after.filter((part) => !before.includes(part)),
  );
  if (newcomer === undefined) return [];
  const others = after.filter((part) => part !== newcomer).map(({ address }) => address);
  return [
    {
      address: newcomer.address,
      message: `${regionSaid(own, 'after')} would have more than one recorder, this one beside ${listed(others)}: AWS allows one in each region of an account`,
    },
  ];
}

/** The new recorder that this policy has to speak of: its own, else one that no policy has. */
function spokenFor(policy: PolicyChange, { policies }: PlanView, newcomers: readonly Part[]): Part | undefined {
  const has = ({ parts }: PolicyChange, newcomer: Part): boolean => parts.some((part) => part.isOwn && isSamePart(part, newcomer));
  return (
    newcomers.find((newcomer) => has(policy, newcomer)) ?? newcomers.find((newcomer) => !policies.some((other) => has(other, newcomer)))
  );
}
