import { Construct } from 'constructs';
import type { Remediation as Settings } from '../domain/policy';
import type { Alerts } from './alerts';
import type { PolicyStatement } from './iam-policy';
import type { Place } from './place';
import { SweepAlarms } from './sweep-alarms';
import { SweepFunction } from './sweep-function';
import { SweepRole } from './sweep-role';
import { SweepSchedule } from './sweep-schedule';
import { sweepKeyStatements, sweepTopicStatements } from './sweep-statements';
import { DynamodbTable, SqsQueue } from './terraform';

const KEEP_SECONDS = 14 * 24 * 3600;

/** Defines what acts on unused access keys: a function, once a day, with a memory, a role of its own and alarms. All in the home region. */
export class Remediation extends Construct {
  /** What the function did and announced, one item for each access key. Protected: without it every grace period starts anew. */
  readonly table: DynamodbTable;
  /** Keeps for 14 days the runs that failed or could not be started. It needs no policy: who may send is a matter of the senders' roles. */
  readonly deadLetterQueue: SqsQueue;
  /** The role of the function. */
  readonly role: SweepRole;
  /** The function and its log. */
  readonly sweep: SweepFunction;
  /** What starts it. */
  readonly schedule: SweepSchedule;
  /** The alarms on it. */
  readonly alarms: SweepAlarms;
  /** What the policy of a given topic must say for the function; empty when the topic is ours. */
  readonly topicPolicyStatements: readonly PolicyStatement[];
  /** What the policy of a given KMS key must say for the function; empty when the key is ours. */
  readonly keyPolicyStatements: readonly PolicyStatement[];

  /** @internal */
  constructor(scope: Construct, id: string, place: Place, remediation: Settings, alerts: Alerts) {
    super(scope, id);
    const { policy, names, tags } = place;
    const { topicArn } = alerts;
    this.table = this.memory(place);
    this.deadLetterQueue = new SqsQueue(this, 'dead-letter-queue', {
      region: policy.homeRegion,
      name: names.deadLetterQueue,
      messageRetentionSeconds: KEEP_SECONDS,
      sqsManagedSseEnabled: true,
      ...(tags && { tags }),
    });
    this.role = new SweepRole(this, 'role', place, remediation, topicArn);
    this.sweep = new SweepFunction(this, 'function', place, remediation, {
      topicArn,
      role: this.role,
      deadLetterQueue: this.deadLetterQueue,
    });
    this.schedule = new SweepSchedule(this, 'schedule', place, remediation, [
      this.sweep.invokeConfig,
      this.deadLetterQueue,
      this.table,
      ...alerts.acting.publishable,
    ]);
    this.alarms = new SweepAlarms(this, 'alarms', place, alerts.acting);
    this.topicPolicyStatements = alerts.topic === undefined ? sweepTopicStatements(place, topicArn) : [];
    this.keyPolicyStatements = policy.kmsKeyArn === undefined ? [] : sweepKeyStatements(place);
  }

  private memory({ policy, names, tags }: Place): DynamodbTable {
    return new DynamodbTable(this, 'keys', {
      region: policy.homeRegion,
      name: names.keysTable,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'accountId',
      rangeKey: 'accessKeyId',
      attribute: [
        { name: 'accountId', type: 'S' },
        { name: 'accessKeyId', type: 'S' },
      ],
      serverSideEncryption: { enabled: true },
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: true,
      ...(tags && { tags }),
    });
  }
}
