import { emittedBy, type Block } from '../../policies/emitted';
import { TEST_REGION } from './aws-call';

/** What the emitted Terraform says of the function and of what stands around it. */
export interface EmittedFunction {
  readonly name: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly roleArn: string;
  readonly table: TableShape;
  readonly topic: { readonly name: string; readonly arn: string };
  readonly deadLetterQueue: { readonly name: string; readonly arn: string };
  readonly schedule: Block;
  readonly invokeConfig: Block;
  readonly alarms: readonly Block[];
}

/** A table as the API wants it. */
export interface TableShape {
  readonly TableName: string;
  readonly BillingMode: 'PAY_PER_REQUEST';
  readonly KeySchema: { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[];
  readonly AttributeDefinitions: { readonly AttributeName: string; readonly AttributeType: 'S' }[];
}

/** Settings of the remediation, for the home region of the tests. */
export type RemediationSettings = Readonly<Record<string, unknown>>;

/** Reads what the emitted Terraform says for a remediation. */
export function emittedFunction(remediation: RemediationSettings): EmittedFunction {
  const emitted = emittedBy('root', { regions: [TEST_REGION], remediation });
  const one = (type: string): Block => {
    const blocks = Object.values(emitted.of(type));
    const [block] = blocks;
    if (block === undefined || blocks.length > 1) throw new Error(`one ${type} must be emitted, got ${String(blocks.length)}`);
    return block;
  };
  const lambda = one('aws_lambda_function');
  const { variables } = lambda['environment'] as { readonly variables: Readonly<Record<string, string>> };
  const invokeConfig = one('aws_lambda_function_event_invoke_config');
  const { on_failure: onFailure } = invokeConfig['destination_config'] as { readonly on_failure: { readonly destination: string } };
  const queueName = onFailure.destination.split(':').at(-1) ?? '';
  return {
    name: text(lambda, 'function_name'),
    handler: text(lambda, 'handler'),
    runtime: text(lambda, 'runtime'),
    timeoutSeconds: Number(lambda['timeout']),
    memoryMb: Number(lambda['memory_size']),
    environment: variables,
    roleArn: text(lambda, 'role'),
    table: tableOf(one('aws_dynamodb_table')),
    topic: { name: text(one('aws_sns_topic'), 'name'), arn: variables['TOPIC_ARN'] ?? '' },
    deadLetterQueue: { name: named(emitted.of('aws_sqs_queue'), queueName), arn: onFailure.destination },
    schedule: one('aws_scheduler_schedule'),
    invokeConfig,
    alarms: Object.values(emitted.of('aws_cloudwatch_metric_alarm')),
  };
}

/** A text in a block. */
export function text(block: Block, name: string): string {
  const value = block[name];
  if (typeof value !== 'string') throw new Error(`${name} must be a text, got ${JSON.stringify(value)}`);
  return value;
}

/** A queue that is named must also be emitted. */
function named(queues: Readonly<Record<string, Block>>, name: string): string {
  const queue = Object.values(queues).find((block) => block['name'] === name);
  if (queue === undefined) throw new Error(`a queue ${name} must be emitted, got none`);
  return name;
}

function tableOf(block: Block): TableShape {
  const attributes = block['attribute'] as readonly { readonly name: string; readonly type: 'S' }[];
  return {
    TableName: text(block, 'name'),
    BillingMode: text(block, 'billing_mode') as 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: text(block, 'hash_key'), KeyType: 'HASH' },
      { AttributeName: text(block, 'range_key'), KeyType: 'RANGE' },
    ],
    AttributeDefinitions: attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
  };
}
