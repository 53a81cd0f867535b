import type { SettingPath } from '../../domain/settings';
import type { PolicyChange } from '../policy-change';
import type { Finding, Unjudged } from '../review-result';
import { BOUNDS, type Bounds } from './bounds';
import { becomingOf, type Becoming } from './becoming';
import { changesOf, settingsOf, type SettingChange } from './changes';
import { cut } from './cut';
import { joined, paragraph, type Block, type Line } from './document';
import { explained } from './explained';
import { findingList } from './finding-list';
import { hasRule } from './has-rule';
import { LABELS } from './labels';
import { pictureOf } from './picture';
import { sensitiveIn } from './sensitive';
import { surroundingsOf } from './surroundings';
import { unjudgedList } from './unjudged-list';
import { untoldOf } from './untold';

/** Tells all about one policy: what changes, what was found, what happens when, what stays, what is not told. */
export function policySection(
  policy: PolicyChange,
  findings: readonly Finding[],
  unjudged: readonly Unjudged[],
  bounds: Bounds,
): readonly Block[] {
  const changes = changesOf(policy);
  const others = paragraph(...rest(policy, changes.length > 0));
  return [
    { kind: 'heading', level: 3, line: ['Policy ', { code: policy.id }, ` ${BECOMING[becomingOf(policy)]}`] },
    ...(changes.length > 0 ? table(changes) : [others]),
    ...findingList(findings, bounds.findings),
    ...unjudgedList(unjudged),
    ...pictureOf(policy),
    ...(changes.length > 0 ? [others] : []),
    ...untold(policy),
  ];
}

const BECOMING: Readonly<Record<Becoming, string>> = {
  introduced: 'is introduced',
  removed: 'is removed',
  changed: 'changes',
  touched: 'keeps its settings, and its resources change',
  unchanged: 'is unchanged',
};

function table(changes: readonly SettingChange[]): readonly Block[] {
  const rows = changes.map(({ path, before, after }): readonly Line[] => [named(path), before, after]);
  return [{ kind: 'table', head: ['setting', 'before', 'after'], rows }];
}

/** The name in words and, where it says more, as it stands in the settings. */
function named(path: SettingPath): Line {
  return LABELS[path] === path ? [path] : [`${LABELS[path]} (`, { code: path }, ')'];
}

/** What is in no table: the whole policy in sentences, or the settings that stay. */
function rest(policy: PolicyChange, isChanged: boolean): Line {
  const start = isChanged ? 'Unchanged' : beginning(policy);
  const sentences = isChanged ? undefined : sentencesOf(policy);
  if (sentences !== undefined)
    return [`${start}: `, ...sentences.flatMap((sentence, place) => (place === 0 ? [sentence] : [' ', sentence]))];
  const settings = settingsOf(policy);
  if (settings.length === 0) return [`${start}: no setting is told.`];
  const shown = settings.slice(0, BOUNDS.settings).map(({ path, value }): Line => [`${LABELS[path]} `, ...value]);
  const more = settings.length - shown.length;
  return [`${start}: `, ...joined(shown, '; '), more > 0 ? `; and ${String(more)} more.` : '.'];
}

/** The sentences say that AWS Config judges, so there must be a rule. */
function sentencesOf(policy: PolicyChange): readonly string[] | undefined {
  const name = policy.after === null ? 'before' : 'after';
  const side = policy[name];
  return side === null || !hasRule(policy, name) ? undefined : explained(side, sensitiveIn(policy), surroundingsOf(policy, name));
}

function beginning({ before, after }: PolicyChange): string {
  if (before === null) return 'From now on';
  return after === null ? 'Until now' : 'As before';
}

function untold(policy: PolicyChange): readonly Block[] {
  const all = untoldOf(policy);
  if (all.length === 0) return [];
  return [
    paragraph('What is not told:'),
    {
      kind: 'list',
      items: cut(
        all,
        BOUNDS.untold,
        ({ setting, address, because }) => [[...named(setting), ', at ', { code: address }, ': ', because, '.']],
        'settings',
      ),
    },
  ];
}
