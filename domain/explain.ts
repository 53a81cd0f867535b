import { remediating } from './explain-remediation';
import { days, listed } from './phrases';
import type { EvaluationFrequency, Policy } from './policy';

const OFTEN: Readonly<Record<EvaluationFrequency, string>> = {
  One_Hour: 'every hour',
  Three_Hours: 'every 3 hours',
  Six_Hours: 'every 6 hours',
  Twelve_Hours: 'every 12 hours',
  TwentyFour_Hours: 'once a day',
};

/** What a policy itself does not say, and sentences about it depend on. */
export interface Surroundings {
  /**
   * Whose users AWS Config judges, in words that complete "every IAM user of …".
   *
   * @default 'the account'
   */
  readonly judged?: string;
  /**
   * Sentences about what else may act on users that the Config rule reports.
   *
   * @default - nothing does
   */
  readonly automations?: readonly string[];
}

/** Says in sentences what happens to an unused key under a policy. Expects values that are known. */
export function explain(policy: Policy, { judged = 'the account', automations = [] }: Surroundings = {}): readonly string[] {
  const { regions, maxCredentialUsageAgeDays: limit, rotation } = policy;
  return [
    `AWS Config judges every IAM user of ${judged} ${OFTEN[policy.evaluationFrequency]} in ${listed(regions)}.`,
    `A user whose password or active access key was not used for ${days(limit)} becomes NON_COMPLIANT.`,
    ...recording(policy),
    ...telling(policy),
    ...(policy.accessAnalyzer
      ? [
          `IAM Access Analyzer also reports access unused for ${days(limit)}, permissions included; it tells nobody, its findings are in its console.`,
        ]
      : []),
    ...(rotation
      ? [
          `An active access key older than ${days(rotation.maxAccessKeyAgeDays)} is NON_COMPLIANT too, used or not; nobody is told, AWS Config shows it.`,
        ]
      : []),
    ...remediating(policy, automations),
  ];
}

function recording({ recorder, resourceTypes, regions, bucket }: Policy): readonly string[] {
  if (recorder === 'existing')
    return [
      `The recorder that ${listed(regions)} ${regions.length === 1 ? 'has' : 'have'} already is used, and must record AWS::IAM::User.`,
    ];
  return [
    `A new recorder records ${listed(resourceTypes)} and delivers to ${bucket.name === undefined ? 'a new bucket' : `the bucket ${bucket.name}`}.`,
  ];
}

function telling({ alerts, homeRegion }: Policy): readonly string[] {
  if (alerts === 'none') return ['Nobody is told: alerts are off.'];
  const where = alerts.topicArn === undefined ? `a new topic in ${homeRegion}` : `the topic ${alerts.topicArn}`;
  const who = alerts.emails.length > 0 ? `, by e-mail to ${listed(alerts.emails)} once they confirm` : '';
  return [
    alerts.perUser
      ? `Each newly found user gives one message to ${where}${who}; the alarm NewNonCompliant says that there was one.`
      : `When somebody is newly found, the alarm NewNonCompliant tells ${where}${who}.`,
  ];
}
