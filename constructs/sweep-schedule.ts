import { Construct } from 'constructs';
import type { Remediation } from '../domain/policy';
import { policyDocument } from './iam-policy';
import type { Place } from './place';
import { scheduleStatements, trustStatement } from './sweep-statements';
import { IamRole, IamRolePolicy, SchedulerSchedule, Token, type ITerraformDependable } from './terraform';

const RETRIES = 3;
const RETRY_SECONDS = 3600;

/** Defines what starts the one sweep a day, with a role that can do nothing else. */
export class SweepSchedule extends Construct {
  /** The schedule itself, in UTC. */
  readonly schedule: SchedulerSchedule;
  /** The role with which it starts the function. */
  readonly role: IamRole;
  /** All that this role may do. */
  readonly rolePolicy: IamRolePolicy;

  /** @internal */
  constructor(scope: Construct, id: string, place: Place, remediation: Remediation, ready: readonly ITerraformDependable[]) {
    super(scope, id);
    const { policy, names, tags, homeArn, iamArn } = place;
    this.role = new IamRole(this, 'schedule-role', {
      name: names.scheduleRole,
      description: `Starts the function ${names.sweep}`,
      assumeRolePolicy: policyDocument([trustStatement('scheduler', place)]),
      ...(policy.permissionsBoundaryArn !== undefined && { permissionsBoundary: policy.permissionsBoundaryArn }),
      ...(tags && { tags }),
    });
    this.rolePolicy = new IamRolePolicy(this, 'schedule-role-policy', {
      name: names.scheduleRole,
      role: this.role.name,
      policy: policyDocument(scheduleStatements(place)),
    });
    this.schedule = new SchedulerSchedule(this, 'sweep-schedule', {
      region: policy.homeRegion,
      name: names.sweep,
      description: `Starts the function ${names.sweep} once a day`,
      scheduleExpression: `cron(0 ${Token.asString(remediation.sweepHourUtc)} * * ? *)`,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: homeArn('lambda', `function:${names.sweep}`),
        roleArn: iamArn(`role/${names.scheduleRole}`),
        input: '{}',
        deadLetterConfig: { arn: homeArn('sqs', names.deadLetterQueue) },
        retryPolicy: { maximumEventAgeInSeconds: RETRY_SECONDS, maximumRetryAttempts: RETRIES },
      },
      dependsOn: [this.role, this.rolePolicy, ...ready],
    });
  }
}
