import { ruleMissing } from '../../../review/checks/rule-missing';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange } from '../../support/review';

const recorder = part('recorder', { before: {}, after: {} });

function find(...parts: readonly Part[]): readonly Found[] {
  return ruleMissing.find(policyChange({}, {}, parts), planView());
}

const MISSING = {
  address: 'aws_config_config_rule.one',
  message: 'no Config rule is left in any region, while other parts of the policy stay: nobody looks for unused credentials any more',
};

describe('rule-missing', () => {
  it('finds that the last rule goes and other parts stay', () => {
    expect(find(part('rule', { address: MISSING.address, before: {} }), recorder)).toEqual([MISSING]);
  });

  it('finds it when the last rules of several regions go', () => {
    const second = part('rule', { address: 'aws_config_config_rule.two', before: { region: 'us-east-1' } });
    expect(find(part('rule', { address: MISSING.address, before: {} }), second, recorder)).toEqual([MISSING]);
  });

  it('says which stay in AWS where only some are forgotten', () => {
    const forgotten = part('rule', { address: 'aws_config_config_rule.two', before: {}, actions: ['forget'] });
    const message =
      'Terraform keeps no Config rule in any region any more, while other parts of the policy stay: what is forgotten stays in AWS, but nothing holds it as it is, and the others are deleted';
    expect(find(part('rule', { address: MISSING.address, before: {} }), forgotten, recorder)).toEqual([{ ...MISSING, message }]);
  });

  it('says of forgotten rules that they stay in AWS', () => {
    expect(find(part('rule', { address: MISSING.address, before: {}, actions: ['forget'] }), recorder)).toEqual([
      {
        address: MISSING.address,
        message:
          'Terraform keeps no Config rule in any region any more, while other parts of the policy stay: what is forgotten stays in AWS, but nothing holds it as it is',
      },
    ]);
  });

  it.each([
    ['a rule is left in another region', [part('rule', { before: {} }), part('rule', { before: {}, after: {} }), recorder]],
    ['a rule is made elsewhere', [part('rule', { before: {} }), part('rule', { after: {} }), recorder]],
    ['the rule is replaced', [part('rule', { before: {}, after: {}, actions: ['delete', 'create'] }), recorder]],
    ['all of the rule is known only after apply', [part('rule', { before: {}, after: {}, afterUnknown: true }), recorder]],
    ['there was none before', [recorder]],
    ['a rule is made where none was', [part('rule', { after: {} }), recorder]],
    ['nothing else stays', [part('rule', { before: {} }), part('recorder', { before: {} })]],
    ['only what belongs to others stays', [part('rule', { before: {} }), { ...recorder, isOwn: false }]],
    ['all is destroyed', [part('rule', { before: {} })]],
  ])('says nothing when %s', (_, parts) => {
    expect(find(...parts)).toEqual([]);
  });
});
