import type { AlertSettings, Policy, Remediation } from '../../domain/policy';
import { OFFERED_REGIONS } from '../../domain/regions';

/** What a reviewer must be told of two policies that we declared, by the names of the findings; written from their definitions. */
export function expectedFindings(before: Policy | null, after: Policy | null): readonly string[] {
  if (before === null && after === null) return [];
  const unsupported = (after?.regions ?? []).filter(
    (region) => !OFFERED_REGIONS.includes(region) && !(before?.regions ?? []).includes(region),
  );
  if (before === null) return sorted({ 'policy-introduced': true, 'region-unsupported': unsupported.length > 0 });
  if (after === null) return sorted({ 'policy-removed': true, 'rule-removed': true });
  const gone = without(before.regions, after.regions);
  const isKept = gone.length < before.regions.length;
  const records = ({ recorder, resourceTypes }: Policy): boolean => recorder === 'create' && resourceTypes.includes('AWS::IAM::User');
  return sorted({
    'region-unsupported': unsupported.length > 0,
    'limit-raised': after.maxCredentialUsageAgeDays > before.maxCredentialUsageAgeDays,
    'rule-removed': gone.length > 0,
    'region-removed': gone.length > 0,
    'recorder-removed': isKept && before.recorder === 'create' && after.recorder === 'existing',
    'recorder-stopped': isKept && records(before) && after.recorder === 'create' && !records(after),
    'home-moved': before.alerts !== 'none' && after.alerts !== 'none' && before.homeRegion !== after.homeRegion,
    ...ofAlerts(before, after),
    ...ofRemediation(before, after),
    strengthened: isStronger(before, after),
  });
}

const sorted = (found: Readonly<Record<string, boolean>>): readonly string[] =>
  Object.entries(found)
    .filter(([, isFound]) => isFound)
    .map(([name]) => name)
    .sort();

const without = (items: readonly string[], others: readonly string[]): readonly string[] => items.filter((item) => !others.includes(item));

const emailsOf = (alerts: AlertSettings): readonly string[] | undefined => (alerts.topicArn === undefined ? alerts.emails : undefined);

function ofAlerts(was: Policy, is: Policy): Readonly<Record<string, boolean>> {
  const [{ alerts: before }, { alerts: after }] = [was, is];
  if (before === 'none') return {};
  if (after === 'none') return { 'alerts-removed': true };
  const [had, has] = [emailsOf(before), emailsOf(after)];
  // A topic of another name is another topic, to which each address must be subscribed anew.
  const isUnconfirmed =
    was.namePrefix !== is.namePrefix && was.homeRegion === is.homeRegion && without(had ?? [], has ?? []).length < (had ?? []).length;
  return {
    'alerts-removed':
      has !== undefined &&
      (had === undefined ? has.length === 0 : isUnconfirmed || (had.length > 0 && without(had, has).length === had.length)),
    'alarm-weakened': without(before.alarmActions, after.alarmActions).length > 0,
  };
}

const ACTIONS = ['off', 'notify', 'deactivate', 'delete'];
const rank = (remediation: Remediation | undefined): number => ACTIONS.indexOf(remediation?.action ?? 'off');

function ofRemediation(before: Policy, after: Policy): Readonly<Record<string, boolean>> {
  const [had, has] = [before.remediation, after.remediation];
  const armed = {
    'remediation-armed': rank(has) > rank(had),
    'remediation-disarmed': rank(has) < rank(had),
    'memory-removed':
      had !== undefined && (has === undefined || (before.namePrefix !== after.namePrefix && before.homeRegion === after.homeRegion)),
  };
  if (had === undefined || has === undefined) return armed;
  return {
    ...armed,
    'sweep-stopped': has.reservedConcurrency === 0 && had.reservedConcurrency !== 0,
    'grace-shortened': has.graceDays < had.graceDays,
    'notice-shortened': has.warnDays < had.warnDays,
    'cap-raised': has.maxKeysPerDay > had.maxKeysPerDay,
    'exemption-widened': isWider(had, has),
    'role-widened': before.permissionsBoundaryArn !== undefined && after.permissionsBoundaryArn === undefined,
  };
}

function isWider({ exempt: had }: Remediation, { exempt: has }: Remediation): boolean {
  const added = [...without(has.userNames, had.userNames), ...without(has.paths, had.paths)];
  return added.length > 0 || (has.tag !== undefined && has.tag !== had.tag);
}

function isStronger(before: Policy, after: Policy): boolean {
  const [had, has] = [before.remediation, after.remediation];
  const often = (policy: Policy): number => FREQUENCIES.indexOf(policy.evaluationFrequency);
  return (
    after.maxCredentialUsageAgeDays < before.maxCredentialUsageAgeDays ||
    without(after.regions, before.regions).length > 0 ||
    hearsMore(before, after) ||
    (had !== undefined &&
      has !== undefined &&
      (has.graceDays > had.graceDays ||
        has.warnDays > had.warnDays ||
        has.maxKeysPerDay < had.maxKeysPerDay ||
        without([...had.exempt.userNames, ...had.exempt.paths], [...has.exempt.userNames, ...has.exempt.paths]).length > 0 ||
        (had.exempt.tag !== undefined && had.exempt.tag !== has.exempt.tag) ||
        (before.permissionsBoundaryArn === undefined && after.permissionsBoundaryArn !== undefined))) ||
    often(after) < often(before) ||
    (after.accessAnalyzer && !before.accessAnalyzer) ||
    (after.rotation !== undefined &&
      (before.rotation === undefined || after.rotation.maxAccessKeyAgeDays < before.rotation.maxAccessKeyAgeDays))
  );
}

const FREQUENCIES = ['One_Hour', 'Three_Hours', 'Six_Hours', 'Twelve_Hours', 'TwentyFour_Hours'];

function hearsMore({ alerts: before }: Policy, { alerts: after }: Policy): boolean {
  if (after === 'none') return false;
  if (before === 'none') return true;
  const [had, has] = [emailsOf(before), emailsOf(after)];
  return had !== undefined && has !== undefined && without(has, had).length > 0;
}
