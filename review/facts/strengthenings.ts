import { days, listed } from '../../domain/phrases';
import type { EvaluationFrequency } from '../../domain/policy';
import type { SettingPath } from '../../domain/settings';
import { reachOf } from './actions';
import { exemptedBeyond } from './exemptions';
import { listOf, said, textOf, type Leaf, type Leaves } from '../leaf';
import { numberChangeOf, type NumberChange } from './number-change';
import { factOf, staysThrough, type Part } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Says of each thing that becomes stronger in a policy what it is and what that means. */
export function strengthenings(policy: PolicyChange): readonly string[] {
  const { before, after } = policy;
  if (before === null || after === null) return [];
  return [
    ...lower(policy, 'maxCredentialUsageAgeDays', (change) => `the limit goes ${change.inDays}: ${hits(after, change)}`),
    ...addedRegions(policy),
    ...oftener(before, after),
    ...told(before, after),
    ...higher(policy, 'remediation.warnDays', (change) => `notice goes ${change.inDays}: owners of access keys hear earlier`),
    ...higher(policy, 'remediation.graceDays', (change) => `grace goes ${change.inDays}: a deactivated access key is kept longer`),
    ...lower(policy, 'remediation.maxKeysPerDay', (change) => `the cap goes ${change.words} keys: fewer are hit on one day`),
    ...narrowed(before, after),
    ...switchedOn(before, after),
    ...lower(policy, 'rotation.maxAccessKeyAgeDays', (change) => `the age of access keys that is reported goes ${change.inDays}`),
    ...encrypted(policy),
  ];
}

function lower(policy: PolicyChange, path: SettingPath, say: (change: NumberChange) => string): readonly string[] {
  const change = numberChangeOf(policy, path);
  return change !== undefined && change.after < change.before ? [say(change)] : [];
}

function higher(policy: PolicyChange, path: SettingPath, say: (change: NumberChange) => string): readonly string[] {
  const change = numberChangeOf(policy, path);
  return change !== undefined && change.after > change.before ? [say(change)] : [];
}

function hits(after: Leaves, { before: was, after: is, isSensitive }: NumberChange): string {
  const sooner = isSensitive ? 'sooner' : `${days(was - is)} sooner`;
  return `whoever leaves a password or access key unused is reported ${sooner}${isActing(after) ? `, and access keys are deactivated ${sooner}` : ''}`;
}

function isActing(after: Leaves): boolean {
  const reach = reachOf(after);
  return reach === 'deactivate' || reach === 'delete';
}

/** A region that another moves to is not added. */
function addedRegions({ before, after, parts }: PolicyChange): readonly string[] {
  const [was, is] = [listOf(before, 'regions'), listOf(after, 'regions')];
  if (was === undefined || is === undefined) return [];
  const movedTo = parts.filter((part) => part.kind === 'rule' && staysThrough(part)).map(({ regions }) => regions.after);
  const added = is.filter((region) => !was.includes(region) && !movedTo.includes(region));
  return added.length === 0 ? [] : [`users are judged in ${shown(after?.get('regions'), added)} too`];
}

/** From seldom to often. */
const FREQUENCIES: readonly EvaluationFrequency[] = ['TwentyFour_Hours', 'Twelve_Hours', 'Six_Hours', 'Three_Hours', 'One_Hour'];

function oftener(before: Leaves, after: Leaves): readonly string[] {
  const [from, to] = [before, after].map((leaves) => {
    const text = textOf(leaves, 'evaluationFrequency');
    return FREQUENCIES.findIndex((frequency) => frequency === text);
  });
  if (from === undefined || to === undefined || from < 0 || to <= from) return [];
  return [`users are judged more often, from ${said(before.get('evaluationFrequency'))} to ${said(after.get('evaluationFrequency'))}`];
}

function told(before: Leaves, after: Leaves): readonly string[] {
  if (textOf(before, 'alerts') === 'none' && textOf(after, 'alerts') === 'on') return ['alerts are switched on'];
  // Who heard of a given topic is not in the plan, and may be more than those who are added.
  if (before.get('alerts.emails')?.kind === 'unknown' || before.has('alerts.topicArn')) return [];
  const was = listOf(before, 'alerts.emails') ?? [];
  const added = (listOf(after, 'alerts.emails') ?? []).filter((email) => !was.includes(email));
  return added.length === 0 ? [] : [`${shown(after.get('alerts.emails'), added)} will be told by e-mail once confirmed`];
}

function narrowed(before: Leaves, after: Leaves): readonly string[] {
  if (!before.has('remediation') || !after.has('remediation')) return [];
  const gone = exemptedBeyond(after, before).map(({ words }) => words);
  if (gone.length === 0) return [];
  return [`no longer exempt are ${listed(gone)}: their access keys may be ${isActing(after) ? 'deactivated that were not' : 'told of'}`];
}

function switchedOn(before: Leaves, after: Leaves): readonly string[] {
  const wasOff = (path: SettingPath): boolean => {
    const leaf = before.get(path);
    return leaf === undefined || (leaf.kind === 'known' && leaf.value === false);
  };
  const isOn = (path: SettingPath): boolean => {
    const leaf = after.get(path);
    return leaf?.kind === 'known' && leaf.value !== false;
  };
  const names: readonly (readonly [SettingPath, string])[] = [
    ['accessAnalyzer', 'an analyzer reports unused access too'],
    // A rule whose age is not known says nothing yet of whom it reports.
    ...(after.get('rotation.maxAccessKeyAgeDays')?.kind === 'unknown'
      ? []
      : ([['rotation', 'access keys are reported by their age too']] as const)),
    // Roles that were not there had nothing to limit.
    ...(before.has('remediation') ? ([['permissionsBoundaryArn', 'a permissions boundary limits the roles']] as const) : []),
  ];
  return names.filter(([path]) => wasOff(path) && isOn(path)).map(([, words]) => words);
}

function encrypted(policy: PolicyChange): readonly string[] {
  const isNew = (topic: Part): boolean =>
    staysThrough(topic) &&
    factOf(topic, 'before', ['kms_master_key_id']).kind === 'absent' &&
    factOf(topic, 'after', ['kms_master_key_id']).kind === 'known';
  return partsOf(policy, 'topic').some(isNew) ? ['the topic is encrypted'] : [];
}

function shown(leaf: Leaf | undefined, some: readonly string[]): string {
  return leaf?.kind === 'known' && leaf.isSensitive ? said(leaf) : listed(some);
}
