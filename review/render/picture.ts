import { milestones, type Milestone, type Schedule } from '../../domain/milestones';
import type { RemediationAction } from '../../domain/policy';
import type { SettingPath } from '../../domain/settings';
import { numberOf, textOf, type Leaves } from '../leaf';
import type { Side } from '../part';
import type { PolicyChange } from '../policy-change';
import { paragraph, type Block, type Picture } from './document';
import { hasRule } from './has-rule';
import { sensitiveIn } from './sensitive';

/** What can be drawn of one side. */
interface Drawing {
  readonly milestones: readonly Milestone[];
  /** What is missing in it, as a sentence; undefined when nothing is. */
  readonly lack?: string;
}

/** Draws what happens to an unused access key on which day: one picture, or two when the days or what happens on them differ. */
export function pictureOf(policy: PolicyChange): readonly Block[] {
  const before = drawn(policy, 'before');
  const after = drawn(policy, 'after');
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  const pictures: readonly Picture[] = isSame
    ? [{ title: 'Before and after', milestones: after.milestones }]
    : [
        { title: 'Before', milestones: before.milestones },
        { title: 'After', milestones: after.milestones },
      ];
  const seen = pictures.filter((picture) => picture.milestones.length > 0);
  const lacks = isSame ? [said('Before and after', after)] : [said('Before', before), said('After', after)];
  return [
    ...(seen.length === 0
      ? []
      : [
          paragraph('What happens to an access key that nobody uses, and after how many days without use at the earliest:'),
          { kind: 'days', pictures: seen } as const,
        ]),
    ...lacks.flatMap((lack) => (lack === undefined ? [] : [paragraph(lack)])),
  ];
}

const said = (title: string, { lack }: Drawing): string | undefined => lack && `${title}: ${lack}`;

function drawn(policy: PolicyChange, name: Side): Drawing {
  const side = policy[name];
  if (side === null) return name === 'before' ? { milestones: [] } : { milestones: [], lack: 'nothing happens any more.' };
  const sensitive = sensitiveIn(policy);
  const limit = dayCount(side, 'maxCredentialUsageAgeDays', sensitive);
  if (limit === undefined) return { milestones: [], lack: `the days cannot be drawn, because ${noLimit(side)}.` };
  const remediation = remediationOf(side, sensitive);
  const isReported = hasRule(policy, name);
  const schedule = { maxCredentialUsageAgeDays: limit, ...(typeof remediation === 'object' && { remediation }) };
  const all = milestones(schedule).filter(({ by }) => by !== 'AWS Config' || isReported);
  return {
    milestones: all.length > 1 ? all : [...all, { day: limit, by: 'nobody', what: 'nothing happens' }],
    ...(remediation === 'not known' && { lack: 'what the function does cannot be drawn, because not all of its settings are told.' }),
  };
}

const noLimit = (side: Leaves): string => (side.has('maxCredentialUsageAgeDays') ? 'the limit is not told' : 'there is no limit');

function remediationOf(side: Leaves, sensitive: ReadonlySet<SettingPath>): Schedule['remediation'] | 'not known' {
  if (!side.has('remediation')) return undefined;
  const action = ACTIONS.find((known) => known === textOf(side, 'remediation.action'));
  const warnDays = dayCount(side, 'remediation.warnDays', sensitive);
  const graceDays = dayCount(side, 'remediation.graceDays', sensitive);
  if (action === undefined || sensitive.has('remediation.action')) return 'not known';
  return warnDays === undefined || graceDays === undefined ? 'not known' : { action, warnDays, graceDays };
}

const ACTIONS: readonly RemediationAction[] = ['notify', 'deactivate', 'delete'];

/** A number that a day can be; a plan of others may hold any. */
function dayCount(side: Leaves, path: SettingPath, sensitive: ReadonlySet<SettingPath>): number | undefined {
  const value = sensitive.has(path) ? undefined : numberOf(side, path);
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 && value < 100_000 ? value : undefined;
}
