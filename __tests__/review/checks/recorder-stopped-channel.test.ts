import { recorderStopped } from '../../../review/checks/recorder-stopped';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const rule = part('rule', { before: {}, after: {} });
const recorder = part('recorder', { before: {}, after: {} });
const find = (...parts: readonly Part[]): readonly Found[] => recorderStopped.find(policyChange({}, {}, [rule, ...parts]), planView());

const gone = (spec: PartSpec = {}): Part => part('delivery-channel', { address: 'x.old', before: { name: 'default' }, ...spec });
const made = (after: Values = { name: 'default' }, spec: PartSpec = {}): Part =>
  part('delivery-channel', { address: 'x.new', after, ...spec });
const found = (where: string): readonly Found[] => [
  {
    address: 'x.old',
    message: `the delivery channel in ${where} is deleted at one address and made under the same name at another: Terraform knows no order between them, and the recorder may be left without one`,
  },
];

describe('recorder-stopped: a delivery channel at another address', () => {
  it('is found under the same name, because Terraform knows no order', () => {
    expect(find(recorder, gone(), made())).toEqual(found('eu-west-1'));
  });

  it('names all regions in one finding, and none that is sensitive', () => {
    const there = { region: 'us-east-1' };
    const parts = [part('rule', { before: there, after: there }), part('recorder', { before: there, after: there })];
    const second = [gone({ address: 'x.second', before: { name: 'default', ...there } }), made({ name: 'default', ...there })];
    expect(find(recorder, ...parts, gone(), made(), ...second)).toEqual(found('eu-west-1 and us-east-1'));
    const hidden = gone({ before: { name: 'default', region: 'eu-west-1' }, beforeSensitive: { name: true, region: true } });
    expect(find(recorder, hidden, made())).toEqual(found('(sensitive)'));
  });

  it.each<[string, readonly Part[]]>([
    ['it has another name', [recorder, gone(), made({ name: 'other' })]],
    ['its name is known only after apply', [recorder, gone(), made({}, { afterUnknown: { name: true } })]],
    ['neither name is told', [recorder, gone({ before: {} }), made({})]],
    ['the old one is only forgotten', [recorder, gone({ actions: ['forget'] }), made()]],
    ['the other was there already', [recorder, gone(), made({ name: 'default' }, { before: { name: 'default' } })]],
    ['it is made in another region', [recorder, gone(), made({ name: 'default', region: 'us-east-1' }), made({ name: 'other' })]],
    ['it is made in another account', [recorder, gone(), made({ name: 'default' }, { provider: 'aws.audit' }), made({ name: 'other' })]],
    ['it is replaced', [recorder, gone({ after: { name: 'default' }, actions: ['delete', 'create'] })]],
    ['the recorder goes too', [part('recorder', { before: {} }), gone(), made()]],
    [
      'the recorder is made anew too',
      [part('recorder', { before: {} }), part('recorder', { address: 'x.recorder', after: {} }), gone(), made()],
    ],
  ])('is nothing of the kind where %s', (_, parts) => {
    expect(find(...parts)).toEqual([]);
  });
});
