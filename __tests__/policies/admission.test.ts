import { admits, type Call } from './admission';
import { documentsIn, type PolicyDocument, type Statement } from './documents';
import { ACCOUNT, DOORS, emittedBy, type Door } from './emitted';
import { sendersIn, type Sender } from './senders';
import { STRUCTURES } from './structures';

const cases = (Object.keys(DOORS) as Door[]).flatMap((door) =>
  Object.entries(STRUCTURES).map(([structure, settings]) => [door, structure, settings] as const),
);

/** The senders that no document of the right kind admits. */
function shutOut(senders: readonly Sender[], documents: readonly PolicyDocument[]): readonly string[] {
  return senders
    .filter(({ holder, call }) => !documents.some((document) => document.holder === holder && admits(document, call)))
    .map(({ why, holder, call }) => `${why}: ${call.action} on the ${holder}`);
}

/** The alarms that act, in the order of their names, the composite one last. */
const alarms = ['active_unused_keys', 'dead_letters', 'new_non_compliant', 'sweep_blocked', 'sweep_failed', 'sweep_silent', 'alert_lost'];

const withContext = ({ call, ...rest }: Sender, context: Call['context']): Sender => ({ ...rest, call: { ...call, context } });

/** The same calls by a stranger: an alarm or a recorder of another account, another event rule, another role, another service, or without TLS where the bucket is ours. */
function strangersOf(senders: readonly Sender[], ours: readonly string[]): readonly Sender[] {
  return senders.flatMap((sender) => {
    const { context } = sender.call;
    const { 'aws:SourceAccount': account, 'aws:SourceArn': arn, 'aws:PrincipalArn': role, ...anonymous } = context;
    return [
      { ...sender, call: { ...sender.call, service: 'ec2.amazonaws.com' } },
      ...(account === undefined
        ? []
        : [withContext(sender, { ...context, 'aws:SourceAccount': '444455556666' }), withContext(sender, anonymous)]),
      ...(role === undefined ? [] : [withContext(sender, { ...context, 'aws:PrincipalArn': `${role}-other` })]),
      ...(arn === undefined ? [] : [withContext(sender, { ...context, 'aws:SourceArn': `${arn}-other` }), withContext(sender, anonymous)]),
      ...(ours.includes('aws_s3_bucket') && sender.holder === 'bucket'
        ? [withContext(sender, { ...context, 'aws:SecureTransport': 'false' })]
        : []),
    ];
  });
}

/** What is emitted for some settings: who sends, what lets them in, and the types of what is ours. */
const emitted = (
  door: Door,
  settings: object,
): { senders: readonly Sender[]; documents: readonly PolicyDocument[]; ours: readonly string[] } => {
  const all = emittedBy(door, settings);
  return { senders: sendersIn(all), documents: documentsIn(all), ours: Object.keys(all.resources) };
};

describe('resource policies', () => {
  test.each(cases)('through the door %s, with %s, admit all that sends', (door, _structure, settings) => {
    const { senders, documents } = emitted(door, settings);
    expect(shutOut(senders, documents)).toEqual([]);
  });

  test.each(cases)('through the door %s, with %s, admit no stranger', (door, _structure, settings) => {
    const { senders, documents, ours } = emitted(door, settings);
    const strangers = strangersOf(senders, ours);
    const admitted = strangers.filter(({ holder, call }) =>
      documents.some((document) => document.holder === holder && admits(document, call)),
    );
    expect(admitted).toEqual([]);
  });

  test('are asked by every kind of sender', () => {
    const { senders } = emitted('root', STRUCTURES['new recorder with key prefix, new topic, given key'] ?? {});
    expect([...new Set(senders.map(({ why, holder }) => `${why}, ${holder}`))]).toEqual([
      'messages of each user, topic',
      'messages of each user, key',
      'undelivered messages, queue',
      ...alarms.flatMap((alarm) => [`alarm ${alarm}, topic`, `alarm ${alarm}, key`]),
      'delivery of AWS Config, bucket',
      'delivery of AWS Config, key',
      'a sweep, trust',
      'the start of a sweep, trust',
      'what a sweep tells, key',
    ]);
  });
});

describe('the check of senders', () => {
  const { senders, documents, ours } = emitted('root', STRUCTURES['new recorder, new topic, own encryption'] ?? {});
  const breaking = (change: (statement: Statement) => readonly Statement[]): readonly PolicyDocument[] =>
    documents.map((document) => ({ ...document, statements: document.statements.flatMap(change) }));

  test.each<[string, (statement: Statement) => readonly Statement[], readonly string[]]>([
    [
      'a statement that is missing on the queue',
      (statement) => (statement.Sid === 'EventRuleSends' ? [] : [statement]),
      ['undelivered messages: sqs:SendMessage on the queue'],
    ],
    [
      'a key that EventBridge may not use',
      (statement) => (statement.Sid === 'EventRuleEncrypts' ? [] : [statement]),
      ['messages of each user: kms:Decrypt on the key', 'messages of each user: kms:GenerateDataKey on the key'],
    ],
    [
      'a condition that EventBridge does not meet',
      (statement) => [
        statement.Sid === 'EventRulePublishes'
          ? { ...statement, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }
          : statement,
      ],
      ['messages of each user: sns:Publish on the topic'],
    ],
    [
      'a bucket that is asked for under another name',
      (statement) => [statement.Sid === 'ConfigChecksBucket' ? { ...statement, Resource: 'arn:aws:s3:::other' } : statement],
      ['delivery of AWS Config: s3:GetBucketAcl on the bucket', 'delivery of AWS Config: s3:ListBucket on the bucket'],
    ],
    [
      'a refusal that also hits the rule itself',
      (statement) => [
        statement.Sid === 'OnlyThisEventRule' ? { ...statement, Condition: { ArnNotEquals: { 'aws:SourceArn': 'arn:x' } } } : statement,
      ],
      ['undelivered messages: sqs:SendMessage on the queue'],
    ],
  ])('finds %s', (_name, change, expected) => {
    expect(shutOut(senders, breaking(change))).toEqual(expected);
  });

  test('finds a stranger where a narrowing is missing', () => {
    const open = breaking((statement) => (statement.Effect === 'Deny' ? [] : [{ ...statement, Condition: {} }]));
    const admitted = strangersOf(senders, ours).filter(({ holder, call }) =>
      open.some((document) => document.holder === holder && admits(document, call)),
    );
    expect([...new Set(admitted.map(({ why, call }) => `${why}: ${call.action}`))]).toEqual([
      'undelivered messages: sqs:SendMessage',
      ...alarms.flatMap((alarm) => ['sns:Publish', 'kms:Decrypt', 'kms:GenerateDataKey'].map((action) => `alarm ${alarm}: ${action}`)),
      'delivery of AWS Config: s3:GetBucketAcl',
      'delivery of AWS Config: s3:ListBucket',
      'delivery of AWS Config: s3:PutObject',
      'the start of a sweep: sts:AssumeRole',
    ]);
  });

  test('refuses an operator that it does not know', () => {
    const asked = breaking((statement) => [{ ...statement, Condition: { StringLike: { 'aws:SourceAccount': '1*' } } }]);
    const document = asked.find(({ holder }) => holder === 'topic');
    const sender = senders.find(({ holder }) => holder === 'topic');
    expect(() => document !== undefined && sender !== undefined && admits(document, sender.call)).toThrow(
      'an operator must be known to this test, got StringLike',
    );
  });
});
