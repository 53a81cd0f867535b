import type { Surroundings } from '../../domain/explain';
import { listed } from '../../domain/phrases';
import { whatIsStarted, whoStarts } from '../facts/automation';
import { factOf, isHidden, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { bounded } from './remarks';

/** Gives what sentences about one side of a policy depend on besides its settings. */
export function surroundingsOf(policy: PolicyChange, side: Side): Required<Surroundings> {
  return { judged: judgedBy(policy, side), automations: automationsOf(policy, side) };
}

/** Says of each automation what it is and does; the same in several regions once. */
function automationsOf(policy: PolicyChange, side: Side): readonly string[] {
  const there = partsOf(policy, 'automation').filter((part) => part[side] !== null);
  return [...new Set(there.map((part) => sentence(`${whatIsStarted(part, side, short)}${whoStarts(part, side)}`)))];
}

/** Whoever names a document must not drown what is said of it. */
const short = (name: string): string => bounded(name, 150);

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

const OF_ORGANIZATION: ReadonlySet<string> = new Set(['aws_config_organization_managed_rule', 'aws_config_organization_conformance_pack']);

/**
 * Says whose users are judged: an organization rule makes one in every account but those that it leaves out.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html (read 2026-11)
 */
function judgedBy(policy: PolicyChange, side: Side): string {
  const rules = partsOf(policy, 'rule').filter((rule) => rule[side] !== null && OF_ORGANIZATION.has(rule.change.type));
  if (rules.length === 0) return 'the account';
  const all = 'every account of the organization';
  const excluded = excludedBy(rules, side);
  if (excluded === undefined) return `${all}, but for those left out, of which it is not told here which they are,`;
  return excluded.length === 0 ? all : `${all}, but ${listed(excluded)},`;
}

const EXCLUDED = ['excluded_accounts'];

/** More accounts than these say less. */
const MOST_NAMED = 10;

/** The accounts that all of some rules leave out, bounded; undefined where that is not the same for all, not known, or may not be shown. */
function excludedBy(rules: readonly Part[], side: Side): readonly string[] | undefined {
  const lists = rules.map((rule) => excluded(rule, side));
  const [first] = lists;
  if (first === undefined || lists.some((list) => list?.join() !== first.join())) return undefined;
  const more = first.length - MOST_NAMED;
  return more > 0 ? [...first.slice(0, MOST_NAMED), `${String(more)} more`] : first;
}

function excluded(rule: Part, side: Side): readonly string[] | undefined {
  const fact = factOf(rule, side, EXCLUDED);
  if (fact.kind === 'absent') return [];
  // Where the other side is the same, printing it would tell both.
  if (fact.kind === 'unknown' || isHidden(rule, 'before', EXCLUDED) || isHidden(rule, 'after', EXCLUDED)) return undefined;
  const accounts = [fact.value].flat().map(String).toSorted();
  return accounts.every((account) => /^\d{12}$/.test(account)) ? accounts : undefined;
}
