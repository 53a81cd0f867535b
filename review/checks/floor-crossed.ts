import { days } from '../../domain/phrases';
import type { SettingPath } from '../../domain/settings';
import { placeOf, REACHES } from '../facts/actions';
import type { Found, PolicyCheck } from '../check';
import type { Floor } from '../floor';
import { said, type Leaf, type Leaves } from '../leaf';
import { saidDays } from '../facts/said-days';

/** Finds that a policy is beyond what the organization allows, or may be. */
export const floorCrossed: PolicyCheck = {
  name: 'floor-crossed',
  asks: 'policy',
  severity: 'danger',
  means:
    'The policy as it becomes is weaker or goes further than the organization allows, or cannot be told not to be; found whether or not this plan changes it.',
  why: 'The floor is what no plan may go beyond, whoever wrote it; a setting that nobody can read may be beyond it.',
  example: 'The limit is 90 days, and the review was started with `--max-limit-days 45`.',
  advice: 'Bring the setting within the floor, or have the floor changed by those who answer for it.',
  find({ after }, { floor }) {
    if (after === null) return [];
    return [...ofLimit(after, floor), ...ofAction(after, floor), ...ofGrace(after, floor)];
  },
};

function ofLimit(after: Leaves, { maxLimitDays: most }: Floor): readonly Found[] {
  const leaf = after.get('maxCredentialUsageAgeDays');
  if (most === undefined || leaf === undefined) return [];
  if (leaf.kind === 'unknown' && leaf.atMost !== undefined && leaf.atMost <= most) return [];
  if (leaf.kind === 'unknown') return unsure(leaf, 'the limit', `may be more than the ${days(most)} that the organization allows`);
  // What is no number is not within it.
  if (Number(leaf.value) <= most) return [];
  return [{ address: leaf.address, message: `the limit is ${saidDays(leaf)}, and the organization allows ${days(most)} at most` }];
}

function ofAction(after: Leaves, { maxAction: most }: Floor): readonly Found[] {
  const leaf = unknownOf(after, 'remediation.action') ?? after.get('remediation.action');
  if (most === undefined || most === 'delete' || leaf === undefined) return [];
  if (leaf.kind === 'unknown')
    return unsure(leaf, 'the action of remediation', `may go further than ${most}, which the organization allows at most`);
  const reach = REACHES.find((one) => one === leaf.value);
  if (reach !== undefined && placeOf(reach) <= placeOf(most)) return [];
  return [{ address: leaf.address, message: `the action of remediation is ${said(leaf)}, and the organization allows ${most} at most` }];
}

function ofGrace(after: Leaves, { minGraceDays: least }: Floor): readonly Found[] {
  const leaf = unknownOf(after, 'remediation.graceDays') ?? after.get('remediation.graceDays');
  if (least === undefined || leaf === undefined) return [];
  if (leaf.kind === 'unknown') return unsure(leaf, 'grace', `may be less than the ${days(least)} that the organization asks for`);
  if (Number(leaf.value) >= least) return [];
  return [{ address: leaf.address, message: `grace is ${saidDays(leaf)}, and the organization asks for ${days(least)} at least` }];
}

/** Where it is not known whether there is remediation at all, nothing under it is. */
function unknownOf(after: Leaves, path: SettingPath): Leaf | undefined {
  const remediation = after.get('remediation');
  return remediation?.kind === 'unknown' && after.get(path)?.kind !== 'known' ? remediation : undefined;
}

/** What is known only after apply is said by another check. */
function unsure(leaf: Leaf & { readonly kind: 'unknown' }, what: string, may: string): readonly Found[] {
  return leaf.cause === 'apply' ? [] : [{ address: leaf.address, message: `${what} is not known, because ${leaf.because}: it ${may}` }];
}
