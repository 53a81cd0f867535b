import { alertsRemoved } from '../../../review/checks/alerts-removed';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, unknownLeaf, type LeafSpec } from '../../support/review';

function find(before: LeafSpec | null, after: LeafSpec | null, parts: readonly Part[] = []): readonly Found[] {
  return alertsRemoved.find(policyChange(before, after, parts), planView());
}

const NONE = { alerts: 'none' };
const topic = part('topic', { address: 'x.topic', before: {} });
const subscription = part('subscription', { address: 'x.email', before: {} });

describe('alerts-removed: all of them', () => {
  const GONE: Found = { address: null, message: 'the alerts go: nobody is told when a credential is found unused' };

  it('finds that the alerts go', () => {
    expect(find({}, NONE)).toEqual([GONE]);
    expect(find({}, NONE, [part('table', { before: {} }), topic])).toEqual([{ ...GONE, address: 'x.topic' }]);
  });

  it('finds that alerts on a given topic go', () => {
    expect(find({ 'alerts.topicArn': 'arn:aws:sns:eu-west-1:111122223333:given' }, NONE)).toEqual([GONE]);
  });

  it('says what of them is only forgotten', () => {
    expect(find({}, NONE, [{ ...topic, fate: 'forgotten' }])).toEqual([
      {
        address: 'x.topic',
        message: `${GONE.message}; x.topic is only forgotten: it stays in AWS, but Terraform no longer keeps it`,
      },
    ]);
  });

  it.each([
    ['stay', {}, {}],
    ['come', NONE, {}],
    ['were not there', NONE, NONE],
    ['are not known after', {}, { alerts: unknownLeaf() }],
    ['were not known before', { alerts: unknownLeaf() }, NONE],
    ['are created from nothing', null, NONE],
    ['are destroyed with all the rest', {}, null],
  ])('says nothing when they %s', (_, before, after) => {
    expect(find(before, after)).toEqual([]);
  });

  it('says nothing when the topic is replaced', () => {
    const replaced = part('topic', { before: { name: 'a' }, after: { name: 'b' }, actions: ['delete', 'create'] });
    expect(find({}, {}, [replaced])).toEqual([]);
  });
});

const GIVEN = 'arn:aws:sns:eu-west-1:111122223333:given';
const exchanged = (had: string, has: string): Found => ({
  address: 'aws_config_config_rule.one',
  message: `none of the e-mail addresses that were told is left: no longer ${had}, but ${has} from now on`,
});

const LEFT = {
  address: 'aws_config_config_rule.one',
  message:
    'alerts leave the topic arn:aws:sns:eu-west-1:111122223333:given for a new one that no e-mail address is subscribed to: nobody is told until somebody subscribes',
};

describe('alerts-removed: the last address', () => {
  const two = { 'alerts.emails': ['a@example.com', 'b@example.com'] };
  const one = { 'alerts.emails': ['a@example.com'] };
  const none = { 'alerts.emails': [] };
  const GONE: Found = {
    address: 'aws_config_config_rule.one',
    message: 'the last e-mail address of the topic goes: no person is told by it any more',
  };

  it.each([
    ['to none', one, none, [GONE]],
    ['from two to none', two, none, [GONE]],
    ['to nothing said', one, {}, [GONE]],
    ['from two to one', two, one, []],
    ['from one to another', one, { 'alerts.emails': ['c@example.com'] }, [exchanged('a@example.com', 'c@example.com')]],
    ['from two to others', two, { 'alerts.emails': ['c@example.com'] }, [exchanged('a@example.com, b@example.com', 'c@example.com')]],
    ['from two to one and another', two, { 'alerts.emails': ['b@example.com', 'c@example.com'] }, []],
    ['to another while a topic is given', one, { 'alerts.topicArn': GIVEN, 'alerts.emails': ['c@example.com'] }, []],
    ['from none to none', none, none, []],
    ['from none to one', none, one, []],
    ['to what is not known', one, { 'alerts.emails': unknownLeaf() }, []],
    ['from what was not known', { 'alerts.emails': unknownLeaf() }, none, []],
    ['to none while a topic is given', one, { 'alerts.topicArn': 'arn:aws:sns:eu-west-1:111122223333:given' }, []],
    ['to none while a topic is given, which is not known', one, { 'alerts.topicArn': unknownLeaf() }, []],
    ['to one while a topic was given', { 'alerts.topicArn': 'arn:aws:sns:eu-west-1:111122223333:given' }, one, []],
    ['to none on a new topic while one was given', { 'alerts.topicArn': 'arn:aws:sns:eu-west-1:111122223333:given' }, none, [LEFT]],
    ['to none while it is not known whether alerts are on', one, { ...none, alerts: unknownLeaf() }, []],
    ['from nothing', null, none, []],
    ['to nothing', one, null, []],
  ] as const)('judges addresses that go %s', (_, before, after, expected) => {
    expect(find(before, after)).toEqual(expected);
  });

  it('points at the subscription, and says when it is only forgotten', () => {
    expect(find(one, none, [subscription])).toEqual([{ ...GONE, address: 'x.email' }]);
    expect(find(one, none, [{ ...subscription, fate: 'forgotten' }])).toEqual([
      {
        address: 'x.email',
        message: `${GONE.message}; x.email is only forgotten: it stays in AWS, but Terraform no longer keeps it`,
      },
    ]);
  });

  it('never prints a sensitive address', () => {
    const hidden = (email: string): unknown => ({
      kind: 'known',
      value: [email],
      address: 'aws_config_config_rule.one',
      isSensitive: true,
    });
    expect(find({ 'alerts.emails': hidden('a@example.com') }, { 'alerts.emails': hidden('c@example.com') })).toEqual([
      exchanged('(sensitive)', '(sensitive)'),
    ]);
  });

  it('never prints the last address, sensitive or not', () => {
    const hidden = { kind: 'known', value: ['a@example.com'], address: 'x.email', isSensitive: true };
    expect(find({ 'alerts.emails': hidden }, none)).toEqual([{ ...GONE, address: 'x.email' }]);
  });
});
