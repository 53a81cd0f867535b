import type { RemediationAction } from '../../../domain/policy';
import { ACCOUNT, DOORS, emittedBy, type Door, type Emitted } from '../../policies/emitted';
import { decide, type Asked } from './simulate';

const REGION = 'eu-west-1';
const LEVELS: readonly RemediationAction[] = ['notify', 'deactivate', 'delete'];
const EXEMPT = { userNames: ['svc-*', 'deploy'], paths: ['/break-glass/'] };

const settingsOf = (action: RemediationAction): object => ({ regions: [REGION], remediation: { action, exempt: EXEMPT } });

const arn = (service: string, name: string, region = REGION, account = ACCOUNT): string =>
  `arn:aws:${service}:${region}:${account}:${name}`;
const user = (path: string, account = ACCOUNT): string => arn('iam', `user/${path}`, '', account);

const ROLE = arn('iam', 'role/unused-credentials-sweep', '');
const SCHEDULE_ROLE = arn('iam', 'role/unused-credentials-schedule', '');
const FUNCTION = arn('lambda', 'function:unused-credentials-sweep');
const TABLE = arn('dynamodb', 'table/unused-credentials-keys');
const TOPIC = arn('sns', 'unused-credentials');
const QUEUE = arn('sqs', 'unused-credentials-dead-letters');
const KEY = arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
const LOG = arn('logs', 'log-group:/aws/lambda/unused-credentials-sweep:log-stream:2026/11/24/[$LATEST]1');
const PEOPLE = [user('alice'), user('team/ci/robot+eu=1,x@example.com')];

const OURS = { 'kms:ResourceAliases': ['alias/unused-credentials'] };
const OTHERS = { 'kms:ResourceAliases': ['alias/payroll'] };

type Request = readonly [action: string, resource: string, context?: Asked['context']];

const on = (resources: readonly string[], ...actions: readonly string[]): readonly Request[] =>
  actions.flatMap((action) => resources.map((resource) => [action, resource] as const));

/** Every request that the function can make, by the first action under which it needs to. */
const NEEDED: Readonly<Record<RemediationAction, readonly Request[]>> = {
  notify: [
    ...on(['*'], 'iam:GenerateCredentialReport', 'iam:GetCredentialReport'),
    ...on([...PEOPLE, user('svc-backup'), user('break-glass/root')], 'iam:GetUser', 'iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed'),
    ...on([TABLE], 'dynamodb:Query', 'dynamodb:GetItem'),
    ...on([TOPIC], 'sns:Publish'),
    ['kms:GenerateDataKey', KEY, OURS],
    ['kms:Decrypt', KEY, OURS],
    ...on([QUEUE], 'sqs:SendMessage'),
    ...on([LOG], 'logs:CreateLogStream', 'logs:PutLogEvents'),
  ],
  deactivate: [...on(PEOPLE, 'iam:UpdateAccessKey'), ...on([TABLE], 'dynamodb:PutItem')],
  delete: on(PEOPLE, 'iam:DeleteAccessKey'),
};

/** Users who are exempt by name, with and without a path, and by path. */
const SPARED = ['svc-backup', 'team/svc-backup', 'deploy', 'a/b/deploy', 'break-glass/root', 'break-glass/eu/root'].map((path) =>
  user(path),
);

/** What is next to that, and no action needs. */
const NEIGHBOURS: readonly Request[] = [
  ...on(SPARED, 'iam:UpdateAccessKey', 'iam:DeleteAccessKey'),
  ...on([user('alice', '444455556666')], 'iam:GetUser', 'iam:ListAccessKeys', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey'),
  ...on(PEOPLE.slice(0, 1), 'iam:CreateAccessKey', 'iam:DeleteUser', 'iam:UpdateUser', 'iam:TagUser', 'iam:UntagUser'),
  ...on(PEOPLE.slice(0, 1), 'iam:PutUserPolicy', 'iam:AttachUserPolicy', 'iam:DeleteLoginProfile', 'iam:UpdateLoginProfile'),
  ...on(['*'], 'iam:ListUsers'),
  ...on([ROLE], 'iam:PutRolePolicy', 'iam:PassRole', 'sts:AssumeRole'),
  ...on([TABLE], 'dynamodb:DeleteItem', 'dynamodb:UpdateItem', 'dynamodb:Scan', 'dynamodb:BatchWriteItem', 'dynamodb:DeleteTable'),
  ...on(
    [arn('dynamodb', 'table/orders'), arn('dynamodb', 'table/unused-credentials-keys', 'us-east-1')],
    'dynamodb:Query',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
  ),
  ...on([arn('sns', 'unused-credentials-2'), arn('sns', 'unused-credentials', 'us-east-1')], 'sns:Publish'),
  ...on([TOPIC], 'sns:Subscribe', 'sns:SetTopicAttributes', 'sns:DeleteTopic'),
  ['kms:Decrypt', KEY, OTHERS],
  ['kms:GenerateDataKey', KEY, OTHERS],
  ['kms:Decrypt', KEY],
  ['kms:Encrypt', KEY, OURS],
  ['kms:ScheduleKeyDeletion', KEY, OURS],
  ...on([arn('sqs', 'orders'), arn('sqs', 'unused-credentials-undelivered')], 'sqs:SendMessage'),
  ...on([QUEUE], 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:PurgeQueue'),
  ...on([arn('logs', 'log-group:/aws/lambda/other:log-stream:1')], 'logs:CreateLogStream', 'logs:PutLogEvents'),
  ...on([arn('logs', 'log-group:/aws/lambda/unused-credentials-sweep')], 'logs:CreateLogGroup', 'logs:DeleteLogGroup'),
  ...on([FUNCTION], 'lambda:InvokeFunction', 'lambda:UpdateFunctionCode'),
];

/** The role's policy, or its trust policy, as emitted. */
function textOf(emitted: Emitted, type: string, name: string, argument: string): string {
  const text = emitted.of(type)[name]?.[argument];
  if (typeof text !== 'string') throw new Error(`${type}.${name}.${argument} must be a text, got ${String(text)}`);
  return text;
}

describe.each(Object.keys(DOORS) as Door[])('by a simulator of IAM, what comes through the door %s', (door) => {
  describe.each(LEVELS)('gives the function under %s', (level) => {
    const emitted = emittedBy(door, settingsOf(level));
    const identity = textOf(emitted, 'aws_iam_role_policy', 'sweep_role_policy', 'policy');
    const key = textOf(emitted, 'aws_kms_key', 'topic_key', 'policy');
    const ask = ([action, resource, context]: Request): Promise<string> => {
      const accountId = /^arn:aws:iam::(\d+):/.exec(resource)?.[1] ?? ACCOUNT;
      const by = { identity, ...(action.startsWith('kms:') && { resource: key }) };
      return decide({ principal: ROLE, action, resource, accountId, ...(context && { context }) }, by);
    };
    const answers = async (requests: readonly Request[]): Promise<readonly string[]> =>
      Promise.all(requests.map(async (request) => `${request[0]} ${request[1]} ${await ask(request)}`));
    const within = LEVELS.slice(0, LEVELS.indexOf(level) + 1);

    test('what it needs', async () => {
      const needed = within.flatMap((action) => NEEDED[action]);
      expect(await answers(needed)).toEqual(needed.map(([action, resource]) => `${action} ${resource} Allowed`));
    });

    test('nothing that only another action needs, nor anything beside it', async () => {
      const beyond = [...LEVELS.filter((action) => !within.includes(action)).flatMap((action) => NEEDED[action]), ...NEIGHBOURS];
      expect((await answers(beyond)).filter((answer) => !/ (Implicitly|Explicitly)Denied$/.test(answer))).toEqual([]);
      expect(beyond.length).toBeGreaterThan(50);
    });

    test('a denial on who is exempt, which no other policy can lift, when it changes keys at all', async () => {
      const spared = on(SPARED, 'iam:UpdateAccessKey', 'iam:DeleteAccessKey');
      const denied = level === 'notify' ? 'ImplicitlyDenied' : 'ExplicitlyDenied';
      expect(await answers(spared)).toEqual(spared.map(([action, resource]) => `${action} ${resource} ${denied}`));
    });

    test('every resource only where IAM knows no other', () => {
      const { Statement } = JSON.parse(identity) as { readonly Statement: readonly { Action: unknown; Resource: unknown }[] };
      expect(Statement.filter(({ Resource }) => Resource === '*').map(({ Action }) => Action)).toEqual([
        ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'],
      ]);
    });
  });

  describe('gives the schedule', () => {
    const emitted = emittedBy(door, settingsOf('delete'));
    const identity = textOf(emitted, 'aws_iam_role_policy', 'schedule_role_policy', 'policy');
    const other = arn('lambda', 'function:other');

    test.each([
      ['lambda:InvokeFunction', FUNCTION, 'Allowed'],
      ['sqs:SendMessage', QUEUE, 'Allowed'],
      ['lambda:InvokeFunction', other, 'ImplicitlyDenied'],
      ['lambda:UpdateFunctionCode', FUNCTION, 'ImplicitlyDenied'],
      ['sqs:SendMessage', arn('sqs', 'orders'), 'ImplicitlyDenied'],
      ['sqs:ReceiveMessage', QUEUE, 'ImplicitlyDenied'],
      ['sns:Publish', TOPIC, 'ImplicitlyDenied'],
      ['iam:UpdateAccessKey', user('alice'), 'ImplicitlyDenied'],
    ])('for %s on %s: %s', async (action, resource, answer) => {
      expect(await decide({ principal: SCHEDULE_ROLE, action, resource }, { identity })).toBe(answer);
    });
  });

  test.each([
    ['sweep_role', ROLE, 'lambda.amazonaws.com', ACCOUNT, 'Allowed'],
    ['sweep_role', ROLE, 'scheduler.amazonaws.com', ACCOUNT, 'ImplicitlyDenied'],
    ['schedule_role', SCHEDULE_ROLE, 'scheduler.amazonaws.com', ACCOUNT, 'Allowed'],
    ['schedule_role', SCHEDULE_ROLE, 'scheduler.amazonaws.com', '444455556666', 'ImplicitlyDenied'],
    ['schedule_role', SCHEDULE_ROLE, 'lambda.amazonaws.com', ACCOUNT, 'ImplicitlyDenied'],
  ])('lets %s (%s) be taken by %s for account %s: %s', async (name, role, principal, account, answer) => {
    const trust = textOf(emittedBy(door, settingsOf('delete')), 'aws_iam_role', name, 'assume_role_policy');
    const context = { 'aws:SourceAccount': account };
    expect(await decide({ principal, action: 'sts:AssumeRole', resource: role, context }, { resource: trust })).toBe(answer);
  });
});
