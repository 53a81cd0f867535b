import type { Instant } from '../../../domain/instant';
import type { FakeAccount } from '../world/account';
import { jsonAnswer, jsonRefusal, Refusal, xmlAnswer, xmlRefusal, type Answer, type Fields } from './answer';
import type { Asked, Service } from './asked';
import { callerOf, denial } from './denial';
import { reportActions, type ReportTraits } from './report';
import { served, type Served } from './served';
import { startHttp } from './http';
import { tableActions, type Tables } from './tables';
import { throttling, type Throttle } from './throttle';
import { USER_ACTIONS } from './users';

/** What the fake serves, and what it refuses. */
export interface FakeIamOptions {
  readonly account: FakeAccount;
  /** What time it is in the account. */
  readonly now: () => Instant;
  /** @defaultValue '111122223333' */
  readonly accountId?: string;
  readonly report?: ReportTraits;
  /** The items of each table, as DynamoDB spells them, by the name of the table. There is no other table. */
  readonly items?: Tables;
  /** Items that a query of a table gives at a time at most; after a full page comes another, if only an empty one. @defaultValue 100 */
  readonly tablePageSize?: number;
  /** Items that IAM gives at a time at most, however many are asked. @defaultValue - as many as are asked */
  readonly maxPageItems?: number;
  /** Whether a policy denies an action, such as `GetUser`, on a user name, an access key id, a table, or nothing of that (empty). */
  readonly denied?: (action: string, target: string) => boolean;
  readonly throttle?: Throttle;
  /** Refuses everything, because the session of who asks has ended. */
  readonly expired?: boolean;
  /** Called before each answer but those of throttling and an ended session, so that the account can change between two reads. */
  readonly before?: (action: string, input: Asked['input']) => void | Promise<void>;
  /** How far the clock that dates its answers is ahead of the one here. @defaultValue 0 */
  readonly clockAheadMs?: number;
  /** Breaks every connection once more was asked. @defaultValue 100000 */
  readonly maxRequests?: number;
}

/** One request that came. */
export interface Requested {
  readonly service: Service;
  readonly action: string;
  /** Whom or what it was about: a user name, an access key id, the name of a table; empty for the whole account. */
  readonly target: string;
  /** `OK`, or the code of the error that it was answered with; undefined until it is answered. */
  answered: string | undefined;
}

/** A fake of IAM, with the little that we ask of STS and DynamoDB, on this machine. */
export interface FakeIam {
  readonly url: string;
  /** All that was asked, in order, whatever came of it. */
  readonly requests: readonly Requested[];
  /** How often each action was asked, whatever came of it. */
  counts(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Starts the fake on a free port of 127.0.0.1. Nobody checks signatures: the three services are told apart by what they are asked. */
export async function startFakeIam(options: FakeIamOptions): Promise<FakeIam> {
  const requests: Requested[] = [];
  const answer = answering(options);
  const server = await startHttp(
    options.maxRequests ?? 100_000,
    async (asked) => {
      const requested: Requested = { service: asked.service, action: asked.action, target: asked.target, answered: undefined };
      const requestId = `0d3bb1a5-0000-4000-8000-${String(requests.push(requested)).padStart(12, '0')}`;
      const result = await answer(asked).catch(refusalOf);
      requested.answered = result instanceof Refusal ? result.code : 'OK';
      return written(asked, result, requestId);
    },
    options.clockAheadMs,
  );
  return { url: server.url, requests, counts: () => countsOf(requests), close: () => server.close() };
}

/** A mistake of the fake, or of a test's hook, must not look like an answer. */
const refusalOf = (error: unknown): Refusal => (error instanceof Refusal ? error : new Refusal(500, 'InternalFailure', String(error)));

function written({ service, action }: Asked, result: object, requestId: string): Answer {
  if (service === 'dynamodb') return result instanceof Refusal ? jsonRefusal(result) : jsonAnswer(result);
  return result instanceof Refusal ? xmlRefusal(service, result, requestId) : xmlAnswer(service, action, result as Fields, requestId);
}

function countsOf(requests: readonly Requested[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { action } of requests) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

/** Decides on one request after the other. Whoever has no valid session is told that, then whoever asks too fast; which AWS looks at first is not documented. */
function answering(options: FakeIamOptions): (asked: Asked) => Promise<object> {
  const world = served(options);
  const actions = actionsOf(world, options);
  const isThrottled = throttling(options.throttle);
  return async (asked) => {
    const { service, action, input, target } = asked;
    if (options.expired === true) throw expiry(service);
    if (isThrottled(service, action)) throw tooMany(service);
    await options.before?.(action, input);
    const act = actions[service][action];
    if (act === undefined) throw noSuchAction(service, action);
    // Nobody can be denied this one: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html (read 2026-11).
    if (service !== 'sts' && options.denied?.(action, target) === true) throw denial(world, asked);
    return act(input);
  };
}

type Actions = Readonly<Record<string, (input: Asked['input']) => object>>;

function actionsOf(world: Served, { report, items = {}, tablePageSize = 100 }: FakeIamOptions): Readonly<Record<Service, Actions>> {
  const users = Object.entries(USER_ACTIONS).map(([action, act]) => [action, (input: Asked['input']) => act(world, input)] as const);
  return {
    iam: { ...Object.fromEntries(users), ...reportActions(world, report) },
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html (read 2026-11)
    sts: { GetCallerIdentity: () => ({ Arn: callerOf(world), UserId: 'AIDASOMEBODY000000000', Account: world.accountId }) },
    dynamodb: { ...tableActions(items, tablePageSize) },
  };
}

/**
 * IAM and STS have an error of the query protocol for it; DynamoDB has one of its own.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html (read 2026-11)
 * @see https://github.com/guregu/dynamo/issues/68 (a recorded answer; read 2026-11)
 */
function expiry(service: Service): Refusal {
  const message = 'The security token included in the request is expired';
  return service === 'dynamodb' ? new Refusal(400, 'ExpiredTokenException', message) : new Refusal(403, 'ExpiredToken', message);
}

/**
 * The code that clients know as throttling, and so try again after.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html (read 2026-11)
 */
const tooMany = (service: Service): Refusal =>
  new Refusal(400, service === 'dynamodb' ? 'ThrottlingException' : 'Throttling', 'Rate exceeded');

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html (read 2026-11) */
function noSuchAction(service: Service, action: string): Refusal {
  if (service === 'dynamodb') return new Refusal(400, 'UnknownOperationException', 'the fake does not know this operation');
  return new Refusal(400, 'InvalidAction', `Could not find operation ${action} for the version of this API`);
}
