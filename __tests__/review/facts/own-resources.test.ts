import type { Grant } from '../../../review/facts/iam-grants';
import { ownResourceOf } from '../../../review/facts/own-resources';
import type { PolicyChange } from '../../../review/policy-change';
import { part, policyChange } from '../../support/review';

const own = (kind: 'table' | 'queue' | 'log-group' | 'topic' | 'kms-alias', name: string): PolicyChange['parts'][number] =>
  part(kind, { before: { name }, after: { name, region: 'us-east-1' } });

const parts = [
  own('table', 'first'),
  own('table', 'keys'),
  own('queue', 'keys'),
  own('log-group', '/aws/lambda/keys'),
  own('topic', 'keys'),
  part('function', { before: { function_name: 'keys' } }),
  own('kms-alias', 'alias/first'),
  own('kms-alias', 'alias/keys'),
];
const arn = (service: string, rest: string, region = 'eu-west-1'): string => `arn:aws:${service}:${region}:111122223333:${rest}`;
const GIVEN = { 'alerts.topicArn': arn('sns', 'given'), kmsKeyArn: arn('kms', 'key/given') };

function kindOf(pattern: string, condition = '', side: 'before' | 'after' = 'before'): string | undefined {
  const grant: Grant = { effect: 'Allow', action: { kind: 'only', pattern: '*' }, on: { kind: 'only', pattern }, condition };
  return ownResourceOf(grant, policyChange(GIVEN, {}, parts), side);
}

const behind = (alias: string): string => JSON.stringify({ stringequals: { 'kms:resourcealiases': alias } });

describe('what a grant is on', () => {
  it.each([
    ['the table', arn('dynamodb', 'table/keys'), 'table'],
    ['the queue', arn('sqs', 'keys'), 'queue'],
    ['the log', arn('logs', 'log-group:/aws/lambda/keys:*'), 'log-group'],
    ['the topic', arn('sns', 'keys'), 'topic'],
    ['the topic that is given', arn('sns', 'given'), 'topic'],
    ['the key that is given', arn('kms', 'key/given'), 'kms-key'],
    ['the function', arn('lambda', 'function:keys'), 'function'],
    ['the table in another partition', arn('dynamodb', 'table/keys').replace('aws', 'aws-cn'), 'table'],
    ['another table', arn('dynamodb', 'table/other'), undefined],
    ['a part of the table', arn('dynamodb', 'table/keys/index/x'), undefined],
    ['every table', arn('dynamodb', 'table/*'), undefined],
    ['the table in another region', arn('dynamodb', 'table/keys', 'us-east-1'), undefined],
    ['another service’s thing of that name', arn('s3', 'keys'), undefined],
    ['the name alone', 'keys', undefined],
    ['what only looks like an ARN', arn('sqs', 'keys').replace('arn', 'x'), undefined],
    ['everything', '*', undefined],
  ])('is %s', (_, pattern, expected) => {
    expect(kindOf(pattern)).toBe(expected);
  });

  it('is on the side that is asked', () => {
    expect(kindOf(arn('sqs', 'keys', 'us-east-1'), '', 'after')).toBe('queue');
    expect(kindOf(arn('sqs', 'keys'), '', 'after')).toBeUndefined();
    expect(kindOf(arn('lambda', 'function:keys'), '', 'after')).toBeUndefined();
    expect(kindOf(arn('sns', 'given'), '', 'after')).toBeUndefined();
  });

  it.each([
    ['of its alias', arn('kms', 'key/*'), behind('alias/keys'), 'kms-key'],
    ['of its alias in any region', arn('kms', 'key/*', '').replace('111122223333', ''), behind('alias/keys'), 'kms-key'],
    ['of another alias', arn('kms', 'key/*'), behind('alias/other'), undefined],
    ['of any alias', arn('kms', 'key/*'), '', undefined],
    ['of one name', arn('kms', 'key/0a1b'), behind('alias/keys'), undefined],
    ['and whatever begins so', arn('kms', 'key/*x'), behind('alias/keys'), undefined],
    ['and whatever ends so', `x${arn('kms', 'key/*')}`, behind('alias/keys'), undefined],
    ['of another service', arn('s3', 'key/*'), behind('alias/keys'), undefined],
  ])('is every key %s, which is its own or not', (_, pattern, condition, expected) => {
    expect(kindOf(pattern, condition)).toBe(expected);
  });

  it('is nothing of its own when it is on all but something', () => {
    const grant: Grant = {
      effect: 'Allow',
      action: { kind: 'only', pattern: '*' },
      on: { kind: 'except', patterns: [arn('sqs', 'keys')] },
      condition: '',
    };
    expect(ownResourceOf(grant, policyChange(GIVEN, {}, parts), 'before')).toBeUndefined();
  });
});
