import { Construct } from 'constructs';
import type { Remediation } from '../domain/policy';
import { PATHS_IN_ENVIRONMENT } from '../domain/remediation-together';
import { SWEEP_METRICS_NAMESPACE } from '../domain/sweep-metrics';
import { POLICY_VARIABLE, sweepPolicyOf } from '../domain/sweep-policy';
import { FUNCTION_FILE, functionZip, type FunctionZip } from './function-zip';
import type { Place } from './place';
import { BESIDE_CONTEXT } from './plain-stack';
import type { SweepRole } from './sweep-role';
import {
  AssetType,
  CloudwatchLogGroup,
  Fn,
  LambdaFunction,
  LambdaFunctionEventInvokeConfig,
  TerraformAsset,
  type SqsQueue,
} from './terraform';

/** The longest that AWS Lambda allows; a sweep that nears it stops between users and says what is left. */
const TIMEOUT_SECONDS = 900;
const MEMORY_MB = 512;

/** Defines the function that sweeps, its log, and what happens to a run that fails: nothing is tried again before the next day. */
export class SweepFunction extends Construct {
  /** The function itself. */
  readonly function: LambdaFunction;
  /** Its log, made before it: else AWS Lambda would make one that is kept for ever. */
  readonly logGroup: CloudwatchLogGroup;
  /** No second try, and what failed goes to the queue. */
  readonly invokeConfig: LambdaFunctionEventInvokeConfig;

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    place: Place,
    remediation: Remediation,
    needed: { readonly topicArn: string; readonly role: SweepRole; readonly deadLetterQueue: SqsQueue },
  ) {
    super(scope, id);
    const { policy, names, tags, homeArn, iamArn } = place;
    const { role, rolePolicy } = needed.role;
    const region = policy.homeRegion;
    this.logGroup = new CloudwatchLogGroup(this, 'sweep-log-group', {
      region,
      name: names.sweepLogGroup,
      retentionInDays: remediation.logRetentionDays,
      ...(tags && { tags }),
    });
    const zip = functionZip();
    this.function = new LambdaFunction(this, 'sweep', {
      region,
      functionName: names.sweep,
      description: `Acts once a day on unused access keys, as its POLICY says; ${names.configRule}`,
      role: iamArn(`role/${names.sweep}`),
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      // Not arm64, which is not in every region.
      architectures: ['x86_64'],
      timeout: TIMEOUT_SECONDS,
      memorySize: MEMORY_MB,
      filename: this.fileOf(zip),
      sourceCodeHash: zip.hash,
      environment: { variables: environment(place, needed.topicArn) },
      ...(remediation.reservedConcurrency !== undefined && { reservedConcurrentExecutions: remediation.reservedConcurrency }),
      dependsOn: [this.logGroup, role, rolePolicy],
      ...(tags && { tags }),
    });
    this.invokeConfig = new LambdaFunctionEventInvokeConfig(this, 'sweep-invoke-config', {
      region,
      functionName: names.sweep,
      maximumRetryAttempts: 0,
      destinationConfig: { onFailure: { destination: homeArn('sqs', names.deadLetterQueue) } },
      // AWS Lambda tries whether the role may send.
      dependsOn: [this.function, rolePolicy, needed.deadLetterQueue],
    });
  }

  /** Says where Terraform finds the file: beside its own files, or where the engine copies it. */
  private fileOf({ path, hexHash }: FunctionZip): string {
    if (this.node.tryGetContext(BESIDE_CONTEXT) === true) return `\${path.module}/${FUNCTION_FILE}`;
    const asset = new TerraformAsset(this, 'code', { path, type: AssetType.FILE, assetHash: hexHash });
    return `\${path.module}/${asset.path}`;
  }
}

/** What the function is told. The policy holds no references, so that a plan shows all of it. */
function environment({ policy, names, accountId, isDeferred }: Place, topicArn: string): Record<string, string> {
  const swept = sweepPolicyOf(policy);
  return {
    [POLICY_VARIABLE]: PATHS_IN_ENVIRONMENT.some(isDeferred) ? Fn.jsonencode(swept) : JSON.stringify(swept),
    ACCOUNT_ID: accountId,
    TABLE_NAME: names.keysTable,
    TOPIC_ARN: topicArn,
    POWERTOOLS_SERVICE_NAME: policy.namePrefix,
    POWERTOOLS_METRICS_NAMESPACE: SWEEP_METRICS_NAMESPACE,
  };
}
