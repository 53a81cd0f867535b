import { explain } from '../../domain/explain';
import type { UnusedCredentialsSettings } from '../../domain/policy';
import { readPolicy } from '../../domain/read-policy';
import { report } from '../../domain/report';
import { warningsFor } from '../../domain/warnings';
import { LITERAL } from '../support/settings';

const sentencesOf = (settings: UnusedCredentialsSettings): readonly string[] =>
  explain(readPolicy({ regions: ['eu-west-1'], ...settings }, LITERAL).policy);
const NOTHING_DONE = 'No key is deactivated or deleted: that stays with a person, who deactivates first, waits, then deletes.';
const JUDGED = 'AWS Config judges every IAM user of the account once a day in eu-west-1.';
const LIMIT = 'A user whose password or active access key was not used for 45 days becomes NON_COMPLIANT.';

describe('what happens to an unused key is said', () => {
  test('for the defaults', () => {
    expect(sentencesOf({})).toEqual([
      JUDGED,
      LIMIT,
      'A new recorder records AWS::IAM::User and delivers to a new bucket.',
      'Each newly found user gives one message to a new topic in eu-west-1; the alarm NewNonCompliant says that there was one.',
      NOTHING_DONE,
    ]);
  });

  test('for everything there is', () => {
    expect(
      sentencesOf({
        maxCredentialUsageAgeDays: 1,
        regions: ['eu-west-1', 'us-east-1', 'us-west-2'],
        evaluationFrequency: 'Six_Hours',
        resourceTypes: ['AWS::IAM::User', 'AWS::IAM::Role'],
        bucket: { name: 'central' },
        alerts: { emails: ['a@example.com', 'b@example.com'] },
        accessAnalyzer: true,
        rotation: {},
      }),
    ).toEqual([
      'AWS Config judges every IAM user of the account every 6 hours in eu-west-1, us-east-1 and us-west-2.',
      'A user whose password or active access key was not used for 1 day becomes NON_COMPLIANT.',
      'A new recorder records AWS::IAM::User and AWS::IAM::Role and delivers to the bucket central.',
      'Each newly found user gives one message to a new topic in eu-west-1, by e-mail to a@example.com and b@example.com once they confirm; the alarm NewNonCompliant says that there was one.',
      'IAM Access Analyzer also reports access unused for 1 day, permissions included; it tells nobody, its findings are in its console.',
      'An active access key older than 90 days is NON_COMPLIANT too, used or not; nobody is told, AWS Config shows it.',
      NOTHING_DONE,
    ]);
  });

  test('for an existing recorder and no alerts', () => {
    expect(sentencesOf({ recorder: 'existing', alerts: 'none' })).toEqual([
      JUDGED,
      LIMIT,
      'The recorder that eu-west-1 has already is used, and must record AWS::IAM::User.',
      'Nobody is told: alerts are off.',
      NOTHING_DONE,
    ]);
  });

  test('for a given topic without messages for each user', () => {
    const topicArn = 'arn:aws:sns:eu-west-1:111122223333:security';
    expect(sentencesOf({ recorder: 'existing', alerts: { topicArn, perUser: false } })).toContain(
      `When somebody is newly found, the alarm NewNonCompliant tells the topic ${topicArn}.`,
    );
  });
});

describe('what the function does to an unused key is said', () => {
  const TOLD = 'Every day at 06:00 UTC a function tells which active access keys are unused for 45 days or will be within 7 days.';
  const ANNOUNCED = 'Such a key is announced, and deactivated when it is unused and was announced 7 days before.';
  const CAPPED = 'At most 10 keys are touched in 24 hours, the longest unused first; passwords never are.';
  const last = (settings: UnusedCredentialsSettings): readonly string[] => sentencesOf(settings).slice(4);

  test.each<[string, NonNullable<UnusedCredentialsSettings['remediation']>, readonly string[]]>([
    ['telling only', {}, [TOLD, 'It only tells: no key is deactivated or deleted.', 'No user is exempt.']],
    [
      'deactivation',
      { action: 'deactivate', exempt: { userNames: ['svc-*', 'deploy'] } },
      [TOLD, ANNOUNCED, 'No key is deleted: that stays with a person.', CAPPED, 'Exempt are users named svc-* and deploy.'],
    ],
    [
      'deletion',
      { action: 'delete', exempt: { userNames: ['deploy'], paths: ['/break-glass/'], tag: 'keep' } },
      [
        TOLD,
        ANNOUNCED,
        'A key that the function deactivated is deleted 14 days later, announced 7 days before; one that was used after all, or that somebody else deactivated, never is.',
        CAPPED,
        'Exempt are users named deploy; users under /break-glass/; users with the tag keep.',
      ],
    ],
    [
      'a notice longer than the grace, in another hour, one key a day',
      { action: 'delete', warnDays: 20, graceDays: 1, maxKeysPerDay: 1, sweepHourUtc: 23 },
      [
        'Every day at 23:00 UTC a function tells which active access keys are unused for 45 days or will be within 20 days.',
        'Such a key is announced, and deactivated when it is unused and was announced 20 days before.',
        'A key that the function deactivated is deleted 21 days later, announced 20 days before; one that was used after all, or that somebody else deactivated, never is.',
        'At most 1 key is touched in 24 hours, the longest unused first; passwords never are.',
        'No user is exempt.',
      ],
    ],
    [
      'no notice',
      { action: 'delete', warnDays: 0, graceDays: 1 },
      [
        'Every day at 06:00 UTC a function tells which active access keys are unused for 45 days.',
        'Such a key is announced when it is unused, and deactivated by the next sweep.',
        'A key that the function deactivated is deleted 2 days later, announced before; one that was used after all, or that somebody else deactivated, never is.',
        CAPPED,
        'No user is exempt.',
      ],
    ],
  ])('for %s', (_title, remediation, sentences) => {
    expect(last({ remediation })).toEqual(sentences);
  });
});

describe('a warning', () => {
  const QUIET: UnusedCredentialsSettings = {
    regions: ['eu-west-1'],
    maxCredentialUsageAgeDays: 44,
    alerts: { emails: ['a@example.com'], alarmActions: ['arn:aws:sns:eu-west-1:111122223333:pager'] },
  };
  const warnings = (settings: UnusedCredentialsSettings): readonly string[] => warningsFor(readPolicy({ ...QUIET, ...settings }, LITERAL));

  test('is not given for a policy that has nothing to warn of', () => {
    expect(warnings({})).toEqual([]);
  });

  test.each<[string, UnusedCredentialsSettings, string]>([
    [
      'an expensive recorder',
      { resourceTypes: ['AWS::IAM::User', 'AWS::EC2::Instance'] },
      'resourceTypes records AWS::EC2::Instance besides AWS::IAM::User: every change of one costs money',
    ],
    [
      'one further region',
      { regions: ['eu-west-1', 'us-east-1'] },
      'each region judges the same users again: us-east-1 costs about $15 a month for 500 users, and one region is enough',
    ],
    [
      'more further regions, judged more often',
      { regions: ['eu-west-1', 'us-east-1', 'us-west-2'], evaluationFrequency: 'Twelve_Hours' },
      'each region judges the same users again: us-east-1, us-west-2 cost about $30 a month for 500 users, each, and one region is enough',
    ],
    [
      'a frequency of one hour',
      { evaluationFrequency: 'One_Hour' },
      'evaluationFrequency One_Hour buys nothing: AWS renews the credential report that the rule reads every 4 hours at most',
    ],
    [
      'a frequency of three hours',
      { evaluationFrequency: 'Three_Hours' },
      'evaluationFrequency Three_Hours buys nothing: AWS renews the credential report that the rule reads every 4 hours at most',
    ],
    [
      'the limit of Security Hub IAM.22',
      { maxCredentialUsageAgeDays: 45 },
      'if Security Hub is on, its control IAM.22 reports the same users with a copy of this rule of its own',
    ],
    [
      'the limit of Security Hub IAM.8',
      { maxCredentialUsageAgeDays: 90 },
      'if Security Hub is on, its control IAM.8 reports the same users with a copy of this rule of its own',
    ],
    [
      'alarms without another way',
      { alerts: { emails: ['a@example.com'] } },
      'the alarm AlertLost can only reach the topic that it reports on: give alerts.alarmActions another way to a person',
    ],
    [
      'nobody who hears',
      { alerts: { alarmActions: ['arn:aws:sns:eu-west-1:111122223333:pager'] } },
      'nobody hears of findings until something subscribes to the new topic: alerts.emails is empty',
    ],
    [
      'a region that AWS did not offer',
      { regions: ['eu-central-2'], allowRegions: ['eu-central-2'], alerts: 'none' },
      'eu-central-2 is allowed by allowRegions, but AWS did not offer the Config rule there when we last read its list: the apply may fail',
    ],
    [
      'a region that we do not know',
      { regions: ['eu-west-9'], allowRegions: ['eu-west-9'], alerts: 'none' },
      'eu-west-9 is allowed by allowRegions, but is not a region that we know: the apply may fail',
    ],
    [
      'a recorder that leaves out users',
      { resourceTypes: ['AWS::IAM::Role'] },
      'resourceTypes leaves out AWS::IAM::User: the Config rule will have no user to judge',
    ],
    [
      'a bucket without a recorder of ours',
      { recorder: 'existing', bucket: { keyPrefix: 'x' } },
      'bucket has no effect: recorder is existing, and delivers where it delivers',
    ],
    [
      'resource types without a recorder of ours',
      { recorder: 'existing', resourceTypes: ['AWS::IAM::Role'] },
      'resourceTypes has no effect: recorder is existing',
    ],
    [
      'a given bucket to be emptied',
      { bucket: { name: 'central', forceDestroy: true } },
      'bucket.forceDestroy has no effect on a given bucket',
    ],
    [
      'a KMS key for nothing',
      { recorder: 'existing', alerts: 'none', kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b' },
      'kmsKeyArn has no effect: neither a topic nor a bucket is made',
    ],
    [
      'a boundary of no role',
      { permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/b' },
      'permissionsBoundaryArn has no effect: without remediation no role is made',
    ],
    ['deletion', { remediation: { action: 'delete' } }, 'remediation.action delete deletes access keys, which nobody can undo'],
    [
      'deactivation without notice',
      { remediation: { action: 'deactivate', warnDays: 0 } },
      'remediation.warnDays 0 leaves nobody time to object: access keys are deactivated as soon as they are unused',
    ],
    [
      'a function that is stopped',
      { remediation: { reservedConcurrency: 0 } },
      'remediation.reservedConcurrency 0 stops the function: the alarm SweepSilent will say so',
    ],
  ])('is given for %s', (_title, settings, warning) => {
    expect(warnings(settings)).toContain(warning);
  });

  test.each<[string, UnusedCredentialsSettings]>([
    ['telling without notice', { remediation: { warnDays: 0 } }],
    [
      'deactivation with a notice, and a function that runs',
      { remediation: { action: 'deactivate', warnDays: 1, reservedConcurrency: 1 } },
    ],
    ['a boundary of roles that are made', { remediation: {}, permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/b' }],
    [
      'the key of a given topic, to which the function publishes',
      {
        recorder: 'existing',
        remediation: {},
        alerts: {
          topicArn: 'arn:aws:sns:eu-west-1:111122223333:security',
          alarmActions: ['arn:aws:sns:eu-west-1:111122223333:pager'],
        },
        kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b',
      },
    ],
  ])('is not given for %s', (_title, settings) => {
    expect(warnings(settings)).toEqual([]);
  });

  test('is not given of what is known only at plan', () => {
    const deferred = new Set(['regions', 'maxCredentialUsageAgeDays', 'evaluationFrequency', 'resourceTypes'] as const);
    const { policy } = readPolicy(
      {
        ...QUIET,
        regions: ['eu-west-1', 'us-east-1'],
        maxCredentialUsageAgeDays: 45,
        evaluationFrequency: 'One_Hour',
        resourceTypes: ['AWS::IAM::Role'],
      },
      LITERAL,
    );
    expect(warningsFor({ policy, deferred: new Set() })).toHaveLength(5);
    expect(warningsFor({ policy, deferred })).toEqual([]);
  });
});

test('a report says what was made and ends with the next command', () => {
  const made = {
    files: ['a/x.json', 'a/y.json'],
    resources: { aws_sns_topic: 1, aws_kms_key: 2 },
    regions: ['eu-west-1', 'us-east-1'],
    sentences: ['One.', 'Two.'],
    next: 'terraform init',
  };
  expect(report(made)).toBe(`Wrote a/x.json
Wrote a/y.json

3 resources, those of AWS Config once in each of: eu-west-1, us-east-1
  aws_sns_topic  1
  aws_kms_key    2

What happens to an unused key:
- One.
- Two.

Next:
  terraform init
`);
});

describe('what else is known beside a policy is said', () => {
  const AUTOMATION = 'AWS Config starts Mine, and we do not know what it does; it starts by itself.';
  const BESIDE = 'Notice, grace, cap and exemptions are those of the function: nothing else keeps to them.';
  const last = (settings: UnusedCredentialsSettings): readonly string[] =>
    explain(readPolicy({ regions: ['eu-west-1'], ...settings }, LITERAL).policy, { automations: [AUTOMATION] }).slice(4);

  test('of whose users are judged', () => {
    const { policy } = readPolicy({ regions: ['eu-west-1'] }, LITERAL);
    expect(explain(policy, { judged: 'every account of the organization' })).toEqual([
      'AWS Config judges every IAM user of every account of the organization once a day in eu-west-1.',
      ...explain(policy).slice(1),
    ]);
  });

  test('of an automation, without a word that nothing is done', () => {
    expect(last({})).toEqual([AUTOMATION]);
    expect(last({ remediation: {} }).slice(1)).toEqual(['It only tells.', 'No user is exempt.', AUTOMATION, BESIDE]);
    expect(last({ remediation: { action: 'deactivate', maxKeysPerDay: 1 } }).slice(2)).toEqual([
      'It deletes no key.',
      'The function touches at most 1 key in 24 hours, the longest unused first, and no password.',
      'No user is exempt.',
      AUTOMATION,
      BESIDE,
    ]);
    expect(last({ remediation: { action: 'delete' } }).slice(2)).toEqual([
      'A key that the function deactivated is deleted 14 days later, announced 7 days before; one that was used after all, or that somebody else deactivated, never is by the function.',
      'The function touches at most 10 keys in 24 hours, the longest unused first, and no password.',
      'No user is exempt.',
      AUTOMATION,
      BESIDE,
    ]);
  });
});
