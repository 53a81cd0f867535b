import { readFileSync } from 'node:fs';
import type { Block } from '../../policies/emitted';
import { ACCOUNT } from '../../policies/emitted';
import { callAws, TEST_REGION } from './aws-call';
import { judgeProgram } from './describe-with-judge';
import type { FakedClock } from './faked-clock';
import { text, type EmittedFunction } from './function-emitted';
import { FUNCTION_ZIP } from './function-process';
import { startServer, type Server } from './server';

/** Starts MiniStack, a fake AWS that others wrote, whose schedules start functions and whose functions are real processes. */
export function startMiniStack(clock: FakedClock): Promise<Server> {
  return startServer({
    program: judgeProgram('ministack', 'ministack'),
    args: () => [],
    env: (port) => ({
      ...clock.following,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      IOT_MTLS_ENABLED: '0',
      SERVICES: 'lambda,scheduler,sns,sqs,dynamodb,logs,events,iam,sts,monitoring',
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      MINISTACK_REGION: TEST_REGION,
    }),
  });
}

/** Creates the function, what becomes of its failures, and its schedule, as they are emitted; IAM stands elsewhere. */
export async function deployFunction({ endpoint }: Server, emitted: EmittedFunction, iamEndpoint: string): Promise<void> {
  const lambda = (method: 'POST' | 'PUT', path: string, body: object): Promise<unknown> =>
    callAws({ endpoint, service: 'lambda', method, path, body });
  await lambda('POST', '/2015-03-31/functions', {
    FunctionName: emitted.name,
    Runtime: emitted.runtime,
    Handler: emitted.handler,
    Role: emitted.roleArn,
    Timeout: emitted.timeoutSeconds,
    MemorySize: emitted.memoryMb,
    Code: { ZipFile: readFileSync(FUNCTION_ZIP).toString('base64') },
    Environment: { Variables: { ...emitted.environment, AWS_ENDPOINT_URL_IAM: iamEndpoint } },
  });
  await lambda('PUT', `/2019-09-25/functions/${emitted.name}/event-invoke-config`, {
    MaximumRetryAttempts: emitted.invokeConfig['maximum_retry_attempts'],
    DestinationConfig: { OnFailure: { Destination: emitted.deadLetterQueue.arn } },
  });
  const schedule = scheduleOf(emitted.schedule);
  await callAws({ endpoint, service: 'scheduler', path: `/schedules/${text(emitted.schedule, 'name')}`, body: schedule });
}

/** Starts the function as a schedule does: nobody waits for what comes of it. */
export async function startRun({ endpoint }: Server, { name }: EmittedFunction): Promise<void> {
  const headers = { 'x-amz-invocation-type': 'Event' };
  await callAws({ endpoint, service: 'lambda', path: `/2015-03-31/functions/${name}/invocations`, headers, body: {} });
}

/** Counts how often the function was started, by its log. */
export async function countRuns({ endpoint }: Server, { name }: EmittedFunction): Promise<number> {
  const body = { logGroupName: `/aws/lambda/${name}`, filterPattern: '"START RequestId"' };
  const { events } = (await callAws({ endpoint, service: 'logs', target: 'Logs_20140328.FilterLogEvents', body })) as {
    readonly events: readonly { readonly message: string }[];
  };
  return events.filter(({ message }) => message.startsWith('START ')).length;
}

/** A schedule as the API wants it. */
function scheduleOf(block: Block): object {
  const target = block['target'] as Block;
  const retry = target['retry_policy'] as Block;
  return {
    ScheduleExpression: text(block, 'schedule_expression'),
    ScheduleExpressionTimezone: text(block, 'schedule_expression_timezone'),
    FlexibleTimeWindow: { Mode: (block['flexible_time_window'] as Block)['mode'] },
    Target: {
      Arn: text(target, 'arn'),
      RoleArn: text(target, 'role_arn'),
      Input: text(target, 'input'),
      DeadLetterConfig: { Arn: text(target['dead_letter_config'] as Block, 'arn') },
      RetryPolicy: {
        MaximumEventAgeInSeconds: retry['maximum_event_age_in_seconds'],
        MaximumRetryAttempts: retry['maximum_retry_attempts'],
      },
    },
  };
}
