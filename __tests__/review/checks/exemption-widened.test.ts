import { exemptionWidened } from '../../../review/checks/exemption-widened';
import type { Found } from '../../../review/check';
import { planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

const exempt = (names: unknown, paths: unknown = [], tag?: unknown): LeafSpec => ({
  ...remediation('deactivate'),
  'remediation.exempt.userNames': names,
  'remediation.exempt.paths': paths,
  ...(tag !== undefined && { 'remediation.exempt.tag': tag }),
});
const find = (before: LeafSpec | null, after: LeafSpec | null): readonly Found[] =>
  exemptionWidened.find(policyChange(before, after), planView());
const found = (who: string, address = 'aws_config_config_rule.one'): readonly Found[] => [
  { address, message: `exempt become ${who}: what they leave unused is neither deactivated nor deleted` },
];
const hidden = (value: unknown): unknown => ({ kind: 'known', value, address: 'aws_lambda_function.one', isSensitive: true });

describe('exemption-widened', () => {
  it.each<[string, LeafSpec, LeafSpec, string]>([
    ['a name', exempt([]), exempt(['alice']), 'users named alice'],
    ['a glob', exempt(['svc-a']), exempt(['svc-*']), 'users named svc-*'],
    ['a wider glob', exempt(['svc-a*']), exempt(['svc-*', 'bob']), 'users named svc-* and bob'],
    ['a longer name than one that is exempt', exempt(['svc']), exempt(['svc-a']), 'users named svc-a'],
    ['a star where one character stood', exempt(['svc-?']), exempt(['svc-*']), 'users named svc-*'],
    ['a path', exempt([]), exempt([], ['/ci/']), 'users under /ci/'],
    ['a path above one that is exempt', exempt([], ['/ci/eu/']), exempt([], ['/ci/']), 'users under /ci/'],
    ['a path of other letters', exempt([], ['/CI/']), exempt([], ['/ci/']), 'users under /ci/'],
    ['a tag', exempt([]), exempt([], [], 'keep'), 'users with the tag keep'],
    ['another tag', exempt([], [], 'keep'), exempt([], [], 'spare'), 'users with the tag spare'],
    ['all of them', exempt([]), exempt(['alice'], ['/ci/'], 'keep'), 'users named alice, users under /ci/ and users with the tag keep'],
  ])('finds that %s is exempt', (_, before, after, who) => {
    expect(find(before, after)).toEqual(found(who));
  });

  it.each<[string, LeafSpec | null, LeafSpec | null]>([
    ['nothing changes', exempt(['svc-*'], ['/ci/'], 'keep'), exempt(['svc-*'], ['/ci/'], 'keep')],
    ['the order changes', exempt(['a', 'b']), exempt(['b', 'a'])],
    ['only upper and lower case of a name changes', exempt(['SVC-*']), exempt(['svc-*'])],
    ['only upper and lower case of a tag changes', exempt([], [], 'Keep'), exempt([], [], 'keep')],
    ['a former glob stands for the name', exempt(['svc-*']), exempt(['svc-*', 'svc-a'])],
    ['a former glob stands for the narrower one', exempt(['svc-*-eu']), exempt(['svc-*-x-eu'])],
    ['everybody was exempt', exempt(['*']), exempt(['?', 'a*b?c'])],
    ['a former path is the start', exempt([], ['/ci/']), exempt([], ['/ci/eu/'])],
    ['somebody is no longer exempt', exempt(['a', 'b'], ['/ci/'], 'keep'), exempt(['a'])],
    ['names are known only after apply', exempt([]), exempt(unknownLeaf())],
    ['a tag is known only after apply', exempt([], [], 'keep'), exempt([], [], unknownLeaf())],
    ['names were not known', exempt(unknownLeaf(), unknownLeaf(), unknownLeaf()), exempt(['*'], ['/'], 'keep')],
    ['remediation comes', {}, exempt(['*'])],
    ['remediation goes', exempt([]), {}],
    ['the policy is created from nothing', null, exempt(['*'])],
    ['the policy is destroyed', exempt([]), null],
  ])('finds nothing when %s', (_, before, after) => {
    expect(find(before, after)).toEqual([]);
  });

  it('takes an absent list as nobody', () => {
    const after = exempt(['alice']);
    const { 'remediation.exempt.userNames': _, ...before } = after;
    expect(find(before, after)).toEqual(found('users named alice'));
    expect(find(after, before)).toEqual([]);
  });

  it('prints nobody who is sensitive', () => {
    expect(find(exempt([]), exempt(hidden(['alice']), [], 'keep'))).toEqual(
      found('users named (sensitive) and users with the tag keep', 'aws_lambda_function.one'),
    );
  });
});
