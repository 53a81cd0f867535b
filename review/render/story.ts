import type { PolicyChange } from '../policy-change';
import type { Finding, ReviewResult, Unjudged } from '../review-result';
import { SEVERITIES } from '../severities';
import { affectedSection } from './affected-section';
import { BOUNDS, type Bounds } from './bounds';
import { becomingOf } from './becoming';
import { paragraph, type Block } from './document';
import { findingList } from './finding-list';
import { opening } from './opening';
import { policySection } from './policy-section';

/** Tells a review as a document; of the policies that deserve a section, at most so many get one, the worst first. */
export function story(result: ReviewResult, bounds: Bounds): readonly Block[] {
  const { policies, otherChanges } = result;
  const byPolicy = grouping(result.findings);
  const besides = grouping(result.unjudged);
  const findingsOf = ({ id }: PolicyChange): readonly Finding[] => byPolicy.get(id) ?? [];
  const unjudgedOf = ({ id }: PolicyChange): readonly Unjudged[] => besides.get(id) ?? [];
  const ids = new Set<string | null>(policies.map(({ id }) => id));
  const elsewhere = result.findings.filter(({ policy }) => !ids.has(policy));
  const isFew = policies.length <= BOUNDS.fewPolicies;
  const worthy = policies
    .filter((policy) => isFew || findingsOf(policy).length > 0 || unjudgedOf(policy).length > 0 || isChange(policy))
    .toSorted((one, other) => rank(findingsOf(one)) - rank(findingsOf(other)));
  const shown = worthy.slice(0, bounds.policies);
  const others = section('Besides the policies', elsewhere, bounds);
  const isElsewhereWorse = rank(elsewhere) < Math.min(...shown.map((policy) => rank(findingsOf(policy))), SEVERITIES.length);
  return [
    ...opening(result),
    ...affectedSection(result, bounds),
    ...(isElsewhereWorse ? others : []),
    ...shown.flatMap((policy) => policySection(policy, findingsOf(policy), unjudgedOf(policy), bounds)),
    ...counted(worthy.length - shown.length, policies.length - worthy.length),
    ...(isElsewhereWorse ? [] : others),
    paragraph(otherChangesOf(otherChanges)),
  ];
}

function grouping<T extends { readonly policy: string | null }>(all: readonly T[]): ReadonlyMap<string | null, readonly T[]> {
  const groups = new Map<string | null, T[]>();
  for (const one of all) {
    const group = groups.get(one.policy);
    if (group === undefined) groups.set(one.policy, [one]);
    else group.push(one);
  }
  return groups;
}

/** Policies with the worst finding come first, those without any last. */
function rank([worst]: readonly Finding[]): number {
  return worst === undefined ? SEVERITIES.length : SEVERITIES.indexOf(worst.severity);
}

/** Settings or more; of what is only touched there is nothing to show. */
const isChange = (policy: PolicyChange): boolean => !['touched', 'unchanged'].includes(becomingOf(policy));

function section(title: string, findings: readonly Finding[], bounds: Bounds): readonly Block[] {
  return findings.length === 0 ? [] : [{ kind: 'heading', level: 3, line: [title] }, ...findingList(findings, bounds.findings)];
}

function counted(left: number, unchanged: number): readonly Block[] {
  return [
    ...(left === 0
      ? []
      : [paragraph(`${grouped(left)} more ${left === 1 ? 'policy' : 'policies'} with changes or findings: the JSON form lists them.`)]),
    ...(unchanged === 0
      ? []
      : [
          paragraph(
            `${grouped(unchanged)} more ${unchanged === 1 ? 'policy keeps its' : 'policies keep their'} settings, without findings.`,
          ),
        ]),
  ];
}

function otherChangesOf(count: number): string {
  if (count === 0) return 'The plan changes nothing else.';
  return `The plan has ${grouped(count)} other ${count === 1 ? 'change' : 'changes'}, on which this review has no opinion.`;
}

/** A count with a comma after thousands. */
const grouped = (count: number): string => String(count).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
