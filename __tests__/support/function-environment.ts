/** The environment of a function that is whole. */
export const ENVIRONMENT = {
  POLICY: JSON.stringify({
    maxCredentialUsageAgeDays: 45,
    action: 'delete',
    warnDays: 7,
    graceDays: 14,
    maxKeysPerDay: 10,
    exempt: { userNames: ['break-glass*'], paths: [] },
  }),
  ACCOUNT_ID: '111122223333',
  TABLE_NAME: 'unused-credentials-keys',
  TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:unused-credentials',
  POWERTOOLS_SERVICE_NAME: 'unused-credentials',
  POWERTOOLS_METRICS_NAMESPACE: 'UnusedCredentials',
} as const;
