import { listed } from '../../domain/phrases';
import type { Found, PolicyCheck } from '../check';
import { isSamePart } from '../facts/same-part';
import type { Part, Side } from '../part';
import { partsOf, type PlanView, type PolicyChange } from '../policy-change';
import { regionSaid } from '../facts/regions-said';

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
  return !earlier.some((other) => placeOf(other, 'after') === placeOf(recorder, 'after'));
}

/** The key of a place in the view; a recorder whose region is not told is in none. */
function placeOf({ provider, regions }: Part, side: Side): string {
  return `${provider} ${regions[side] ?? ''}`;
}

const MOST_NAMED = 3;

function foundWith(own: Part, policy: PolicyChange, view: PlanView): readonly Found[] {
  const place = placeOf(own, 'after');
  const all = view.recorders.get(place) ?? [];
  const stands = (part: Part, side: Side): boolean => placeOf(part, side) === place;
  if (countTo(2, all, (part) => stands(part, 'after')) < 2 || countTo(2, all, (part) => stands(part, 'before')) === 2) return [];
  const isNew = (part: Part): boolean => stands(part, 'after') && !stands(part, 'before');
  const newcomer =
    partsOf(policy, 'recorder').find((part) => part.isOwn && isNew(part)) ?? all.find((part) => isNew(part) && !isOfAny(view, part));
  if (newcomer === undefined) return [];
  const others = all.filter((part) => stands(part, 'after') && !isSamePart(part, newcomer));
  const named = others.slice(0, MOST_NAMED).map(({ address }) => address);
  const rest = others.length > MOST_NAMED ? [`${String(others.length - MOST_NAMED)} more`] : [];
  return [
    {
      address: newcomer.address,
      message: `${regionSaid(own, 'after')} would have more than one recorder, this one beside ${listed([...named, ...rest])}: AWS allows one in each region of an account`,
    },
  ];
}

/** Counts, and stops at so many: a plan may hold thousands. */
function countTo(most: number, parts: readonly Part[], isCounted: (part: Part) => boolean): number {
  let count = 0;
  for (const part of parts) {
    if (count === most) break;
    if (isCounted(part)) count += 1;
  }
  return count;
}

/** Tells whether some policy has a recorder of its own there, which then speaks of it itself. */
function isOfAny({ policies }: PlanView, recorder: Part): boolean {
  return policies.some(({ parts }) => parts.some((part) => part.isOwn && isSamePart(part, recorder)));
}
