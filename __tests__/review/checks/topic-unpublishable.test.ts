import { topicUnpublishable } from '../../../review/checks/topic-unpublishable';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const ARN = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/k-1';

/** A part that is the same on both sides unless told otherwise. */
const same = (values: Record<string, unknown>): PartSpec => ({ before: values, after: values });

const target = part('event-target', { address: 'aws_cloudwatch_event_target.one', ...same({ arn: ARN }) });
const alarm = part('metric-alarm', { address: 'aws_cloudwatch_metric_alarm.one', ...same({ alarm_actions: [ARN] }) });

function topic(spec: PartSpec): Part {
  return part('topic', { address: 'aws_sns_topic.one', ...spec });
}

const plain = topic(same({ arn: ARN, name: 'alerts' }));
const encrypted = topic(same({ arn: ARN, name: 'alerts', kms_master_key_id: KEY_ARN }));

function documentOf(...statements: readonly unknown[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const EVENTS = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: ARN };
const ALARMS = { ...EVENTS, Principal: { Service: 'cloudwatch.amazonaws.com' } };
const OURS = { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };
const GOOD = documentOf(EVENTS, { ...ALARMS, ...OURS });

const USE = ['kms:Decrypt', 'kms:GenerateDataKey*'];
const OWNER = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const KEY_EVENTS = { ...EVENTS, Action: USE, Resource: '*' };
const KEY_ALARMS = { ...ALARMS, Action: USE, Resource: '*' };
const GOOD_KEY = documentOf(OWNER, KEY_EVENTS, { ...KEY_ALARMS, ...OURS });

function topicPolicy(before: string | null, after: string | null, spec: PartSpec = {}): Part {
  const side = (policy: string | null): { arn: string; policy: string } | null => (policy === null ? null : { arn: ARN, policy });
  return part('topic-policy', { address: 'aws_sns_topic_policy.one', before: side(before), after: side(after), ...spec });
}

function key(before: string | null, after: string | null, spec: PartSpec = {}): Part {
  const side = (policy: string | null): Record<string, string> | null => (policy === null ? null : { arn: KEY_ARN, key_id: 'k-1', policy });
  return part('kms-key', { address: 'aws_kms_key.one', before: side(before), after: side(after), ...spec });
}

function find(...parts: readonly Part[]): readonly Found[] {
  return topicUnpublishable.find(policyChange({}, {}, parts), planView());
}

const vanishes = (address: string, what: string, whose: string): readonly Found[] => [
  { address, message: `${what}: what ${whose} to the topic vanishes` },
];
const BOTH = 'EventBridge and CloudWatch send';
const BRIDGE = 'EventBridge sends';
const WATCH = 'CloudWatch sends';

describe('topic-unpublishable: the key of AWS', () => {
  const what = 'the topic is encrypted with alias/aws/sns, which admits no service of AWS that publishes here';

  function change(before: unknown, after: unknown, spec: PartSpec = {}): Part {
    const side = (id: unknown): Record<string, unknown> => ({ arn: ARN, name: 'alerts', kms_master_key_id: id });
    return topic({ before: side(before), after: side(after), ...spec });
  }

  const FOUND = vanishes('aws_sns_topic.one', what, BOTH);

  it.each([
    ['by its name', 'alias/ours', 'alias/aws/sns', FOUND],
    ['by its ARN', null, 'arn:aws:kms:eu-west-1:111122223333:alias/aws/sns', FOUND],
    ['as it was before', 'alias/aws/sns', 'alias/aws/sns', []],
    ['as before by another name', 'alias/aws/sns', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/sns', []],
    ['no longer', 'alias/aws/sns', 'alias/ours', []],
    ['only nearly', 'alias/ours', 'alias/aws/sns2', []],
    ['only nearly, at its start', 'alias/ours', 'my-alias/aws/sns', []],
    ['never', null, null, []],
  ])('judges a topic that names it %s', (_, before, after, expected) => {
    expect(find(change(before, after), target, alarm)).toEqual(expected);
  });

  it('finds it in a topic that is made, also from nothing', () => {
    const made = topic({ after: { name: 'alerts', kms_master_key_id: 'alias/aws/sns' }, afterUnknown: { arn: true } });
    const parts = [made, part('event-target', { after: { arn: ARN } })];
    expect(find(...parts)).toEqual(vanishes('aws_sns_topic.one', what, BRIDGE));
    expect(topicUnpublishable.find(policyChange(null, {}, parts), planView())).toEqual(vanishes('aws_sns_topic.one', what, BRIDGE));
  });

  it('finds it inside a replacement', () => {
    expect(find(change('alias/ours', 'alias/aws/sns', { actions: ['delete', 'create'] }), target, alarm)).toEqual(FOUND);
  });

  it('says nothing while the key is known only after apply', () => {
    expect(find(change('alias/ours', undefined, { afterUnknown: { kms_master_key_id: true } }), target, alarm)).toEqual([]);
  });

  it('names only those who publish', () => {
    expect(find(change(null, 'alias/aws/sns'), target)).toEqual(vanishes('aws_sns_topic.one', what, BRIDGE));
    expect(find(change(null, 'alias/aws/sns'), alarm)).toEqual(vanishes('aws_sns_topic.one', what, WATCH));
    expect(find(change(null, 'alias/aws/sns'))).toEqual([]);
  });

  it('finds that somebody starts to publish to a topic that was deaf already', () => {
    expect(find(change('alias/aws/sns', 'alias/aws/sns'), alarm, part('event-target', { after: { arn: ARN } }))).toEqual(
      vanishes('aws_sns_topic.one', what, BRIDGE),
    );
  });

  it('says nothing of a policy that is destroyed', () => {
    const parts = [topic({ before: { arn: ARN } }), part('event-target', { before: { arn: ARN } }), topicPolicy(GOOD, null)];
    expect(topicUnpublishable.find(policyChange({}, null, parts), planView())).toEqual([]);
  });
});

describe('topic-unpublishable: who publishes to the topic', () => {
  const deaf = topic({
    before: { name: 'alerts', arn: ARN, kms_master_key_id: 'alias/ours' },
    after: { name: 'alerts', kms_master_key_id: 'alias/aws/sns' },
    afterUnknown: { arn: true },
    actions: ['delete', 'create'],
  });
  const to = (arn: unknown, spec: PartSpec = {}): Part => part('event-target', { before: { arn: ARN }, after: { arn }, ...spec });
  const later = { afterUnknown: { arn: true } };

  it.each([
    ['by its name in an ARN', to(ARN), 1],
    ['by another name', to('arn:aws:sns:eu-west-1:111122223333:other'), 0],
    ['by its name in another region', to('arn:aws:sns:us-east-1:111122223333:alerts'), 0],
    ['by its name in another service', to('arn:aws:sqs:eu-west-1:111122223333:alerts'), 0],
    ['by a reference', to(undefined, { ...later, references: { arn: ['aws_sns_topic.one.arn', 'aws_sns_topic.one'] } }), 1],
    ['by a reference to another', to(undefined, { ...later, references: { arn: ['aws_sns_topic.two.arn'] } }), 0],
    ['by nothing that is told', to(undefined, later), 0],
    ['by something that is no ARN', to('alerts'), 0],
  ])('knows a target that names it %s', (_, one, count) => {
    expect(find(deaf, one)).toHaveLength(count);
  });

  it.each([
    ['among its actions', { alarm_actions: ['arn:aws:sns:eu-west-1:111122223333:pager', ARN] }, 1],
    ['not among its actions', { alarm_actions: ['arn:aws:sns:eu-west-1:111122223333:pager'] }, 0],
    ['among what it does when it falls back', { ok_actions: [ARN] }, 0],
  ])('knows an alarm that has it %s', (_, values, count) => {
    expect(find(deaf, part('composite-alarm', same(values)))).toHaveLength(count);
  });

  it('knows an alarm whose actions refer to it', () => {
    const spec = {
      before: {},
      after: {},
      afterUnknown: { alarm_actions: [true] },
      references: { alarm_actions: ['aws_sns_topic.one.arn'] },
    };
    expect(find(deaf, part('metric-alarm', spec))).toEqual(
      vanishes('aws_sns_topic.one', 'the topic is encrypted with alias/aws/sns, which admits no service of AWS that publishes here', WATCH),
    );
  });
});

describe('topic-unpublishable: the policy of the topic', () => {
  const ADDRESS = 'aws_sns_topic_policy.one';
  const fromEvents = (what: string): readonly Found[] => vanishes(ADDRESS, `the policy of the topic ${what}`, BRIDGE);
  const fromAlarms = (what: string): readonly Found[] => vanishes(ADDRESS, `the policy of the topic ${what}`, WATCH);
  const EVERYBODY = { ...EVENTS, Principal: '*' };
  const DENY_ALL = { Effect: 'Deny', Principal: '*', Action: 'sns:*', Resource: '*' };

  it.each([
    ['lets both', documentOf(EVENTS, ALARMS), []],
    [
      'lets both in one statement',
      documentOf({ ...EVENTS, Principal: { Service: ['events.amazonaws.com', 'cloudwatch.amazonaws.com'] } }),
      [],
    ],
    ['lets alarms under a condition', GOOD, []],
    ['lets everybody', documentOf(EVERYBODY), []],
    ['lets every account', documentOf({ ...EVENTS, Principal: { AWS: '*' } }), []],
    ['lets all actions', documentOf({ ...EVERYBODY, Action: ['sns:Subscribe', 'SNS:Pub*'] }), []],
    ['lets all but some actions', documentOf({ ...EVERYBODY, Action: undefined, NotAction: 'sns:DeleteTopic' }), []],
    ['lets all but some principals', documentOf({ ...EVENTS, Principal: undefined, NotPrincipal: { AWS: '444455556666' } }), []],
    ['denies other actions', documentOf(EVENTS, ALARMS, { ...DENY_ALL, Action: 'sns:DeleteTopic' }), []],
    [
      'denies what comes without TLS',
      documentOf(EVENTS, ALARMS, { ...DENY_ALL, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      [],
    ],
    ['has only one statement, for alarms', documentOf(ALARMS), fromEvents('does not let EventBridge publish')],
    [
      'lets EventBridge do other things',
      documentOf({ ...EVENTS, Action: 'sns:Subscribe' }, ALARMS),
      fromEvents('does not let EventBridge publish'),
    ],
    [
      'lets EventBridge under a condition',
      documentOf({ ...EVENTS, ...OURS }, ALARMS),
      fromEvents('lets EventBridge publish only under a condition'),
    ],
    [
      'lets everybody under a condition, as the default one',
      documentOf({ ...EVERYBODY, ...OURS }),
      fromEvents('lets EventBridge publish only under a condition'),
    ],
    ['lets it with and without a condition', documentOf({ ...EVENTS, ...OURS }, EVENTS, ALARMS), []],
    ['denies EventBridge', documentOf(EVENTS, ALARMS, { ...EVENTS, Effect: 'Deny' }), fromEvents('forbids EventBridge to publish')],
    [
      'denies EventBridge under a condition',
      documentOf(EVENTS, ALARMS, { ...EVENTS, Effect: 'Deny', ...OURS }),
      fromEvents('lets EventBridge publish only under a condition'),
    ],
    [
      'lets all but EventBridge',
      documentOf({ ...ALARMS, Principal: undefined, NotPrincipal: { Service: 'events.amazonaws.com' } }),
      fromEvents('does not let EventBridge publish'),
    ],
    ['has only one statement, for EventBridge', documentOf(EVENTS), fromAlarms('does not let CloudWatch publish')],
    ['denies CloudWatch', documentOf(EVENTS, ALARMS, { ...ALARMS, Effect: 'Deny' }), fromAlarms('forbids CloudWatch to publish')],
    [
      'denies everybody',
      documentOf(EVENTS, ALARMS, DENY_ALL),
      vanishes(ADDRESS, 'the policy of the topic forbids EventBridge to publish and forbids CloudWatch to publish', BOTH),
    ],
    [
      'has no statement',
      documentOf(),
      vanishes(ADDRESS, 'the policy of the topic does not let EventBridge publish and does not let CloudWatch publish', BOTH),
    ],
    ['is no JSON', 'oops', vanishes(ADDRESS, 'the policy of the topic cannot be read as an IAM policy', BOTH)],
    ['is no IAM policy', '{"a":1}', vanishes(ADDRESS, 'the policy of the topic cannot be read as an IAM policy', BOTH)],
  ])('judges one that %s', (_, after, expected) => {
    expect(find(plain, target, alarm, topicPolicy(GOOD, after))).toEqual(expected);
    expect(find(plain, target, alarm, topicPolicy(after, after))).toEqual([]);
  });

  it('judges only for those who publish', () => {
    expect(find(plain, target, topicPolicy(GOOD, documentOf(EVENTS)))).toEqual([]);
    expect(find(plain, alarm, topicPolicy(GOOD, documentOf(ALARMS)))).toEqual([]);
  });

  it('finds it in one that is made, and inside a replacement', () => {
    expect(find(plain, target, topicPolicy(null, documentOf(ALARMS)))).toEqual(fromEvents('does not let EventBridge publish'));
    expect(find(plain, target, topicPolicy(GOOD, documentOf(ALARMS), { actions: ['delete', 'create'] }))).toEqual(
      fromEvents('does not let EventBridge publish'),
    );
  });

  it('finds it by a reference while the ARN of the topic is not known', () => {
    const made = [
      topic({ after: { name: 'alerts' }, afterUnknown: { arn: true } }),
      part('event-target', { after: { arn: ARN } }),
      topicPolicy(null, documentOf(ALARMS), {
        after: { policy: documentOf(ALARMS) },
        afterUnknown: { arn: true },
        references: { arn: ['aws_sns_topic.one.arn'] },
      }),
    ];
    expect(find(...made)).toEqual(fromEvents('does not let EventBridge publish'));
  });

  it('judges the policy of a topic that is given', () => {
    expect(find(target, topicPolicy(GOOD, documentOf(ALARMS)))).toEqual(fromEvents('does not let EventBridge publish'));
    const elsewhere = part('event-target', same({ arn: `${ARN}-2` }));
    expect(find(elsewhere, topicPolicy(GOOD, documentOf(ALARMS)))).toEqual([]);
  });

  it('leaves alone the policy of another topic', () => {
    const other = topicPolicy(GOOD, documentOf(ALARMS), {
      before: { arn: `${ARN}-2`, policy: GOOD },
      after: { arn: `${ARN}-2`, policy: documentOf(ALARMS) },
    });
    expect(find(plain, target, other)).toEqual([]);
  });

  it('says nothing while it is known only after apply', () => {
    expect(find(plain, target, alarm, topicPolicy(GOOD, null, { after: { arn: ARN }, afterUnknown: { policy: true } }))).toEqual([]);
  });

  it('never prints what is in it', () => {
    const hidden = topicPolicy(GOOD, documentOf(ALARMS), { afterSensitive: { policy: true }, beforeSensitive: { policy: true } });
    expect(find(plain, target, hidden)).toEqual(fromEvents('does not let EventBridge publish'));
  });
});

describe('topic-unpublishable: the policy in the topic', () => {
  const withPolicy = (before: string | undefined, after: string | undefined, spec: PartSpec = {}): Part =>
    topic({ before: { arn: ARN, name: 'alerts', policy: before }, after: { arn: ARN, name: 'alerts', policy: after }, ...spec });
  const LOST = vanishes(
    'aws_sns_topic_policy.one',
    'the policy of the topic goes, and the default one does not let EventBridge publish',
    BRIDGE,
  );
  const NOT_LET = vanishes('aws_sns_topic.one', 'the policy of the topic does not let EventBridge publish', BRIDGE);

  it('is judged where no resource of its own says more', () => {
    expect(find(withPolicy(GOOD, documentOf(ALARMS)), target)).toEqual(NOT_LET);
    expect(find(withPolicy(GOOD, GOOD), target)).toEqual([]);
    expect(find(withPolicy(GOOD, documentOf(ALARMS)), target, topicPolicy(GOOD, GOOD))).toEqual([]);
    expect(find(withPolicy(GOOD, undefined, { afterUnknown: { policy: true } }), target)).toEqual([]);
  });

  it('finds that the policy goes while topic and target stay', () => {
    expect(find(plain, target, alarm, topicPolicy(GOOD, null))).toEqual(LOST);
    expect(find(withPolicy(GOOD, GOOD), target, alarm, topicPolicy(GOOD, null))).toEqual(LOST);
  });

  it.each([
    ['the topic gets it instead', [withPolicy(undefined, GOOD), target, topicPolicy(GOOD, null)]],
    ['another one takes its place', [plain, target, topicPolicy(GOOD, null), topicPolicy(null, GOOD, { address: 'x.new' })]],
    ['it is only forgotten', [plain, target, topicPolicy(GOOD, null, { actions: ['forget'] })]],
    ['the target goes', [plain, part('event-target', { before: { arn: ARN } }), topicPolicy(GOOD, null)]],
    ['the topic goes', [topic({ before: { arn: ARN, name: 'alerts' } }), target, topicPolicy(GOOD, null)]],
    ['only alarms publish', [plain, alarm, topicPolicy(GOOD, null)]],
    ['it was of another topic', [topic(same({ arn: `${ARN}-2` })), target, topicPolicy(GOOD, null)]],
  ])('says nothing of a policy that goes when %s', (_, parts) => {
    expect(find(...parts)).toEqual([]);
  });

  it('judges what the topic gets instead', () => {
    expect(find(withPolicy(undefined, documentOf(ALARMS)), target, topicPolicy(GOOD, null))).toEqual(NOT_LET);
  });
});

describe('topic-unpublishable: the policy of the key', () => {
  const ADDRESS = 'aws_kms_key.one';
  const fromEvents = (what: string): readonly Found[] => vanishes(ADDRESS, `the policy of the topic's KMS key ${what}`, BRIDGE);
  const fromAlarms = (what: string): readonly Found[] => vanishes(ADDRESS, `the policy of the topic's KMS key ${what}`, WATCH);

  it.each([
    ['lets both', GOOD_KEY, []],
    ['lets both do everything', documentOf(OWNER, { ...KEY_EVENTS, Action: 'kms:*' }, { ...KEY_ALARMS, Action: '*' }), []],
    [
      'lets them make a data key of one kind',
      documentOf({ ...KEY_EVENTS, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }, KEY_ALARMS),
      [],
    ],
    [
      'lets only the owner',
      documentOf(OWNER),
      vanishes(
        ADDRESS,
        "the policy of the topic's KMS key does not let EventBridge use the key and does not let CloudWatch use the key",
        BOTH,
      ),
    ],
    ['forgets EventBridge', documentOf(OWNER, KEY_ALARMS), fromEvents('does not let EventBridge use the key')],
    [
      'lets EventBridge only decrypt',
      documentOf({ ...KEY_EVENTS, Action: 'kms:Decrypt' }, KEY_ALARMS),
      fromEvents('does not let EventBridge use the key'),
    ],
    [
      'lets EventBridge only make data keys',
      documentOf({ ...KEY_EVENTS, Action: 'kms:GenerateDataKey*' }, KEY_ALARMS),
      fromEvents('does not let EventBridge use the key'),
    ],
    [
      'narrows EventBridge',
      documentOf({ ...KEY_EVENTS, ...OURS }, KEY_ALARMS),
      fromEvents('lets EventBridge use the key only under a condition'),
    ],
    [
      'narrows one of two actions',
      documentOf({ ...KEY_EVENTS, Action: USE[0] }, { ...KEY_EVENTS, Action: USE[1], ...OURS }, KEY_ALARMS),
      fromEvents('lets EventBridge use the key only under a condition'),
    ],
    ['forgets CloudWatch', documentOf(OWNER, KEY_EVENTS), fromAlarms('does not let CloudWatch use the key')],
    [
      'denies one of two actions',
      documentOf(KEY_EVENTS, KEY_ALARMS, { ...KEY_ALARMS, Effect: 'Deny', Action: 'kms:Decrypt' }),
      fromAlarms('forbids CloudWatch to use the key'),
    ],
    ['cannot be read', '[]', vanishes(ADDRESS, "the policy of the topic's KMS key cannot be read as an IAM policy", BOTH)],
  ])('judges one that %s', (_, after, expected) => {
    expect(find(encrypted, target, alarm, key(GOOD_KEY, after))).toEqual(expected);
    expect(find(encrypted, target, alarm, key(after, after))).toEqual([]);
  });

  it.each([
    ['by its ARN', { kms_master_key_id: KEY_ARN }, {}, 1],
    ['by its id', { kms_master_key_id: 'k-1' }, {}, 1],
    ['by an alias', { kms_master_key_id: 'alias/ours' }, { name: 'alias/ours', target_key_id: 'k-1' }, 1],
    [
      'by the ARN of an alias',
      { kms_master_key_id: 'arn:aws:kms:eu-west-1:111122223333:alias/ours' },
      { name: 'alias/ours', target_key_id: KEY_ARN },
      1,
    ],
    ['by an alias of another key', { kms_master_key_id: 'alias/ours' }, { name: 'alias/ours', target_key_id: 'k-2' }, 0],
    ['by another alias', { kms_master_key_id: 'alias/theirs' }, { name: 'alias/ours', target_key_id: 'k-1' }, 0],
    ['as another key', { kms_master_key_id: 'k-2' }, {}, 0],
    ['not at all', {}, {}, 0],
  ])('judges the key that the topic names %s', (_, values, alias, count) => {
    const parts = [topic(same({ arn: ARN, name: 'alerts', ...values })), part('kms-alias', same(alias)), target];
    expect(find(...parts, key(GOOD_KEY, documentOf(OWNER)))).toHaveLength(count);
  });

  it.each([
    ['the key', { kms_master_key_id: ['aws_kms_key.one.arn', 'aws_kms_key.one'] }, {}, 1],
    ['its alias', { kms_master_key_id: ['aws_kms_alias.one.name'] }, { target_key_id: ['aws_kms_key.one.key_id'] }, 1],
    ['an alias of another key', { kms_master_key_id: ['aws_kms_alias.one.name'] }, { target_key_id: ['aws_kms_key.two.key_id'] }, 0],
    ['another key', { kms_master_key_id: ['aws_kms_key.two.arn'] }, {}, 0],
    ['another alias', { kms_master_key_id: ['aws_kms_alias.two.name'] }, { target_key_id: ['aws_kms_key.one.key_id'] }, 0],
    ['nothing', {}, {}, 0],
  ])('judges a new key while the topic refers to %s', (_, references, aliasReferences, count) => {
    const made = [
      topic({ after: { name: 'alerts' }, afterUnknown: { arn: true, kms_master_key_id: true }, references }),
      part('kms-alias', { address: 'aws_kms_alias.one', after: {}, afterUnknown: { target_key_id: true }, references: aliasReferences }),
      part('kms-key', { address: ADDRESS, after: { policy: documentOf(OWNER) }, afterUnknown: { arn: true, key_id: true } }),
      part('event-target', { after: { arn: ARN } }),
    ];
    expect(find(...made)).toEqual(count === 0 ? [] : fromEvents('does not let EventBridge use the key'));
  });

  it('finds it inside a replacement', () => {
    expect(find(encrypted, target, key(GOOD_KEY, documentOf(OWNER), { actions: ['delete', 'create'] }))).toEqual(
      fromEvents('does not let EventBridge use the key'),
    );
  });

  it.each([
    ['is known only after apply', key(GOOD_KEY, null, { after: { arn: KEY_ARN }, afterUnknown: { policy: true } })],
    ['is not said', key(GOOD_KEY, null, { after: { arn: KEY_ARN } })],
    ['is only forgotten', key(GOOD_KEY, null, { actions: ['forget'] })],
  ])('says nothing when it %s', (_, changed) => {
    expect(find(encrypted, target, changed)).toEqual([]);
  });

  it('says each fault where several come at once', () => {
    expect(find(encrypted, target, key(GOOD_KEY, documentOf(OWNER)), topicPolicy(GOOD, documentOf(ALARMS)))).toEqual([
      ...fromEvents('does not let EventBridge use the key'),
      ...vanishes('aws_sns_topic_policy.one', 'the policy of the topic does not let EventBridge publish', BRIDGE),
    ]);
  });
});

describe('topic-unpublishable: a key that can be used no more', () => {
  const values = { arn: KEY_ARN, key_id: 'k-1', policy: GOOD_KEY };
  const keyPart = (before: Record<string, unknown> | null, after: Record<string, unknown> | null, spec: PartSpec = {}): Part =>
    part('kms-key', { address: 'aws_kms_key.one', before, after, ...spec });
  const DISABLED = vanishes('aws_kms_key.one', "the topic's KMS key is disabled", BOTH);
  const DELETED = vanishes('aws_kms_key.one', 'the KMS key that the topic is encrypted with is deleted', BOTH);

  it.each([
    ['disabled', keyPart({ ...values, is_enabled: true }, { ...values, is_enabled: false }), DISABLED],
    ['disabled where nothing was said', keyPart(values, { ...values, is_enabled: false }), DISABLED],
    ['as disabled as before', keyPart({ ...values, is_enabled: false }, { ...values, is_enabled: false }), []],
    ['enabled', keyPart({ ...values, is_enabled: false }, { ...values, is_enabled: true }), []],
    ['not known to be enabled', keyPart(values, values, { afterUnknown: { is_enabled: true } }), []],
    ['deleted', keyPart(values, null), DELETED],
    ['deleted, and tells only its id', keyPart({ key_id: 'k-1', policy: GOOD_KEY }, null), DELETED],
    ['only forgotten', keyPart(values, null, { actions: ['forget'] }), []],
    [
      'replaced by another',
      keyPart(values, { policy: GOOD_KEY }, { actions: ['create', 'delete'], afterUnknown: { arn: true, key_id: true } }),
      DELETED,
    ],
    ['another one, and deleted', keyPart({ ...values, arn: 'arn:aws:kms:eu-west-1:111122223333:key/k-2', key_id: 'k-2' }, null), []],
  ])('judges one that is %s', (_, changed, expected) => {
    expect(find(encrypted, target, alarm, changed)).toEqual(expected);
  });

  it('says nothing when the topic leaves the key that is deleted, goes too or is made with it', () => {
    const sides = { arn: ARN, name: 'alerts' };
    expect(find(topic({ before: { ...sides, kms_master_key_id: KEY_ARN }, after: sides }), target, keyPart(values, null))).toEqual([]);
    expect(find(topic({ before: { ...sides, kms_master_key_id: KEY_ARN } }), target, keyPart(values, null))).toEqual([]);
    expect(find(topic({ after: { ...sides, kms_master_key_id: KEY_ARN } }), target, keyPart(values, null))).toEqual([]);
    const unknown = topic({ before: { ...sides, kms_master_key_id: KEY_ARN }, after: sides, afterUnknown: { kms_master_key_id: true } });
    expect(find(unknown, target, keyPart(values, null))).toEqual([]);
  });

  const through = topic(same({ arn: ARN, name: 'alerts', kms_master_key_id: 'alias/ours' }));
  const alias = (before: string | null, after: string | null, spec: PartSpec = {}): Part => {
    const side = (name: string | null): Record<string, unknown> | null => (name === null ? null : { name, target_key_id: 'k-1' });
    return part('kms-alias', { address: 'aws_kms_alias.one', before: side(before), after: side(after), ...spec });
  };
  const LOST = vanishes('aws_kms_alias.one', 'the alias of the KMS key that the topic is encrypted with is deleted', BOTH);

  it.each([
    ['is deleted', [alias('alias/ours', null)], LOST],
    ['is renamed', [alias('alias/ours', 'alias/other', { actions: ['delete', 'create'] })], LOST],
    [
      'is renamed, of which more is known only after apply',
      [alias('alias/ours', 'alias/other', { actions: ['delete', 'create'], afterUnknown: { arn: true } })],
      LOST,
    ],
    ['is only forgotten', [alias('alias/ours', null, { actions: ['forget'] })], []],
    ['is made at another address', [alias('alias/ours', null), alias(null, 'alias/ours', { address: 'aws_kms_alias.two' })], []],
    ['is replaced under its name', [alias('alias/ours', 'alias/ours', { actions: ['delete', 'create'] })], []],
    [
      'is replaced under a name that is not known',
      [alias('alias/ours', null, { after: {}, afterUnknown: { name: true }, actions: ['delete', 'create'] })],
      [],
    ],
    ['is another one, and is deleted', [alias('alias/other', null)], []],
    ['stays while its key is deleted', [alias('alias/ours', 'alias/ours'), keyPart(values, null)], DELETED],
    ['stays', [alias('alias/ours', 'alias/ours'), keyPart(values, values)], []],
    [
      'stays beside one of a key that is deleted',
      [
        alias('alias/ours', 'alias/ours'),
        part('kms-alias', same({ name: 'alias/other', target_key_id: 'k-2' })),
        keyPart({ ...values, arn: 'arn:aws:kms:eu-west-1:111122223333:key/k-2', key_id: 'k-2' }, null),
      ],
      [],
    ],
  ])('judges an alias that %s', (_, parts, expected) => {
    expect(find(through, target, alarm, ...parts)).toEqual(expected);
  });
});
