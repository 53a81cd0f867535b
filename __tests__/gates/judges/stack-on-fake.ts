import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { callAws, TEST_CREDENTIALS, TEST_REGION } from './aws-call';
import type { EmittedFunction } from './function-emitted';

const SUBSCRIBED = 'subscribed-to-the-topic';

/** A message as a queue that is subscribed to the topic gets it. */
export interface Delivered {
  readonly subject: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Table, topic and queues of the emitted Terraform, on a fake AWS; and a queue that is subscribed to the topic. */
export class StackOnFake {
  private readonly dynamo: DynamoDBClient;
  private readonly sns: SNSClient;

  private constructor(
    private readonly endpoint: string,
    private readonly emitted: EmittedFunction,
  ) {
    const options = { endpoint, region: TEST_REGION, credentials: TEST_CREDENTIALS };
    this.dynamo = new DynamoDBClient(options);
    this.sns = new SNSClient(options);
  }

  static async create(endpoint: string, emitted: EmittedFunction): Promise<StackOnFake> {
    const stack = new StackOnFake(endpoint, emitted);
    const { KeySchema, AttributeDefinitions, ...table } = emitted.table;
    await stack.dynamo.send(new CreateTableCommand({ ...table, KeySchema, AttributeDefinitions }));
    const { TopicArn } = await stack.sns.send(new CreateTopicCommand({ Name: emitted.topic.name }));
    if (TopicArn !== emitted.topic.arn) throw new Error(`the topic must be ${emitted.topic.arn}, got ${String(TopicArn)}`);
    await stack.createQueue(emitted.deadLetterQueue.name);
    await stack.createQueue(SUBSCRIBED);
    const Endpoint = emitted.deadLetterQueue.arn.replace(emitted.deadLetterQueue.name, SUBSCRIBED);
    await stack.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
    return stack;
  }

  /** Everything in the table. */
  async items(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { Items = [] } = await this.dynamo.send(new ScanCommand({ TableName: this.emitted.table.TableName, ConsistentRead: true }));
    return Items.map((item) => unmarshall(item));
  }

  /** Takes the function's memory away, so that every run fails. */
  async loseTable(): Promise<void> {
    await this.dynamo.send(new DeleteTableCommand({ TableName: this.emitted.table.TableName }));
  }

  /** Takes what the topic delivered since it was last asked. */
  async delivered(): Promise<readonly Delivered[]> {
    return (await this.take(SUBSCRIBED)).map((body) => {
      const { Subject, Message, MessageAttributes } = body as {
        readonly Subject: string;
        readonly Message: string;
        readonly MessageAttributes: Readonly<Record<string, { readonly Value: string }>>;
      };
      const attributes = Object.entries(MessageAttributes).map(([name, { Value }]) => [name, Value] as const);
      return { subject: Subject, message: Message, attributes: Object.fromEntries(attributes) };
    });
  }

  /** Takes the runs that failed. */
  async deadLetters(): Promise<readonly unknown[]> {
    return this.take(this.emitted.deadLetterQueue.name);
  }

  close(): void {
    this.dynamo.destroy();
    this.sns.destroy();
  }

  private async createQueue(name: string): Promise<void> {
    await this.sqs('CreateQueue', { QueueName: name });
  }

  /** Takes every message that a queue holds, in order. */
  private async take(queue: string): Promise<readonly unknown[]> {
    const { QueueUrl } = (await this.sqs('GetQueueUrl', { QueueName: queue })) as { readonly QueueUrl: string };
    const taken: unknown[] = [];
    for (;;) {
      const { Messages = [] } = (await this.sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 })) as {
        readonly Messages?: readonly { readonly Body: string; readonly ReceiptHandle: string }[];
      };
      if (Messages.length === 0) return taken;
      for (const { Body, ReceiptHandle } of Messages) {
        taken.push(JSON.parse(Body));
        await this.sqs('DeleteMessage', { QueueUrl, ReceiptHandle });
      }
    }
  }

  private sqs(action: string, body: object): Promise<unknown> {
    return callAws({ endpoint: this.endpoint, service: 'sqs', target: `AmazonSQS.${action}`, body });
  }
}
