import type { Policy } from './policy';
import type { DeclaredPolicy } from './read-policy';
import { NOT_OFFERED_REGIONS, OFFERED_REGIONS } from './regions';

/** The limits at which Security Hub installs its own copies of the Config rule, by control. */
const SECURITY_HUB_CONTROLS: Readonly<Record<number, string>> = { 45: 'IAM.22', 90: 'IAM.8' };

/** AWS's price of one evaluation of a Config rule, in most regions (read 2026-11). */
const DOLLARS_PER_EVALUATION = 0.001;

/** Says what a person should know before merging a policy that is not wrong. Values that are deferred are not judged. */
export function warningsFor({ policy, deferred }: DeclaredPolicy): readonly string[] {
  return [
    ...(deferred.has('resourceTypes') ? [] : recorderWarnings(policy)),
    ...(deferred.has('regions') ? [] : regionWarnings(policy)),
    ...(deferred.has('evaluationFrequency') ? [] : frequencyWarnings(policy)),
    ...(deferred.has('maxCredentialUsageAgeDays') ? [] : securityHubWarnings(policy)),
    ...alertWarnings(policy),
    ...remediationWarnings(policy, deferred),
    ...unusedSettingWarnings(policy),
  ];
}

function recorderWarnings({ recorder, resourceTypes }: Policy): readonly string[] {
  const others = resourceTypes.filter((type) => type !== 'AWS::IAM::User');
  if (recorder === 'existing') return [];
  return [
    ...(others.length > 0 ? [`resourceTypes records ${others.join(', ')} besides AWS::IAM::User: every change of one costs money`] : []),
    ...(resourceTypes.includes('AWS::IAM::User')
      ? []
      : ['resourceTypes leaves out AWS::IAM::User: the Config rule will have no user to judge']),
  ];
}

function regionWarnings({ regions, allowRegions, evaluationFrequency }: Policy): readonly string[] {
  const further = regions.slice(1);
  const monthly = 500 * DOLLARS_PER_EVALUATION * EVALUATIONS_PER_DAY[evaluationFrequency] * 30;
  const untested = regions.filter((region) => allowRegions.includes(region) && !OFFERED_REGIONS.includes(region));
  return [
    ...(further.length > 0
      ? [
          `each region judges the same users again: ${further.join(', ')} cost${further.length === 1 ? 's' : ''} about $${String(monthly)} a month for 500 users${further.length === 1 ? '' : ', each'}, and one region is enough`,
        ]
      : []),
    ...untested.map((region) =>
      NOT_OFFERED_REGIONS.includes(region)
        ? `${region} is allowed by allowRegions, but AWS did not offer the Config rule there when we last read its list: the apply may fail`
        : `${region} is allowed by allowRegions, but is not a region that we know: the apply may fail`,
    ),
  ];
}

const EVALUATIONS_PER_DAY: Readonly<Record<Policy['evaluationFrequency'], number>> = {
  One_Hour: 24,
  Three_Hours: 8,
  Six_Hours: 4,
  Twelve_Hours: 2,
  TwentyFour_Hours: 1,
};

function frequencyWarnings({ evaluationFrequency }: Policy): readonly string[] {
  if (evaluationFrequency !== 'One_Hour' && evaluationFrequency !== 'Three_Hours') return [];
  return [
    `evaluationFrequency ${evaluationFrequency} buys nothing: AWS renews the credential report that the rule reads every 4 hours at most`,
  ];
}

function securityHubWarnings({ maxCredentialUsageAgeDays }: Policy): readonly string[] {
  const control = SECURITY_HUB_CONTROLS[maxCredentialUsageAgeDays];
  if (control === undefined) return [];
  return [`if Security Hub is on, its control ${control} reports the same users with a copy of this rule of its own`];
}

function alertWarnings({ alerts }: Policy): readonly string[] {
  if (alerts === 'none') return [];
  return [
    ...(alerts.topicArn === undefined && alerts.emails.length === 0
      ? ['nobody hears of findings until something subscribes to the new topic: alerts.emails is empty']
      : []),
    ...(alerts.alarmActions.length === 0
      ? ['the alarm AlertLost can only reach the topic that it reports on: give alerts.alarmActions another way to a person']
      : []),
  ];
}

/** Says what cannot be undone, comes without notice, or does not run. */
function remediationWarnings({ remediation }: Policy, deferred: DeclaredPolicy['deferred']): readonly string[] {
  if (remediation === undefined) return [];
  const { action, warnDays, reservedConcurrency } = remediation;
  return [
    ...(action === 'delete' ? ['remediation.action delete deletes access keys, which nobody can undo'] : []),
    ...(action !== 'notify' && warnDays === 0 && !deferred.has('remediation.warnDays')
      ? ['remediation.warnDays 0 leaves nobody time to object: access keys are deactivated as soon as they are unused']
      : []),
    ...(reservedConcurrency === 0 && !deferred.has('remediation.reservedConcurrency')
      ? ['remediation.reservedConcurrency 0 stops the function: the alarm SweepSilent will say so']
      : []),
  ];
}

function unusedSettingWarnings(policy: Policy): readonly string[] {
  const { recorder, bucket, resourceTypes, alerts, remediation, kmsKeyArn, permissionsBoundaryArn } = policy;
  const isOwnRecorder = recorder === 'create';
  const encrypts =
    (isOwnRecorder && bucket.name === undefined) || (alerts !== 'none' && (alerts.topicArn === undefined || remediation !== undefined));
  const hasBucket = bucket.name !== undefined || bucket.keyPrefix !== undefined || bucket.forceDestroy;
  return [
    ...(!isOwnRecorder && hasBucket ? ['bucket has no effect: recorder is existing, and delivers where it delivers'] : []),
    ...(!isOwnRecorder && resourceTypes.join() !== 'AWS::IAM::User' ? ['resourceTypes has no effect: recorder is existing'] : []),
    ...(isOwnRecorder && bucket.name !== undefined && bucket.forceDestroy ? ['bucket.forceDestroy has no effect on a given bucket'] : []),
    ...(kmsKeyArn !== undefined && !encrypts ? ['kmsKeyArn has no effect: neither a topic nor a bucket is made'] : []),
    ...(permissionsBoundaryArn !== undefined && remediation === undefined
      ? ['permissionsBoundaryArn has no effect: without remediation no role is made']
      : []),
  ];
}
