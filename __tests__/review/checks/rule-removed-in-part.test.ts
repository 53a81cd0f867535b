import { ruleRemoved } from '../../../review/checks/rule-removed';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const ADDRESS = 'aws_config_config_rule.one';
const rule = (before: Values | null, after: Values | null, spec: PartSpec = {}): Part =>
  part('rule', { address: ADDRESS, before, after, ...spec });
const find = (...parts: readonly Part[]): readonly Found[] => ruleRemoved.find(policyChange({}, {}, parts), planView());
const found = (words: string, where = 'eu-west-1', address = ADDRESS): readonly Found[] => [
  {
    address,
    message: `the Config rule stays in ${where}, but judges only ${words}: nobody looks for the unused credentials of others there any more`,
  },
];

const scope = (more: Values): Values => ({ scope: [more] });
const USERS = ['AWS::IAM::User'];
const BUCKETS = ['AWS::S3::Bucket'];
const NO_USERS = 'resources of the types AWS::S3::Bucket, and no IAM users';

describe('rule-removed: a rule that stays and has a scope', () => {
  it.each<[string, Values, Values, string | null]>([
    ['comes, for one user', {}, scope({ compliance_resource_types: USERS, compliance_resource_id: 'AIDA1' }), 'the resource AIDA1'],
    ['is for another user', scope({ compliance_resource_id: 'AIDA1' }), scope({ compliance_resource_id: 'AIDA2' }), 'the resource AIDA2'],
    ['is for the same user', scope({ compliance_resource_id: 'AIDA1' }), scope({ compliance_resource_id: 'AIDA1' }), null],
    ['is for all again', scope({ compliance_resource_id: 'AIDA1' }), { scope: [] }, null],
    ['comes, for something else', {}, scope({ compliance_resource_types: BUCKETS }), NO_USERS],
    ['is for something else', scope({ compliance_resource_types: USERS }), scope({ compliance_resource_types: BUCKETS }), NO_USERS],
    [
      'comes, for several things',
      {},
      scope({ compliance_resource_types: [...BUCKETS, 'AWS::IAM::Role'] }),
      'resources of the types AWS::S3::Bucket, AWS::IAM::Role, and no IAM users',
    ],
    ['is for something else as before', scope({ compliance_resource_types: BUCKETS }), scope({ compliance_resource_types: BUCKETS }), null],
    ['comes, for users and more', {}, scope({ compliance_resource_types: [...BUCKETS, ...USERS] }), null],
    ['comes, for no type', {}, scope({ compliance_resource_types: [] }), null],
    ['comes, for a tag', {}, scope({ tag_key: 'team' }), 'who has the tag team'],
    ['is for another tag', scope({ tag_key: 'team' }), scope({ tag_key: 'unit' }), 'who has the tag unit'],
    ['is for a value of the tag', scope({ tag_key: 'team' }), scope({ tag_key: 'team', tag_value: 'a' }), 'who has a tag of the value a'],
    ['is for any value of the tag', scope({ tag_key: 'team', tag_value: 'a' }), scope({ tag_key: 'team' }), null],
    ['is for no tag any more', scope({ tag_key: 'team' }), scope({}), null],
  ])('is judged when it %s', (_, before, after, words) => {
    expect(find(rule(before, after))).toEqual(words === null ? [] : found(words));
  });

  it.each<[string, unknown]>([
    ['the whole', true],
    ['one user', [{ compliance_resource_id: true }]],
    ['the types', [{ compliance_resource_types: [true] }]],
    ['the tag', [{ tag_key: true }]],
  ])('is nothing while %s is known only after apply', (_, unknown) => {
    expect(find(rule({}, scope({ compliance_resource_types: USERS }), { afterUnknown: { scope: unknown } }))).toEqual([]);
  });

  it('is not printed where it is sensitive', () => {
    const hidden = { afterSensitive: { scope: true } };
    expect(find(rule({}, scope({ compliance_resource_id: 'hush' }), hidden))).toEqual(found('the resource (sensitive)'));
    expect(find(rule({}, scope({ tag_key: 'hush' }), hidden))).toEqual(found('who has the tag (sensitive)'));
    expect(find(rule({}, scope({ compliance_resource_types: ['hush'] }), hidden))).toEqual(
      found('resources of the types (sensitive), and no IAM users'),
    );
  });
});

describe('rule-removed: a rule that stays and looks ahead', () => {
  const modes = (...names: readonly string[]): Values => ({ evaluation_mode: names.map((mode) => ({ mode })) });
  const AHEAD = 'what is not yet made, because its evaluation is PROACTIVE alone';

  it.each<[string, Values, Values, boolean]>([
    ['where nothing was said', {}, modes('PROACTIVE'), true],
    ['where it judged what is there', modes('DETECTIVE'), modes('PROACTIVE'), true],
    ['where it did both', modes('DETECTIVE', 'PROACTIVE'), modes('PROACTIVE'), true],
    ['and judges what is there too', modes('DETECTIVE'), modes('DETECTIVE', 'PROACTIVE'), false],
    ['as before', modes('PROACTIVE'), modes('PROACTIVE'), false],
    ['no longer', modes('PROACTIVE'), modes('DETECTIVE'), false],
    ['or may, as nothing is said any more', modes('DETECTIVE'), {}, false],
  ])('is found %s', (_, before, after, isFound) => {
    expect(find(rule(before, after))).toEqual(isFound ? found(AHEAD) : []);
  });

  it('is nothing while it is known only after apply', () => {
    expect(find(rule({}, modes('PROACTIVE'), { afterUnknown: { evaluation_mode: true } }))).toEqual([]);
    expect(find(rule({}, modes('PROACTIVE'), { afterUnknown: { evaluation_mode: [{ mode: true }] } }))).toEqual([]);
  });

  it('is said before a scope', () => {
    expect(find(rule({}, { ...modes('PROACTIVE'), ...scope({ tag_key: 'team' }) }))).toEqual(found(AHEAD));
  });
});

describe('rule-removed: which rules are compared', () => {
  const one = (region: string, after: Values, address = `${ADDRESS}["${region}"]`): Part =>
    rule({ region }, { region, ...after }, { address });

  it('says regions together in which the rule is narrowed alike, and others apart', () => {
    const parts = [
      one('eu-west-1', scope({ tag_key: 'a' })),
      one('us-east-1', scope({ tag_key: 'b' })),
      one('us-west-2', scope({ tag_key: 'a' })),
    ];
    expect(find(...parts)).toEqual([
      ...found('who has the tag a', 'eu-west-1 and us-west-2', `${ADDRESS}["eu-west-1"]`),
      ...found('who has the tag b', 'us-east-1', `${ADDRESS}["us-east-1"]`),
    ]);
  });

  it('compares a rule with the one whose place it takes', () => {
    const fresh = rule(null, scope({ tag_key: 'a' }), { address: 'x.new' });
    expect(find(rule({}, null), fresh)).toEqual(found('who has the tag a', 'eu-west-1', 'x.new'));
    expect(find(rule(scope({ tag_key: 'a' }), null), fresh)).toEqual([]);
  });

  it('says nothing where another still judges all there, of a rule that is made, and beside one that goes elsewhere', () => {
    expect(find(one('eu-west-1', scope({ tag_key: 'a' })), one('eu-west-1', {}, 'x.other'))).toEqual([]);
    expect(find(rule(null, scope({ tag_key: 'a' })))).toEqual([]);
    expect(find(rule({ region: 'us-east-1' }, null), rule(null, scope({ tag_key: 'a' }), { address: 'x.new' }))).toHaveLength(1);
  });

  it('compares each of several of one region with all before', () => {
    const [a, b, all] = [scope({ tag_key: 'a' }), scope({ tag_key: 'b' }), {}];
    const several = (...changes: readonly (readonly [Values, Values])[]): readonly Part[] =>
      changes.map(([before, after], place) => rule(before, after, { address: `x.rule[${String(place)}]` }));
    expect(find(...several([a, a], [b, b]))).toEqual([]);
    expect(find(...several([a, a], [all, b]))).toEqual([
      ...found('who has the tag a', 'eu-west-1', 'x.rule[0]'),
      ...found('who has the tag b', 'eu-west-1', 'x.rule[1]'),
    ]);
    expect(find(...several([a, b], [b, a]))).toEqual([]);
  });

  it('says both where one rule goes and another is narrowed', () => {
    const gone = rule({ region: 'us-east-1' }, null, { address: 'x.gone' });
    expect(find(gone, one('eu-west-1', scope({ tag_key: 'a' })))).toEqual([
      { address: 'x.gone', message: 'the Config rule goes from us-east-1: nobody looks for unused credentials there any more' },
      ...found('who has the tag a', 'eu-west-1', `${ADDRESS}["eu-west-1"]`),
    ]);
  });
});
