import { complaint, SettingError } from '../domain/errors';
import { SWEEP_METRICS_NAMESPACE } from '../domain/sweep-metrics';
import { POLICY_VARIABLE, readSweepPolicy, type SweepPolicy } from '../domain/sweep-policy';

/** What the function is told by its environment. */
export interface Environment {
  readonly policy: SweepPolicy;
  readonly accountId: string;
  readonly tableName: string;
  readonly topicArn: string;
  /** The policy's name prefix: the dimension of the metrics. */
  readonly serviceName: string;
}

/**
 * Reads the environment. Nothing has a default there: what is missing was lost.
 *
 * @throws {@link SettingError} when a variable is missing or is not what it must be.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const matching = (name: string, accepts: RegExp, accepted: string): string => {
    const got = variables[name];
    if (got !== undefined && accepts.test(got)) return got;
    throw new SettingError(complaint({ name, accepted, got, at: 'environment' }));
  };
  // Metrics in another namespace would be heard by no alarm.
  matching('POWERTOOLS_METRICS_NAMESPACE', new RegExp(`^${SWEEP_METRICS_NAMESPACE}$`), `'${SWEEP_METRICS_NAMESPACE}'`);
  return {
    policy: readSweepPolicy(variables[POLICY_VARIABLE]),
    accountId: matching('ACCOUNT_ID', /^[0-9]{12}$/, 'an account id of 12 digits'),
    tableName: matching('TABLE_NAME', /^[A-Za-z0-9_.-]{3,255}$/, 'the name of a DynamoDB table'),
    topicArn: matching('TOPIC_ARN', /^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$/, 'the ARN of a standard SNS topic'),
    serviceName: matching('POWERTOOLS_SERVICE_NAME', /^[a-z][a-z0-9-]{0,24}[a-z0-9]$/, 'the name prefix of the policy'),
  };
}
