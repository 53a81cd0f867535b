import { accountsExcluded } from '../../../review/checks/accounts-excluded';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const ADDRESS = 'aws_config_organization_managed_rule.one';
const rule = (before: unknown, after: unknown, more: PartSpec = {}): Part =>
  part('rule', { address: ADDRESS, before: { excluded_accounts: before }, after: { excluded_accounts: after }, ...more });
const find = (...parts: readonly Part[]): readonly Found[] => accountsExcluded.find(policyChange({}, {}, parts), planView());
const found = (who: string, address = ADDRESS): Found => ({
  address,
  message: `the Config rule now leaves out ${who}: nobody looks for unused credentials there any more`,
});
const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => String(100_000_000_000 + at));

describe('accounts-excluded', () => {
  it.each<[string, unknown, unknown, string]>([
    ['a first account', null, ['111122223333'], 'the account 111122223333'],
    ['one more account', ['111122223333'], ['444455556666', '111122223333'], 'the account 444455556666'],
    ['another account', ['111122223333'], ['444455556666'], 'the account 444455556666'],
    ['several accounts', [], ['111122223333', '444455556666'], 'the accounts 111122223333 and 444455556666'],
    ['as many accounts as are named', [], numbers(3), 'the accounts 100000000000, 100000000001 and 100000000002'],
  ])('finds that %s is left out', (_, before, after, who) => {
    expect(find(rule(before, after))).toEqual([found(who)]);
  });

  it('names ten of many accounts', () => {
    const names = numbers(10).join(', ');
    expect(find(rule([], numbers(10)))[0]?.message).toContain(`100000000008 and 100000000009:`);
    expect(find(rule([], numbers(12)))).toEqual([found(`the accounts ${names} and 2 more`)]);
  });

  it.each<[string, unknown, unknown]>([
    ['nothing changes', ['111122223333'], ['111122223333']],
    ['the order changes', ['1', '2'], ['2', '1']],
    ['an account comes in again', ['111122223333'], null],
    ['nobody is left out', null, []],
  ])('finds nothing when %s', (_, before, after) => {
    expect(find(rule(before, after))).toEqual([]);
  });

  it('finds nothing in a rule that is new or goes', () => {
    expect(find(part('rule', { after: { excluded_accounts: ['1'] } }))).toEqual([]);
    expect(find(part('rule', { before: { excluded_accounts: [] } }))).toEqual([]);
  });

  it('says once what is the same in several regions', () => {
    const regions = ['eu-west-1', 'us-east-1'].map((region) => ({ before: region, after: region }));
    expect(find(...regions.map((there) => rule([], ['111122223333'], { regions: there })))).toEqual([found('the account 111122223333')]);
  });

  it('finds nothing where another rule in the region still judges the account', () => {
    expect(find(rule([], ['111122223333']), rule([], []))).toEqual([]);
  });

  it('warns when the accounts are known only after apply', () => {
    expect(find(rule([], undefined, { afterUnknown: { excluded_accounts: true } }))).toEqual([
      { address: ADDRESS, message: 'it is known only after apply which accounts the Config rule leaves out', severity: 'warning' },
    ]);
  });

  it.each<PartSpec>([{ beforeSensitive: { excluded_accounts: true } }, { afterSensitive: { excluded_accounts: true } }])(
    'names no account that is sensitive',
    (sensitive) => {
      expect(find(rule(['111122223333'], ['444455556666'], sensitive))).toEqual([found('more accounts, which are sensitive,')]);
    },
  );
});
