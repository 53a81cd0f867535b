import { listed } from '../../domain/phrases';
import type { DirectionCheck, Found } from '../check';
import { rulesByRegion } from '../facts/rules-by-region';
import { factOf, isHidden, type Part, type Side } from '../part';

/**
 * Finds that accounts of an organization are left out that were not.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html (read 2026-11)
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html (read 2026-11)
 */
export const accountsExcluded: DirectionCheck = {
  name: 'accounts-excluded',
  severity: 'danger',
  asks: 'direction',
  means:
    'An organization rule, or an organization conformance pack with the rule, leaves out accounts that it did not. Where it is known only after apply which, it is a warning.',
  why: 'In an account that is left out AWS Config deletes the rule: nobody judges its users any more, and the accounts beside it look as before.',
  example: 'In `aws_config_organization_managed_rule.unused`, `excluded_accounts` gains `"444455556666"`.',
  advice: 'Keep the accounts in, or say in the pull request what finds the unused credentials in them instead.',
  find(policy) {
    const found = rulesByRegion(policy).flatMap(({ before, after }) => foundFor(before, after));
    // The same in several regions is said once.
    return found.filter(({ message }, place) => found.findIndex((one) => one.message === message) === place);
  },
};

const EXCLUDED = ['excluded_accounts'];

function foundFor(before: readonly Part[], after: readonly Part[]): readonly Found[] {
  const [first] = after;
  if (first === undefined) return [];
  const { address } = first;
  const [was, is] = [excluded(before, 'before'), excluded(after, 'after')];
  if (is === undefined)
    return [{ address, message: 'it is known only after apply which accounts the Config rule leaves out', severity: 'warning' }];
  const added = is.filter((account) => was?.includes(account) === false);
  if (added.length === 0) return [];
  const isSecret = [...before.map((rule) => isHidden(rule, 'before', EXCLUDED)), ...after.map((rule) => isHidden(rule, 'after', EXCLUDED))];
  const named = isSecret.includes(true) ? 'more accounts, which are sensitive,' : accounts(added);
  return [{ address, message: `the Config rule now leaves out ${named}: nobody looks for unused credentials there any more` }];
}

/** More names than these say less. */
const MOST_NAMED = 10;

function accounts(added: readonly string[]): string {
  const rest = added.length > MOST_NAMED ? [`${String(added.length - MOST_NAMED)} more`] : [];
  const all = [...added.slice(0, MOST_NAMED), ...rest];
  return `${added.length === 1 ? 'the account' : 'the accounts'} ${listed(all)}`;
}

/** The accounts that all of some rules leave out; undefined where that is not known. */
function excluded(rules: readonly Part[], side: Side): readonly string[] | undefined {
  const lists = rules.map((rule) => {
    const fact = factOf(rule, side, EXCLUDED);
    if (fact.kind === 'unknown') return undefined;
    return fact.kind === 'known' ? [fact.value].flat().map(String) : [];
  });
  if (lists.includes(undefined)) return undefined;
  const [first = [], ...others] = lists;
  return first.filter((account) => others.every((list) => list?.includes(account)));
}
