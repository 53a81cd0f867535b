import { visible } from '../../domain/safe-text';
import type { SettingPath } from '../../domain/settings';
import { isSensitive } from '../leaf';
import type { Side } from '../part';
import type { PolicyChange } from '../policy-change';
import type { InputKind } from '../read/input-kind';
import { becomingOf, type Becoming } from './becoming';
import { changesOf, settingsOf } from './changes';
import type { Line } from './document';
import { isJudged, onlySide, sentencesOf, type HeldPolicies } from './held-policies';
import { LABELS } from './labels';
import { surroundingsOf } from './surroundings';
import { plain, underlined, wrapped } from './text-lines';
import { untoldOf } from './untold';

/** Says for a person what files hold: a heading for each file and policy, in the given order. Nothing that a terminal acts on. */
export function policyDocument(files: readonly HeldPolicies[]): string {
  return `${files.flatMap(fileBlocks).join('\n\n')}\n`;
}

/** Says in words that a file holds no policy. */
export function noPolicyIn(name: string): string {
  return `No policy against unused credentials is in ${visible(name)}.`;
}

const KINDS: Readonly<Record<InputKind, string>> = {
  plan: 'a plan',
  synthesized: 'synthesized Terraform',
  settings: 'settings',
};

function fileBlocks({ name, kind, policies, incomplete }: HeldPolicies): readonly string[] {
  return [
    underlined(wrapped(`${visible(name)}: ${KINDS[kind]}`), '='),
    ...incomplete.map((reason) => wrapped(`Not all of it is told: ${visible(reason)}.`)),
    ...(policies.length === 0 ? [wrapped(noPolicyIn(name))] : policies.flatMap((policy) => policyBlocks(kind, policy))),
  ];
}

function policyBlocks(kind: InputKind, policy: PolicyChange): readonly string[] {
  const becoming = becomingOf(policy);
  const heading = kind === 'plan' ? ` ${BECOMING[becoming]}` : '';
  return [
    underlined(wrapped(plain(['Policy ', { code: policy.id }, heading]))),
    ...SIDES[becoming].flatMap((side) => [
      // Where there is no plan, nothing was before.
      ...(kind === 'plan' && HAS_TWO_SIDES[becoming] ? [TITLES[side]] : []),
      ...sideBlocks(kind, policy, side),
    ]),
    ...differences(policy),
  ];
}

const BECOMING: Readonly<Record<Becoming, string>> = {
  introduced: 'is introduced',
  removed: 'is removed: after the plan there is none',
  changed: 'changes',
  touched: 'keeps its settings',
  unchanged: 'stays as it is',
};

/** What stays is told once. */
const SIDES: Readonly<Record<Becoming, readonly Side[]>> = {
  introduced: ['after'],
  removed: ['before'],
  changed: ['before', 'after'],
  touched: ['after'],
  unchanged: ['after'],
};

const HAS_TWO_SIDES: Readonly<Record<Becoming, boolean>> = {
  introduced: true,
  removed: true,
  changed: true,
  touched: false,
  unchanged: false,
};

const TITLES: Readonly<Record<Side, string>> = { before: 'Before:', after: 'After:' };

function sideBlocks(kind: InputKind, policy: PolicyChange, side: Side): readonly string[] {
  const only = onlySide(policy, side);
  if (only === undefined) return [];
  const sentences = sentencesOf(kind, policy, side);
  if (sentences !== undefined) return [list(sentences.map(whole)), ...untold(only)];
  return [...settings(only, isJudged(kind, policy, side)), ...automations(policy, side), ...untold(only)];
}

/** What no setting says. */
function automations(policy: PolicyChange, side: Side): readonly string[] {
  const all = surroundingsOf(policy, side).automations;
  return all.length === 0 ? [] : ['What else may act on users:', list(all.map(whole))];
}

/** The settings by themselves, where no sentence can be made of them. */
function settings(policy: PolicyChange, hasRule: boolean): readonly string[] {
  const known = settingsOf(policy)
    .filter(({ path }) => !isSensitive(policy.after?.get(path)))
    .map(({ path, value }) => plain([...named(path), ': ', ...value]));
  const start = hasRule ? 'Not all of it is known.' : 'There is no Config rule: AWS Config reports nobody.';
  return known.length === 0 ? [`${start} No setting is told.`] : [`${start} What is known:`, list(known)];
}

function untold(policy: PolicyChange): readonly string[] {
  const all = untoldOf(policy);
  if (all.length === 0) return [];
  return [
    'What is not told:',
    list(all.map(({ setting, address, because }) => plain([...named(setting), ', at ', { code: address }, ': ', because, '.']))),
  ];
}

/** Also what no sentence is about. */
function differences(policy: PolicyChange): readonly string[] {
  const changes = changesOf(policy);
  if (changes.length === 0) return [];
  return ['What differs:', list(changes.map(({ path, before, after }) => plain([...named(path), ': ', ...before, ', then ', ...after])))];
}

/** The name in words and, where it says more, as it stands in the settings. */
function named(path: SettingPath): Line {
  return LABELS[path] === path ? [path] : [`${LABELS[path]} (`, { code: path }, ')'];
}

/** A sentence is told whole, however many names are in it; no name in it is longer than any text of others. */
function whole(sentence: string): string {
  return sentence.split(' ').map(visible).join(' ');
}

const list = (items: readonly string[]): string => items.map((item) => wrapped(item, '- ', '  ')).join('\n');
