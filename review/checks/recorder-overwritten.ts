import type { Found, PolicyCheck } from '../check';
import { isSamePart } from '../facts/same-part';
import { isHidden, stringOf, type Part } from '../part';
import { partsOf, type PlanView, type PolicyChange } from '../policy-change';
import { regionSaid } from '../facts/regions-said';
import { isSameRegion } from '../facts/rules-by-region';

/** The name of the recorder of AWS Control Tower. @see https://docs.aws.amazon.com/controltower/latest/userguide/existing-config-resources.html (read 2026-11) */
const OF_CONTROL_TOWER = 'aws-controltower-BaselineConfigRecorder';

/**
 * Finds that a recorder is made under a name that another one has.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html (read 2026-11)
 */
export const recorderOverwritten: PolicyCheck = {
  name: 'recorder-overwritten',
  severity: 'danger',
  asks: 'policy',
  means:
    'A recorder is made under the name of one that the same plan deletes at another address, or under the name of AWS Control Tower’s.',
  why: 'AWS tells recorders apart by name and overwrites in silence. Terraform knows no order between two addresses: the new recorder may be made first and then deleted with the old one.',
  example: 'A module is renamed without a `moved` block: its recorder `default` is deleted at the old address and made at the new one.',
  advice: 'Say with a `moved` block that both are the same resource, or take another name for the new recorder.',
  find(policy, plan) {
    return partsOf(policy, 'recorder')
      .filter((recorder) => recorder.isOwn && arrives(recorder))
      .flatMap((recorder) => {
        const name = stringOf(recorder, 'after', ['name']);
        return name === undefined ? [] : foundFor(recorder, name, policy, plan);
      });
  },
};

/** Tells whether a recorder is made where it was not, or under a name that it did not have. */
function arrives(recorder: Part): boolean {
  return recorder.before === null || (recorder.fate === 'replaced' && leaves(recorder));
}

/** Tells whether nothing is left of a recorder under its old name in its old region. A forgotten one stays there, and nothing deletes it. */
function leaves(recorder: Part): boolean {
  if (recorder.after === null) return recorder.fate !== 'forgotten';
  const { before, after } = recorder.regions;
  const isMoved = before !== undefined && after !== undefined && before !== after;
  const name = stringOf(recorder, 'after', ['name']);
  return recorder.fate === 'replaced' && (isMoved || (name !== undefined && name !== stringOf(recorder, 'before', ['name'])));
}

function foundFor(recorder: Part, name: string, policy: PolicyChange, plan: PlanView): readonly Found[] {
  const where = regionSaid(recorder, 'after');
  const { address } = recorder;
  if (name === OF_CONTROL_TOWER) {
    return [{ address, message: `a recorder is made in ${where} under the name of the one of AWS Control Tower and would overwrite it` }];
  }
  const near = plan.recorders.get(`${recorder.provider} ${recorder.regions.after ?? ''}`) ?? [];
  const deleted = [...near, ...partsOf(policy, 'recorder')].find(
    (other) =>
      !isSamePart(other, recorder) &&
      other.provider === recorder.provider &&
      other.before !== null &&
      isSameRegion(other.regions.before, recorder.regions.after) &&
      stringOf(other, 'before', ['name']) === name &&
      leaves(other),
  );
  if (deleted === undefined) return [];
  const called = isSensitive(recorder) || isSensitive(deleted) ? 'the name' : `the name ${name}`;
  return [
    {
      address,
      message: `a recorder is made in ${where} under ${called} that ${deleted.address} has, which is deleted: Terraform knows no order between them, and none may be left`,
    },
  ];
}

function isSensitive(recorder: Part): boolean {
  return (['before', 'after'] as const).some((side) => isHidden(recorder, side, ['name']));
}
