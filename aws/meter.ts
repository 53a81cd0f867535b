import type { IAMClient } from '@aws-sdk/client-iam';
import { isThrottled } from './failure';

/** How IAM policies call the services of our clients. */
const PREFIXES: Readonly<Record<string, string>> = { IAMClient: 'iam', STSClient: 'sts', DynamoDBClient: 'dynamodb' };

/** What was sent to AWS so far, each try counted. */
export interface Meter {
  readonly sent: ReadonlyMap<string, number>;
  readonly throttled: () => number;
  /** Counts what a client sends, and notes on its errors which action failed. */
  watch<Client extends Pick<IAMClient, 'middlewareStack'>>(client: Client): Client;
}

/** Makes a meter that has counted nothing. */
export function meter(): Meter {
  const sent = new Map<string, number>();
  let throttled = 0;
  return {
    sent,
    throttled: () => throttled,
    watch(client) {
      client.middlewareStack.add(
        (next, context) => async (args) => {
          const action = actionOf(context);
          sent.set(action, (sent.get(action) ?? 0) + 1);
          try {
            return await next(args);
          } catch (error) {
            if (isThrottled(error)) throttled += 1;
            throw error;
          }
        },
        // Inside of what sends again, outside of what reads the answer.
        { step: 'deserialize', priority: 'high', name: 'meter' },
      );
      client.middlewareStack.add(
        (next, context) => async (args) => {
          try {
            return await next(args);
          } catch (error) {
            throw error instanceof Error ? Object.assign(error, { action: actionOf(context) }) : error;
          }
        },
        { step: 'initialize', priority: 'high', name: 'namesActions' },
      );
      return client;
    },
  };
}

function actionOf({ clientName = '', commandName = '' }: { readonly clientName?: string; readonly commandName?: string }): string {
  return `${PREFIXES[clientName] ?? clientName}:${commandName.replace(/Command$/, '')}`;
}
