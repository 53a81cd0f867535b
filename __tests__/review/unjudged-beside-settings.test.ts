import type { Part, PartKind } from '../../review/part';
import type { Values } from '../../review/plan';
import type { Finding } from '../../review/review-result';
import { unjudgedIn } from '../../review/unjudged';
import { part, policyChange, type LeafSpec, type PartSpec } from '../support/review';

/** The settings that change, from the first to the second. */
type Settings = readonly [before: LeafSpec, after: LeafSpec];

const NO_SETTING: Settings = [{}, {}];
const HOME: Settings = [{ homeRegion: 'eu-west-1' }, { homeRegion: 'eu-west-3' }];
const NAME: Settings = [{ namePrefix: 'keys' }, { namePrefix: 'keys-eu' }];
const REGIONS: Settings = [{ regions: ['eu-west-1'] }, { regions: ['eu-west-3'] }];
const LIMIT: Settings = [{ maxCredentialUsageAgeDays: 45 }, { maxCredentialUsageAgeDays: 90 }];
const NO_ALERTS: Settings = [{}, { alerts: 'none' }];
const RECORDER: Settings = [{}, { recorder: 'existing' }];
const REMEDIATION: Settings = [{}, { remediation: 'on' }];
const TAGS: Settings = [{ tags: { a: '1' } }, { tags: { a: '2' } }];

const foundAt = (check: string, address: string): Finding => ({
  check,
  severity: 'danger',
  policy: 'unused-credentials',
  address,
  message: 'm',
  advice: 'a',
});

/** The attributes that are listed of each resource. */
const listed = (parts: readonly Part[], [before, after]: Settings = NO_SETTING, findings: readonly Finding[] = []): unknown =>
  unjudgedIn([policyChange(before, after, parts)], findings).map(({ attributes }) => attributes);

describe('a resource that comes or goes is listed', () => {
  const made = (kind: PartKind): Part => part(kind, { after: {} });
  const removed = (kind: PartKind): Part => part(kind, { before: {} });
  const LISTED = [[]];

  test.each<[string, Part, Settings, unknown]>([
    ['when nothing tells why it comes', made('queue'), NO_SETTING, LISTED],
    ['when nothing tells why it goes', removed('queue'), NO_SETTING, LISTED],
    ['when only other settings change', removed('queue'), RECORDER, LISTED],
    ['when it is of a kind that no setting decides about', made('automation'), REMEDIATION, LISTED],
    ['unless it comes by a setting', made('queue'), REMEDIATION, []],
    ['unless it goes by a setting', removed('topic'), NO_ALERTS, []],
    ['unless everything is named anew', made('automation'), NAME, []],
    ['unless everything moves', removed('automation'), HOME, []],
  ])('%s', (_, one, settings, expected) => {
    expect(listed([one], settings)).toEqual(expected);
  });

  test('unless a check found something about it', () => {
    const one = removed('queue');
    const others = [foundAt('alarm-weakened', 'aws_sqs_queue.other')];
    expect([listed([one], NO_SETTING, [foundAt('alarm-weakened', one.address)]), listed([one], NO_SETTING, others)]).toEqual([[], LISTED]);
  });

  test('unless the whole policy does', () => {
    const policies = [policyChange(null, {}, [made('queue')]), policyChange({}, null, [removed('queue')])];
    expect(unjudgedIn(policies, [])).toEqual([]);
  });
});

test('a resource that the plan leaves alone is not listed, whatever it shows of it', () => {
  expect(listed([part('queue', { before: { delay: 1 }, after: { delay: 2 }, actions: ['no-op'] })])).toEqual([]);
});

describe('a finding tells of', () => {
  const changed = (kind: PartKind): Part => part(kind, { before: { input_parameters: '{}' }, after: { input_parameters: '[]' } });

  test.each<[string, Part, unknown]>([
    ['all of what changes in a resource', part('table', { before: { a: 1 }, after: { a: 2 } }), []],
    ['what checks look at in a rule', changed('rule'), []],
    ['not of the rest of a rule', part('rule', { before: { scope: [] }, after: { scope: ['a'] } }), [['scope']]],
  ])('%s', (_, one, expected) => {
    expect(listed([one], NO_SETTING, [foundAt('limit-raised', one.address)])).toEqual(expected);
  });

  test('what its check looks at, whichever of the findings it is', () => {
    const one = part('function', { before: { role: 'a', handler: 'a' }, after: { role: 'b', handler: 'b' } });
    const [armed, widened] = [foundAt('remediation-armed', one.address), foundAt('role-widened', one.address)];
    expect([listed([one], NO_SETTING, [armed, widened]), listed([one], NO_SETTING, [armed])]).toEqual([
      [['handler']],
      [['handler', 'role']],
    ]);
  });
});

describe('what is known only after apply', () => {
  const hidden = (references: readonly string[]): Part =>
    part('event-rule', { before: { arn_of: 'a' }, after: {}, afterUnknown: { arn_of: true }, references: { arn_of: references } });
  const queue = (sides: PartSpec): Part => part('queue', { address: 'aws_sqs_queue.one', ...sides });
  const [before, after] = [{ a: 1 }, { a: 1 }];
  const LISTED = ['arn_of'];

  test.each<[string, readonly string[], Part, unknown]>([
    ['follows from what is made', ['aws_sqs_queue.one'], queue({ after }), [[]]],
    ['follows from an attribute of what is made', ['var.a', 'aws_sqs_queue.one.arn'], queue({ after }), [[]]],
    ['follows from what is replaced', ['aws_sqs_queue.one'], queue({ before, after, actions: ['delete', 'create'] }), [[]]],
    ['does not follow from what is updated', ['aws_sqs_queue.one'], queue({ before, after: { a: 2 } }), [LISTED, ['a']]],
    ['does not follow from what is removed', ['aws_sqs_queue.one'], queue({ before }), [LISTED, []]],
    ['does not follow from what is named alike', ['aws_sqs_queue.one_more.arn'], queue({ after }), [LISTED, []]],
    ['does not follow from a variable', ['var.a'], queue({ after }), [LISTED, []]],
  ])('%s', (_, references, other, expected) => {
    expect(listed([hidden(references), other])).toEqual(expected);
  });

  test('follows from a new name or home, and from no other setting', () => {
    expect([NAME, HOME, NO_ALERTS].map((settings) => listed([hidden(['var.a'])], settings))).toEqual([[], [], [LISTED]]);
  });
});

describe('what changes with a setting', () => {
  const from = (one: Values, other: Values, kind: PartKind = 'queue'): Part => part(kind, { before: one, after: other });
  const age = (days: number, name = 'unused_access_age'): Values => ({ configuration: [{ unused_access: [{ [name]: days }] }] });

  test.each<[string, Settings, Part, unknown]>([
    ['tags', TAGS, from({ tags: { a: '1' } }, { tags: { a: '2' } }), []],
    ['a region', REGIONS, from({ region: 'eu-west-1' }, { region: 'eu-west-3' }), []],
    ['a name', NAME, from({ name: 'keys-told' }, { name: 'keys-eu-told' }), []],
    ['a name inside of what it is about', NAME, from({ policy: ['a/keys/b'] }, { policy: ['a/keys-eu/b'] }), []],
    ['a name and more', NAME, from({ name: 'keys-told' }, { name: 'keys-eu-asked' }), [['name']]],
    ['a number besides a name', NAME, from({ name: 'keys', delay: 1 }, { name: 'keys-eu', delay: 2 }), [['delay']]],
    ['the home', HOME, from({ policy: 'arn:eu-west-1' }, { policy: 'arn:eu-west-3' }), []],
    ['where it stands', REGIONS, from({ region: 'eu-west-1', a: 'in eu-west-1' }, { region: 'eu-west-3', a: 'in eu-west-3' }), []],
    ['a name that stays', NO_SETTING, from({ name: 'unused-credentials-a' }, { name: 'b' }), [['name']]],
    ['the limit in a text', LIMIT, from({ text: 'for 45 days.' }, { text: 'for 90 days.' }), []],
    ['another number in a text', LIMIT, from({ text: 'for 45 days.' }, { text: 'for 91 days.' }), [['text']]],
    ['the same number in another text', LIMIT, from({ text: 'at 45 keys' }, { text: 'at 90 keys' }), [['text']]],
    ['the limit of the analyzer', LIMIT, from(age(45), age(90), 'analyzer'), []],
    ['another limit of the analyzer', LIMIT, from(age(45), age(91), 'analyzer'), [['configuration']]],
    ['the same number elsewhere', LIMIT, from(age(45, 'other_age'), age(90, 'other_age'), 'analyzer'), [['configuration']]],
  ])('%s', (_, settings, one, expected) => {
    expect(listed([one], settings)).toEqual(expected);
  });

  test('to or from a limit of one day, however it is written', () => {
    const settings: Settings = [{ maxCredentialUsageAgeDays: 1 }, { maxCredentialUsageAgeDays: 2 }];
    const texts = ['for 1 days', 'for 1 day'].map((text) => from({ text }, { text: 'for 2 days' }));
    expect(texts.map((one) => listed([one], settings))).toEqual([[], []]);
  });

  test('to a name that is shorter', () => {
    expect(listed([from({ name: 'keys-eu-told' }, { name: 'keys-told' })], [NAME[1], NAME[0]])).toEqual([]);
  });
});
