import { runSimulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT } from '../../policies/emitted';

/** A request to AWS as IAM judges it. */
export interface Asked {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** The account of the resource, where that is not ours. */
  readonly accountId?: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/** The policies that count for it, as text. */
export interface Deciding {
  /** What stands on the role that asks. */
  readonly identity?: string;
  /** What stands on the resource that is asked for. */
  readonly resource?: string;
}

/**
 * Asks a simulator of IAM that others wrote.
 *
 * @throws Error when it does not take the request or a policy for valid.
 */
export async function decide({ principal, action, resource, accountId = ACCOUNT, context = {} }: Asked, by: Deciding): Promise<string> {
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const result = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId }, contextVariables: context },
      identityPolicies: by.identity === undefined ? [] : [{ name: 'identity', policy: JSON.parse(by.identity) as unknown }],
      serviceControlPolicies: [{ orgIdentifier: 'root', policies: [{ name: 'everything', policy: everything }] }],
      resourceControlPolicies: [],
      ...(by.resource !== undefined && { resourcePolicy: JSON.parse(by.resource) as unknown }),
    },
    {},
  );
  if (result.resultType === 'error') {
    throw new Error(`${action} on ${resource} must be a request that can be judged, got ${JSON.stringify(result.errors)}`);
  }
  return result.overallResult;
}
