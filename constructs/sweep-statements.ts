import type { Policy, RemediationAction } from '../domain/policy';
import type { PolicyStatement, RoleStatement, TrustStatement } from './iam-policy';
import type { Place } from './place';
import { USE_KEY } from './statements';

/** What the role of the function may do under each action, each including the ones before. Nothing in the account is written under `notify`. */
const CHANGES: Readonly<Record<RemediationAction, readonly string[]>> = {
  notify: [],
  deactivate: ['iam:UpdateAccessKey'],
  delete: ['iam:UpdateAccessKey', 'iam:DeleteAccessKey'],
};

/** What the role is denied on who is exempt, whatever else allows it. */
export const DENIED_ACTIONS = ['iam:UpdateAccessKey', 'iam:DeleteAccessKey'] as const;

/** The name of the statement that denies. */
export const DENIED_SID = 'SparesTheExempt';

/**
 * Lists what the function's role may do, each on as little as IAM can tell apart. All is composed from names, so that a first plan shows it.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html (read 2026-11)
 */
export function sweepStatements(place: Place, action: RemediationAction, topicArn: string): readonly RoleStatement[] {
  const { names, homeArn, iamArn } = place;
  const allUsers = iamArn('user/*');
  const changes = CHANGES[action];
  return [
    allow('ReadsTheReport', ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'], '*'),
    allow('ReadsKeys', ['iam:GetUser', 'iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed'], allUsers),
    ...(changes.length === 0 ? [] : [allow('ChangesKeys', changes, allUsers)]),
    allow(
      'Remembers',
      ['dynamodb:Query', 'dynamodb:GetItem', ...(changes.length === 0 ? [] : ['dynamodb:PutItem'])],
      homeArn('dynamodb', `table/${names.keysTable}`),
    ),
    allow('Tells', ['sns:Publish'], topicArn),
    ...keyStatements(place),
    allow('LeavesWhatFailed', ['sqs:SendMessage'], homeArn('sqs', names.deadLetterQueue)),
    allow('Logs', ['logs:CreateLogStream', 'logs:PutLogEvents'], homeArn('logs', `log-group:${names.sweepLogGroup}:*`)),
  ];
}

const allow = (Sid: string, Action: readonly string[], Resource: string): RoleStatement => ({ Sid, Effect: 'Allow', Action, Resource });

/**
 * Lets the function use the key of the topic: a given one by its ARN, ours by its alias, because its id is not known in a first plan.
 * Of a given topic without a given key we do not know the key: its owner admits the role, or gives us the key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html (read 2026-11)
 */
function keyStatements({ policy, names, homeArn }: Place): readonly RoleStatement[] {
  if (policy.kmsKeyArn !== undefined) return [allow('Encrypts', USE_KEY, policy.kmsKeyArn)];
  if (hasGivenTopic(policy)) return [];
  const Condition = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': names.kmsAlias } };
  return [{ ...allow('Encrypts', USE_KEY, homeArn('kms', 'key/*')), Condition }];
}

const hasGivenTopic = ({ alerts }: Policy): boolean => alerts !== 'none' && alerts.topicArn !== undefined;

/**
 * Lists the ARNs of who is exempt by name or path. Expects values that are known.
 *
 * IAM tells upper from lower case here, and its `*` also stands for slashes: the function itself spares every spelling, and a
 * name such as `svc-*` also denies users under a path such as `/svc-team/`, of whom the function then says that it is blocked.
 */
export function exemptArns(place: Place): readonly string[] {
  const { userNames = [], paths = [] } = place.policy.remediation?.exempt ?? {};
  return [
    ...userNames.map((name) => place.iamArn(`user/${name}`)),
    // A user with a path.
    ...userNames.map((name) => place.iamArn(`user/*/${name}`)),
    ...paths.map((path) => place.iamArn(`user${path}*`)),
  ];
}

/**
 * Says which service may take a role.
 *
 * The schedule's is narrowed to this account; AWS Lambda is not known to say for whom it acts here, and takes no role of another account.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html (read 2026-11)
 */
export function trustStatement(service: 'lambda' | 'scheduler', { accountId }: Place): TrustStatement {
  return {
    Sid: 'TakesTheRole',
    Effect: 'Allow',
    Principal: { Service: `${service}.amazonaws.com` },
    Action: 'sts:AssumeRole',
    ...(service === 'scheduler' && { Condition: { StringEquals: { 'aws:SourceAccount': accountId } } }),
  };
}

/** What the schedule may do: start the function, and leave what it could not start. */
export function scheduleStatements({ names, homeArn }: Place): readonly RoleStatement[] {
  return [
    allow('Starts', ['lambda:InvokeFunction'], homeArn('lambda', `function:${names.sweep}`)),
    allow('LeavesWhatFailed', ['sqs:SendMessage'], homeArn('sqs', names.deadLetterQueue)),
  ];
}

/** What the policy of a given topic must say for the function. The role is named by condition, because a principal must exist already. */
export function sweepTopicStatements(place: Place, topicArn: string): readonly PolicyStatement[] {
  return [admission(place, 'SweepPublishes', ['sns:Publish'], topicArn)];
}

/** What the policy of a given key must say for the function. */
export function sweepKeyStatements(place: Place): readonly PolicyStatement[] {
  return [admission(place, 'SweepEncrypts', USE_KEY, '*')];
}

function admission({ names, iamArn }: Place, Sid: string, Action: readonly string[], Resource: string): PolicyStatement {
  return {
    Sid,
    Effect: 'Allow',
    Principal: { AWS: iamArn('root') },
    Action,
    Resource,
    Condition: { ArnEquals: { 'aws:PrincipalArn': iamArn(`role/${names.sweep}`) } },
  };
}
