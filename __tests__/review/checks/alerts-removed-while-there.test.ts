import { alertsRemoved } from '../../../review/checks/alerts-removed';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, unknownLeaf, type LeafSpec, type PartSpec } from '../../support/review';

function find(parts: readonly Part[], before: LeafSpec = {}, after: LeafSpec = {}): readonly Found[] {
  return alertsRemoved.find(policyChange(before, after, parts), planView());
}

const UNTOLD = 'nobody is told when a credential is found unused';
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const replaced: PartSpec = { actions: ['delete', 'create'] };

const rule = (before: string | null, after: string | null, spec: PartSpec = {}): Part =>
  part('rule', { before: before === null ? null : { name: before }, after: after === null ? null : { name: after }, ...spec });

describe('alerts-removed: an event rule that stays and hears nothing', () => {
  const FOUND = {
    messageType: ['ComplianceChangeNotification'],
    configRuleName: ['unused'],
    newEvaluationResult: { complianceType: ['NON_COMPLIANT'] },
  };
  const PATTERN = { source: ['aws.config'], 'detail-type': ['Config Rules Compliance Change'], detail: FOUND };
  const USUAL = { event_pattern: JSON.stringify(PATTERN) };
  const deaf = (words: string, address = 'x.rule'): readonly Found[] => [{ address, message: `the event rule ${words}: ${UNTOLD}` }];
  const OFF = deaf('is disabled');

  function eventRule(before: Values | null, after: Values | null, spec: PartSpec = {}): Part {
    const side = (values: Values | null): Values | null => values && { ...USUAL, ...values };
    return part('event-rule', { address: 'x.rule', before: side(before), after: side(after), ...spec });
  }

  it.each([
    ['disabled', {}, { state: 'DISABLED' }, {}, OFF],
    ['disabled from enabled', { state: 'ENABLED' }, { state: 'DISABLED' }, {}, OFF],
    ['disabled in an older way', { is_enabled: true }, { is_enabled: false }, {}, OFF],
    ['disabled inside a replacement', { name: 'a' }, { name: 'b', state: 'DISABLED' }, replaced, OFF],
    ['as disabled as before', { state: 'DISABLED' }, { state: 'DISABLED' }, {}, []],
    ['as disabled as before, in another way', { is_enabled: false }, { state: 'DISABLED' }, {}, []],
    ['enabled', { state: 'DISABLED' }, { state: 'ENABLED' }, {}, []],
    ['perhaps enabled', {}, {}, { afterUnknown: { state: true, is_enabled: true } }, []],
    ['made disabled', null, { state: 'DISABLED' }, {}, []],
    ['deleted', {}, null, {}, []],
    [
      'on another bus',
      { event_bus_name: 'default' },
      { event_bus_name: 'own' },
      {},
      deaf('moves to another event bus, where AWS Config sends nothing'),
    ],
    [
      'on another bus where none was said',
      {},
      { event_bus_name: 'own' },
      {},
      deaf('moves to another event bus, where AWS Config sends nothing'),
    ],
    ['on the default bus, by its ARN', {}, { event_bus_name: 'arn:aws:events:eu-west-1:111122223333:event-bus/default' }, {}, []],
    ['on the default bus, from another', { event_bus_name: 'own' }, { event_bus_name: 'default' }, {}, []],
    ['on the same other bus', { event_bus_name: 'own' }, { event_bus_name: 'own' }, {}, []],
    ['on a bus that is not known', {}, {}, { afterUnknown: { event_bus_name: true } }, []],
  ] as const)('judges one that is %s', (_, before, after, spec, expected) => {
    expect(find([eventRule(before, after, spec)])).toEqual(expected);
  });

  const SOURCE = deaf('no longer takes events of aws.config');
  const CHANGES = deaf('no longer takes changes of compliance');
  const COMPLIANT = deaf('no longer takes what is found NON_COMPLIANT');
  const OTHER = deaf('no longer takes events of the Config rule of this policy');
  const UNREADABLE = deaf('has an event pattern that cannot be read');
  const inDetail = (detail: unknown): unknown => ({ ...PATTERN, detail: { ...FOUND, ...(detail as object) } });

  it.each([
    ['another source', { ...PATTERN, source: ['aws.ec2'] }, SOURCE],
    ['aws.config among others', { ...PATTERN, source: ['aws.ec2', 'aws.config'] }, []],
    ['any source', { ...PATTERN, source: undefined }, []],
    ['a source that begins so', { ...PATTERN, source: [{ prefix: 'aws.' }] }, []],
    ['a source that begins otherwise', { ...PATTERN, source: [{ prefix: 'own.' }] }, SOURCE],
    ['a source that is not aws.config', { ...PATTERN, source: [{ 'anything-but': 'aws.config' }] }, SOURCE],
    ['a source that is not one of some', { ...PATTERN, source: [{ 'anything-but': ['aws.ec2'] }] }, []],
    ['no source', { ...PATTERN, source: [{ exists: false }] }, SOURCE],
    ['a source by another filter', { ...PATTERN, source: [{ wildcard: '*' }] }, []],
    ['a source that is no list', { ...PATTERN, source: 'aws.config' }, SOURCE],
    ['another kind of event', { ...PATTERN, 'detail-type': ['Config Configuration Item Change'] }, CHANGES],
    ['another message', inDetail({ messageType: ['ScheduledNotification'] }), CHANGES],
    ['only what is compliant', inDetail({ newEvaluationResult: { complianceType: ['COMPLIANT'] } }), COMPLIANT],
    ['any compliance', inDetail({ newEvaluationResult: undefined }), []],
    ['another Config rule', inDetail({ configRuleName: ['other'] }), OTHER],
    ['our Config rule and another', inDetail({ configRuleName: ['other', 'unused'] }), []],
    ['every Config rule', inDetail({ configRuleName: undefined }), []],
    ['a rule that is no longer called so', inDetail({ configRuleName: ['old'] }), OTHER],
    ['a list', [PATTERN], UNREADABLE],
    ['null', null, UNREADABLE],
  ])('judges a pattern that asks for %s', (_, pattern, expected) => {
    expect(find([rule('unused', 'unused'), eventRule({}, { event_pattern: JSON.stringify(pattern) })])).toEqual(expected);
  });

  it('judges a pattern that is no JSON, not there or not known', () => {
    expect(find([rule('unused', 'unused'), eventRule({}, { event_pattern: '{' })])).toEqual(UNREADABLE);
    expect(find([rule('unused', 'unused'), eventRule({}, { event_pattern: null })])).toEqual(deaf('has no event pattern any more'));
    expect(find([rule('unused', 'unused'), eventRule({}, {}, { afterUnknown: { event_pattern: true } })])).toEqual([]);
  });

  it('says nothing of a pattern that matched nothing before', () => {
    const other = { event_pattern: JSON.stringify({ source: ['aws.ec2'] }) };
    expect(find([rule('unused', 'unused'), eventRule(other, other)])).toEqual([]);
  });

  it('follows the Config rule to its new name', () => {
    const renamed = rule('unused', 'new', replaced);
    expect(find([renamed, eventRule({}, { event_pattern: JSON.stringify(inDetail({ configRuleName: ['new'] })) })])).toEqual([]);
    expect(find([renamed, eventRule({}, {})])).toEqual(OTHER);
    const later = rule('unused', null, { after: {}, afterUnknown: { name: true }, ...replaced });
    expect(find([later, eventRule({}, {})])).toEqual([]);
    expect(find([rule('unused', null), eventRule({}, {})])).toEqual([]);
  });

  it('finds it in one that is made at another address', () => {
    expect(find([eventRule({}, null), eventRule(null, { state: 'DISABLED' }, { address: 'x.new' })])).toEqual(deaf('is disabled', 'x.new'));
  });
});

describe('alerts-removed: nothing left that tells', () => {
  const target = (after: Values | null, spec: PartSpec = {}): Part =>
    part('event-target', { address: 'x.target', before: { arn: TOPIC }, after, ...spec });
  const alarm = (before: Values | null, after: Values | null, spec: PartSpec = {}): Part =>
    part('metric-alarm', { address: 'x.alarm', before, after, ...spec });
  const acting = { alarm_actions: [TOPIC] };
  const eventRule = part('event-rule', { address: 'x.rule', before: {}, after: {} });
  const message = `the event rule has no target any more and no alarm on metrics acts: ${UNTOLD}`;
  const found: readonly Found[] = [{ address: 'x.target', message }];

  it.each([
    ['its target goes', [target(null)], found],
    ['its target goes and an alarm stays that acts', [target(null), alarm(acting, acting)], []],
    ['its target goes and an alarm comes that acts', [target(null), alarm(null, acting)], []],
    [
      'its target goes and an alarm acts on what is not known',
      [target(null), alarm({}, {}, { afterUnknown: { alarm_actions: true } })],
      [],
    ],
    ['its target goes and an alarm stays that does not act', [target(null), alarm({ alarm_actions: [] }, { alarm_actions: [] })], found],
    ['its target and the alarm go', [target(null), alarm(acting, null)], found],
    ['its target goes and the alarm is disabled', [target(null), alarm(acting, { ...acting, actions_enabled: false })], found],
    ['its target is made at another address', [target(null), part('event-target', { after: { arn: TOPIC } })], []],
    ['its target is replaced', [target({ arn: TOPIC }, replaced)], []],
    ['it had no target and the last alarm loses its action', [alarm(acting, {})], [{ address: 'x.rule', message }]],
    ['nothing told before', [alarm({}, {})], []],
  ])('judges an event rule when %s', (_, parts, expected) => {
    expect(find([eventRule, ...parts])).toEqual(expected);
  });

  it('says when the target is only forgotten', () => {
    expect(find([eventRule, target(null, { actions: ['forget'] })])).toEqual([
      { address: 'x.target', message: `${message}; x.target is only forgotten: it stays in AWS, but Terraform no longer keeps it` },
    ]);
  });

  it('says nothing while it is not known whether alerts are on', () => {
    expect(find([eventRule, target(null)], {}, { alerts: unknownLeaf() })).toEqual([]);
  });
});

describe('alerts-removed: a topic that is deleted and still named', () => {
  const named = { name: 'alerts', arn: TOPIC };
  const topic = (after: Values | null, spec: PartSpec = {}): Part => part('topic', { address: 'x.topic', before: named, after, ...spec });
  const target = part('event-target', { address: 'x.target', before: { arn: TOPIC }, after: { arn: TOPIC } });
  const alarm = part('metric-alarm', { address: 'x.alarm', before: { alarm_actions: [TOPIC] }, after: { alarm_actions: [TOPIC] } });
  const given: LeafSpec = { 'alerts.topicArn': TOPIC };
  const found = (senders: string): readonly Found[] => [
    { address: 'x.topic', message: `the topic is deleted while ${senders} to it: nobody hears of that any more` },
  ];
  const moved = part('event-target', { address: 'x.target', before: { arn: TOPIC }, after: { arn: `${TOPIC}-2` } });

  it.each([
    ['target and alarm name it', [topic(null), target, alarm], found('x.target and x.alarm still send')],
    ['the target names it', [topic(null), target], found('x.target still sends')],
    [
      'the target names it and it is renamed',
      [topic({ name: 'new' }, { ...replaced, afterUnknown: { arn: true } }), target],
      found('x.target still sends'),
    ],
    ['the target names it and it is replaced', [topic({ name: 'alerts' }, { ...replaced, afterUnknown: { arn: true } }), target], []],
    [
      'the target names it and it is renamed to what is not known',
      [topic({}, { ...replaced, afterUnknown: { arn: true, name: true } }), target],
      [],
    ],
    ['the target names it and it is only forgotten', [topic(null, { actions: ['forget'] }), target], []],
    [
      'the target names it and it is made at another address',
      [topic(null), part('topic', { address: 'x.new', after: { name: 'alerts' }, afterUnknown: { arn: true } }), target],
      [],
    ],
    ['the target names it and it stays', [topic(named), target], []],
    ['the target names another', [topic(null), moved], []],
    ['nothing names it', [topic(null)], []],
  ])('judges one when %s', (_, parts, expected) => {
    expect(find(parts, {}, given)).toEqual(expected);
  });
});
