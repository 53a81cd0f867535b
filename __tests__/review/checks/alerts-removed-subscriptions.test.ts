import { alertsRemoved } from '../../../review/checks/alerts-removed';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, type LeafSpec, type PartSpec } from '../../support/review';

function find(parts: readonly Part[], before: LeafSpec = {}, after: LeafSpec = {}): readonly Found[] {
  return alertsRemoved.find(policyChange(before, after, parts), planView());
}

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const replaced: PartSpec = { actions: ['delete', 'create'] };

describe('alerts-removed: subscriptions', () => {
  const https = (after: Values | null, spec: PartSpec = {}): Part =>
    part('subscription', { address: 'x.https', before: { protocol: 'https', endpoint: 'https://a.example' }, after, ...spec });
  const none: LeafSpec = { 'alerts.emails': [] };
  const GONE = 'the last subscription of the topic goes: nobody is told by it any more';

  it.each([
    ['goes', [https(null)], none, [{ address: 'x.https', message: GONE }]],
    [
      'is only forgotten',
      [https(null, { actions: ['forget'] })],
      none,
      [{ address: 'x.https', message: `${GONE}; x.https is only forgotten: it stays in AWS, but Terraform no longer keeps it` }],
    ],
    ['goes and another stays', [https(null), part('subscription', { before: {}, after: {} })], none, []],
    ['goes and another comes', [https(null), part('subscription', { after: {} })], none, []],
    ['goes and an e-mail address comes', [https(null)], { 'alerts.emails': ['a@example.com'] }, []],
    ['goes while a topic is given', [https(null)], { 'alerts.topicArn': TOPIC }, []],
    ['stays', [https({ protocol: 'https' })], none, []],
  ])('judges the last one when it %s', (_, parts, after, expected) => {
    expect(find(parts, none, after)).toEqual(expected);
  });

  const FILTERED = 'a subscription gets a filter policy: it hears only some of the alerts, if any';
  const FILTER = JSON.stringify({ never: ['x'] });
  const email = (before: unknown, after: unknown, spec: PartSpec = {}): Part =>
    part('subscription', {
      address: 'x.email',
      before: { endpoint: 'a@example.com', filter_policy: before },
      after: { endpoint: 'a@example.com', filter_policy: after },
      ...spec,
    });
  const filtered = [{ address: 'x.email', message: FILTERED }];

  it.each([
    ['gets one', email(null, FILTER), filtered],
    ['gets one for an empty one', email('{}', FILTER), filtered],
    ['gets one inside a replacement', email(null, FILTER, replaced), filtered],
    ['gets a sensitive one', email(null, FILTER, { afterSensitive: { filter_policy: true } }), filtered],
    ['gets an empty one', email(null, '{ }'), []],
    ['had one', email(FILTER, FILTER), []],
    ['loses one', email(FILTER, null), []],
    ['may get one', email(null, null, { afterUnknown: { filter_policy: true } }), []],
  ])('judges one that stays and %s', (_, changed, expected) => {
    expect(find([changed])).toEqual(expected);
  });

  it('judges one that is made at another address for the same listener', () => {
    const gone = part('subscription', { address: 'x.old', before: { endpoint: 'a@example.com' } });
    const made = part('subscription', { address: 'x.email', after: { endpoint: 'a@example.com', filter_policy: FILTER } });
    expect(find([gone, made])).toEqual(filtered);
    expect(find([made])).toEqual([]);
    expect(find([part('subscription', { before: { endpoint: 'b@example.com' } }), made])).toEqual([]);
    expect(find([part('subscription', { before: {} }), part('subscription', { after: { filter_policy: FILTER } })])).toEqual([]);
  });
});
