import { neededPolicy } from '../../../scan/needed-policy';
import { ACCOUNT } from '../../policies/emitted';
import { scanPolicy } from '../../support/scanned';
import { decide } from './simulate';

const PRINCIPAL = `arn:aws:iam::${ACCOUNT}:role/auditor`;
const table = (name: string, region = 'eu-west-1'): string => `arn:aws:dynamodb:${region}:${ACCOUNT}:table/${name}`;
const PEOPLE = ['alice', 'team/ci/robot+eu=1,x@example.com'].map((path) => `arn:aws:iam::${ACCOUNT}:user/${path}`);
const RECORDS = table('unused-credentials-keys');

type Request = readonly [action: string, resource: string];

const on = (resources: readonly string[], ...actions: readonly string[]): readonly Request[] =>
  actions.flatMap((action) => resources.map((resource) => [action, resource] as const));

/** Every request that a scan can make; whose credentials these are needs no permission. */
const NEEDED: readonly Request[] = [
  ...on(['*'], 'iam:GenerateCredentialReport', 'iam:GetCredentialReport'),
  ...on(PEOPLE, 'iam:GetUser', 'iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed'),
  ...on([RECORDS], 'dynamodb:Query', 'dynamodb:GetItem'),
];

/** What somebody who only looks must not be able to do, or to see. */
const BEYOND: readonly Request[] = [
  ...on(
    PEOPLE,
    'iam:UpdateAccessKey',
    'iam:DeleteAccessKey',
    'iam:CreateAccessKey',
    'iam:TagUser',
    'iam:ListUserPolicies',
    'iam:DeleteUser',
  ),
  ...on([RECORDS], 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:Scan', 'dynamodb:DeleteTable'),
  ...on([table('payroll'), table('unused-credentials-keys', 'us-east-1')], 'dynamodb:Query', 'dynamodb:GetItem'),
  ...on([`arn:aws:s3:::bucket/object`], 's3:GetObject'),
];

const decided = (requests: readonly Request[], policy: unknown): Promise<readonly string[]> =>
  Promise.all(
    requests.map(async ([action, resource]) => {
      const result = await decide({ principal: PRINCIPAL, action, resource }, { identity: JSON.stringify(policy) });
      return `${result} ${action} on ${resource}`;
    }),
  );
const all = (result: string, requests: readonly Request[]): readonly string[] =>
  requests.map(([action, resource]) => `${result} ${action} on ${resource}`);

describe('the policy that a scan prints', () => {
  test('allows every request of a scan', async () => {
    expect(await decided(NEEDED, neededPolicy(scanPolicy()))).toEqual(all('Allowed', NEEDED));
  });

  test('allows nothing else', async () => {
    expect(await decided(BEYOND, neededPolicy(scanPolicy()))).toEqual(all('ImplicitlyDenied', BEYOND));
  });

  test('without remediation opens no table', async () => {
    const tables = NEEDED.filter(([action]) => action.startsWith('dynamodb:'));
    expect(await decided(tables, neededPolicy(scanPolicy({}, false)))).toEqual(all('ImplicitlyDenied', tables));
  });

  test('without a known region opens the table wherever it is', async () => {
    const wherever = on([RECORDS, table('unused-credentials-keys', 'us-east-1')], 'dynamodb:Query', 'dynamodb:GetItem');
    expect(await decided(wherever, neededPolicy({ ...scanPolicy(), homeRegion: undefined }))).toEqual(all('Allowed', wherever));
  });
});
