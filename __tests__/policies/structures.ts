/** A KMS key that somebody has already. */
export const GIVEN_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** A topic that somebody has already. */
export const GIVEN_TOPIC = 'arn:aws:sns:eu-west-1:111122223333:security-team';

/** A bucket that somebody has already. */
export const GIVEN_BUCKET = 'central-config-history';

const RECORDERS = {
  'existing recorder': { recorder: 'existing' },
  'new recorder': { recorder: 'create' },
  'new recorder with key prefix': { recorder: 'create', bucket: { keyPrefix: 'audit/config' } },
  'new recorder to a given bucket': { recorder: 'create', bucket: { name: GIVEN_BUCKET } },
};

const ALERTS = {
  'no alerts': { alerts: 'none' },
  'new topic': { alerts: { emails: ['security@example.com'] } },
  'new topic, alarms only': { alerts: { perUser: false } },
  'given topic': { alerts: { topicArn: GIVEN_TOPIC, alarmActions: ['arn:aws:sns:eu-west-1:111122223333:on-call'] } },
  'given topic, alarms only': { alerts: { topicArn: GIVEN_TOPIC, perUser: false } },
};

/** Each level of remediation; which one a structure has follows from its place, so that all meet every kind of alerts but none. */
const REMEDIATIONS = [
  {},
  { remediation: {} },
  { remediation: { action: 'deactivate', exempt: { userNames: ['deploy', 'svc-*'], paths: ['/break-glass/'] } } },
  { remediation: { action: 'delete' } },
] as const;

const KEYS = [
  ['own encryption', {}],
  ['given key', { kmsKeyArn: GIVEN_KEY }],
] as const;

/** Settings for the ways in which a policy's parts can stand together, by name: every pair of choices that decide on permissions. */
export const STRUCTURES: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries(RECORDERS).flatMap(([recorder, a], row) =>
    Object.entries(ALERTS).flatMap(([alerts, b], column) =>
      // Both keys meet each recorder and each kind of alerts.
      KEYS.filter((_, at) => at === (row + column) % 2).map(([key, c]) => [
        `${recorder}, ${alerts}, ${key}`,
        { regions: ['eu-west-1', 'us-east-1'], ...a, ...b, ...c, ...(column === 0 ? {} : REMEDIATIONS[(row + column) % 4]) },
      ]),
    ),
  ),
);
