import { alertsRemoved } from '../../../review/checks/alerts-removed';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const find = (...parts: readonly Part[]): readonly Found[] => alertsRemoved.find(policyChange({}, {}, parts), planView());

const FOUND = {
  messageType: ['ComplianceChangeNotification'],
  configRuleName: ['unused'],
  newEvaluationResult: { complianceType: ['NON_COMPLIANT'] },
};
const PATTERN = { source: ['aws.config'], 'detail-type': ['Config Rules Compliance Change'], detail: FOUND };
const inDetail = (detail: object): object => ({ ...PATTERN, detail: { ...FOUND, ...detail } });
const RULE = part('rule', { before: { name: 'unused' }, after: { name: 'unused' } });

const of = (pattern: unknown): Values => ({ event_pattern: JSON.stringify(pattern) });
const eventRule = (before: unknown, after: unknown, spec: PartSpec = {}): Part =>
  part('event-rule', { address: 'x.rule', before: of(before), after: of(after), ...spec });

const less = (keys: string, address = 'x.rule'): readonly Found[] => [
  {
    address,
    severity: 'warning',
    message: `the event rule asks for more than before in ${keys}: it may match no new finding any more, or not all`,
  },
];
const deaf = (words: string): readonly Found[] => [
  { address: 'x.rule', message: `the event rule ${words}: nobody is told when a credential is found unused` },
];
const NO_USERS = deaf('no longer takes what is found of IAM users');

describe('alerts-removed: an event rule that asks for where it is itself', () => {
  const here = (before: unknown, after: unknown): Part => {
    const arn = 'arn:aws:events:eu-west-1:111122223333:rule/found';
    return eventRule(before, after, { before: { ...of(before), arn }, after: { ...of(after), arn } });
  };

  it.each<[string, object, readonly Found[]]>([
    ['its account', { ...PATTERN, account: ['111122223333'] }, []],
    ['its region', { ...PATTERN, region: ['eu-west-1', 'us-east-1'] }, []],
    ['both, in the detail', inDetail({ awsAccountId: ['111122223333'], awsRegion: ['eu-west-1'] }), []],
    ['another account', { ...PATTERN, account: ['444455556666'] }, less('account')],
    ['another region', inDetail({ awsRegion: ['us-east-1'] }), less('detail.awsRegion')],
  ])('judges %s', (_, after, expected) => {
    expect(find(here(PATTERN, after))).toEqual(expected);
  });
});

describe('alerts-removed: an event rule that asks for more', () => {
  it.each<[string, object, readonly Found[]]>([
    ['an account', { ...PATTERN, account: ['111122223333'] }, less('account')],
    ['a region', { ...PATTERN, region: ['us-east-1'] }, less('region')],
    ['a resource', { ...PATTERN, resources: ['arn'] }, less('resources')],
    ['one user', inDetail({ resourceId: ['AIDA1'] }), less('detail.resourceId')],
    [
      'what is deep inside',
      inDetail({ newEvaluationResult: { ...FOUND.newEvaluationResult, a: { b: ['c'] } } }),
      less('detail.newEvaluationResult.a.b'),
    ],
    ['several things', { ...inDetail({ resourceId: ['AIDA1'] }), account: ['1'] }, less('detail.resourceId and account')],
    ['what was never found before', inDetail({ oldEvaluationResult: [{ exists: false }] }), less('detail.oldEvaluationResult')],
    ['one of several things', { ...PATTERN, $or: [{ account: ['1'] }, { region: ['a'] }] }, less('$or')],
    ['what is no list', { ...PATTERN, account: '1' }, less('account')],
    ['null', { ...PATTERN, account: null }, less('account')],
    ['IAM users', inDetail({ resourceType: ['AWS::IAM::User'] }), []],
    ['what may be IAM users', inDetail({ resourceType: [{ new: 'filter' }] }), less('detail.resourceType')],
    ['roles', inDetail({ resourceType: ['AWS::IAM::Role'] }), NO_USERS],
    ['a source that ends so', { ...PATTERN, source: [{ suffix: 'config' }] }, []],
    ['a source that ends otherwise', { ...PATTERN, source: [{ suffix: 's3' }] }, deaf('no longer takes events of aws.config')],
    ['a source that may be so', { ...PATTERN, source: [{ new: 'filter' }] }, less('source')],
    ['a source that may be so, or is', { ...PATTERN, source: [{ new: 'filter' }, 'aws.config'] }, []],
    ['a Config rule that begins so', inDetail({ configRuleName: [{ prefix: 'unu' }] }), []],
    ['a Config rule that may be so', inDetail({ configRuleName: [{ new: 'filter' }] }), less('detail.configRuleName')],
    ['nothing in an empty place', { ...PATTERN, extra: {} }, []],
    ['the same in another order', { detail: { ...FOUND }, 'detail-type': PATTERN['detail-type'], source: PATTERN.source }, []],
  ])('is judged when that is %s', (_, after, expected) => {
    expect(find(RULE, eventRule(PATTERN, after))).toEqual(expected);
  });

  it.each<[string, object, object, readonly Found[]]>([
    ['fewer accounts', { account: ['1', '2'] }, { account: ['1'] }, less('account')],
    ['another account', { account: ['1'] }, { account: ['2'] }, less('account')],
    ['more accounts', { account: ['1'] }, { account: ['2', '1'] }, []],
    ['any account', { account: ['1'] }, {}, []],
    [
      'the same filter, written otherwise',
      { account: [{ 'anything-but': { b: 1, a: 2 } }] },
      { account: [{ 'anything-but': { a: 2, b: 1 } }] },
      [],
    ],
    ['another filter', { account: [{ prefix: '1' }] }, { account: [{ prefix: '11' }] }, less('account')],
    ['fewer sources', { source: ['aws.config', 'aws.s3'] }, {}, []],
  ])('compares what was asked for already with %s', (_, before, after, expected) => {
    expect(find(RULE, eventRule({ ...PATTERN, ...before }, { ...PATTERN, ...after }))).toEqual(expected);
  });

  it('follows the Config rule to its new name, also where that is known only after apply', () => {
    const renamed = part('rule', { before: { name: 'unused' }, after: { name: 'new' } });
    expect(find(renamed, eventRule(PATTERN, inDetail({ configRuleName: ['new'] })))).toEqual([]);
    const later = part('rule', { before: { name: 'unused' }, after: {}, afterUnknown: { name: true } });
    expect(find(later, eventRule(PATTERN, inDetail({ configRuleName: ['new'] })))).toEqual([]);
    expect(find(eventRule(PATTERN, inDetail({ configRuleName: ['new'] })))).toEqual([]);
  });

  it('is enough where it takes one Config rule of several', () => {
    const other = part('rule', { address: 'x.other', before: { name: 'other' }, after: { name: 'other' } });
    expect(find(other, RULE, eventRule(PATTERN, inDetail({ configRuleName: ['unused'] })))).toEqual([]);
    expect(find(other, RULE, eventRule(PATTERN, inDetail({ configRuleName: [{ new: 'filter' }] })))).toEqual(less('detail.configRuleName'));
  });

  it('is nothing where the pattern is known only after apply, or matched nothing before', () => {
    const more = { ...PATTERN, account: ['1'] };
    expect(find(RULE, eventRule(PATTERN, more, { afterUnknown: { event_pattern: true } }))).toEqual([]);
    expect(find(RULE, eventRule({ ...PATTERN, source: ['aws.s3'] }, more))).toEqual([]);
  });

  it('is one finding with what makes it surely deaf', () => {
    expect(find(RULE, eventRule(PATTERN, { ...PATTERN, source: ['aws.s3'], account: ['1'] }))).toEqual(
      deaf('no longer takes events of aws.config'),
    );
  });

  it('prints nothing of a pattern that is sensitive', () => {
    const more = { ...PATTERN, hush: ['1'] };
    expect(find(RULE, eventRule(PATTERN, more, { afterSensitive: { event_pattern: true } }))).toEqual(less('what is marked sensitive'));
  });

  it('is found in one that is made at another address', () => {
    const fresh = part('event-rule', { address: 'x.new', after: of({ ...PATTERN, account: ['1'] }) });
    expect(find(RULE, part('event-rule', { before: of(PATTERN) }), fresh)).toEqual(less('account', 'x.new'));
  });
});
