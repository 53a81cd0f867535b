import type { DirectionCheck } from '../check';
import { forgottenWords, isGone } from '../facts/gone';
import { partsOf, type PlanView, type PolicyChange } from '../policy-change';
import type { Part } from '../part';
import { regionsSaid } from '../facts/regions-said';
import { hasRuleAfter, isSameRegion } from '../facts/rules-by-region';

/**
 * Finds that the recorder goes from under a Config rule.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html (read 2026-11)
 */
export const recorderRemoved: DirectionCheck = {
  name: 'recorder-removed',
  severity: 'danger',
  asks: 'direction',
  means: 'The configuration recorder of a region goes, while the Config rule stays there.',
  why: 'AWS Config takes a rule only where a recorder is, and without one it no longer knows the users that the rule judges.',
  example: 'The plan deletes `aws_config_configuration_recorder.this` and keeps `aws_config_config_rule.unused_credentials`.',
  advice: 'Keep the recorder, or show that another one records AWS::IAM::User in the same region.',
  find(policy, plan) {
    const lost = partsOf(policy, 'recorder').filter(
      (recorder) => isGone(recorder) && hasRuleAfter(policy, recorder.regions.before) && !hasSuccessor(recorder, policy, plan),
    );
    const [first] = lost;
    if (first === undefined) return [];
    const where = regionsSaid(lost, 'before');
    return [
      {
        address: first.address,
        message: `the recorder goes from ${where} and the Config rule stays there without one: AWS Config no longer knows which users there are${forgottenWords(lost)}`,
      },
    ];
  },
};

/** Tells whether another recorder stands after where one goes. */
function hasSuccessor({ provider, regions }: Part, policy: PolicyChange, { recorders }: PlanView): boolean {
  const near = recorders.get(`${provider} ${regions.before ?? ''}`) ?? [];
  return [...partsOf(policy, 'recorder'), ...near].some(
    (other) => other.after !== null && other.provider === provider && isSameRegion(other.regions.after, regions.before),
  );
}
