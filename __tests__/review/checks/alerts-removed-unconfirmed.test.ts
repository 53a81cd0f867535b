import type { Found } from '../../../review/check';
import { alertsRemoved } from '../../../review/checks/alerts-removed';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, type LeafSpec, type PartSpec } from '../../support/review';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const REPLACED: PartSpec = { actions: ['delete', 'create'] };
const TOLD: LeafSpec = { 'alerts.emails': ['a@example.com'] };

function find(parts: readonly Part[], before: LeafSpec = TOLD, after: LeafSpec = TOLD): readonly Found[] {
  return alertsRemoved.find(policyChange(before, after, parts), planView());
}

const values = (endpoint: string, protocol = 'email'): NonNullable<PartSpec['before']> => ({ protocol, endpoint });
const stays = (endpoint: string, spec: PartSpec = {}): Part =>
  part('subscription', { address: `x.${endpoint}`, before: values(endpoint), after: values(endpoint), ...spec });
const comes = (endpoint: string): Part => part('subscription', { address: `new.${endpoint}`, after: values(endpoint) });
const goes = (endpoint: string): Part => part('subscription', { address: `old.${endpoint}`, before: values(endpoint) });

const unconfirmed = (address: string): readonly Found[] => [
  {
    address,
    severity: 'warning',
    message: 'every e-mail subscription of the topic is made anew: no person is told by it until an address is confirmed again',
  },
];

describe('alerts-removed: e-mail addresses that must confirm again', () => {
  test.each<[string, readonly Part[], readonly Found[]]>([
    ['are all that there are', [stays('a@example.com', REPLACED)], unconfirmed('x.a@example.com')],
    ['are several', [stays('a@example.com', REPLACED), stays('b@example.com', REPLACED)], unconfirmed('x.a@example.com')],
    ['have another address in Terraform', [goes('a@example.com'), comes('a@example.com')], unconfirmed('new.a@example.com')],
    ['come with a new one', [stays('a@example.com', REPLACED), comes('b@example.com')], unconfirmed('x.a@example.com')],
    [
      'are e-mail with JSON',
      [
        part('subscription', {
          address: 'x.j',
          before: values('a@example.com', 'email-json'),
          after: values('a@example.com', 'email-json'),
          ...REPLACED,
        }),
      ],
      unconfirmed('x.j'),
    ],
    ['are not all, because one stays', [stays('a@example.com', REPLACED), stays('b@example.com')], []],
    ['are none, because they stay', [stays('a@example.com')], []],
    ['are none, because only others come', [stays('a@example.com'), comes('b@example.com')], []],
    [
      'are none, because it is no e-mail',
      [part('subscription', { before: values('https://a.example', 'https'), after: values('https://a.example', 'https'), ...REPLACED })],
      [],
    ],
  ])('%s', (_, parts, expected) => {
    expect(find(parts)).toStrictEqual(expected);
  });

  const anew = [stays('a@example.com', REPLACED)];

  test('are said by the home that moves', () => {
    expect(find(anew, { ...TOLD, homeRegion: 'eu-west-1' }, { ...TOLD, homeRegion: 'us-east-1' })).toStrictEqual([]);
  });

  test('are none of a topic that is given', () => {
    expect(find(anew, TOLD, { 'alerts.topicArn': TOPIC })).toStrictEqual([]);
    expect(find(anew, { 'alerts.topicArn': TOPIC }, TOLD)).toStrictEqual([]);
  });
});
