import { listed } from '../../domain/phrases';
import { factOf, staysThrough, type Part, type PartKind } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** A value that decides what a policy does, and that was known and is known only after apply. */
export interface HiddenValue {
  readonly address: string;
  /** What is hidden, as the subject of a sentence. */
  readonly words: string;
  /** Whether it is an expression in files, of which there is no plan. */
  readonly isFromFiles: boolean;
}

/** What decides, by kind, with what it decides. */
const DECIDING: Readonly<Partial<Record<PartKind, Readonly<Record<string, string>>>>> = {
  'recorder-status': { is_enabled: 'whether the recorder records' },
  'metric-alarm': {
    threshold: 'the threshold of the alarm',
    actions_enabled: 'whether the alarm tells anybody',
    alarm_actions: 'whom the alarm tells',
  },
  'composite-alarm': { actions_enabled: 'whether the alarm tells anybody', alarm_actions: 'whom the alarm tells' },
  schedule: { state: 'whether the schedule starts the function' },
  'event-rule': {
    state: 'whether the event rule is enabled',
    is_enabled: 'whether the event rule is enabled',
    event_pattern: 'what the event rule matches',
  },
};

/** What the provider gives what is not written. A plan says it, and files do not. */
const GIVEN: Readonly<Partial<Record<PartKind, readonly string[]>>> = {
  'metric-alarm': ['actions_enabled'],
  'composite-alarm': ['actions_enabled'],
  schedule: ['state'],
  'event-rule': ['state', 'is_enabled'],
};

/** Finds the values of parts, besides the settings, that nobody can review. What several parts hide alike is one. */
export function hiddenValues(policy: PolicyChange): readonly HiddenValue[] {
  const found = Object.entries(DECIDING).flatMap(([kind, attributes]) =>
    Object.entries(attributes).flatMap(([attribute, words]) => {
      const addresses = partsOf(policy, kind as PartKind)
        .filter((part) => isHidden(part, attribute, policy))
        .map(({ address, change }) => ({ address, isFromFiles: change.isFromFiles === true }));
      return addresses.map((one) => ({ ...one, words }));
    }),
  );
  return [...new Set(found.map(({ words }) => words))].map((words) => {
    const alike = found.filter((one) => one.words === words);
    const [first = '', ...others] = [...new Set(alike.map(({ address }) => address))];
    const isFromFiles = alike.some((one) => one.isFromFiles);
    return { address: first, isFromFiles, words: others.length === 0 ? words : `${words} (also of ${listed(others)})` };
  });
}

function isHidden(part: Part, attribute: string, policy: PolicyChange): boolean {
  const isSaidAlready = attribute === 'alarm_actions' && policy.after?.get('alerts.alarmActions')?.kind === 'unknown';
  if (!staysThrough(part) || isSaidAlready || !wasKnown(part, attribute)) return false;
  return factOf(part, 'after', [attribute]).kind === 'unknown' && !follows(part, attribute, policy);
}

function wasKnown(part: Part, attribute: string): boolean {
  const { kind } = factOf(part, 'before', [attribute]);
  return kind === 'known' || (kind === 'absent' && part.change.isFromFiles === true && GIVEN[part.kind]?.includes(attribute) === true);
}

/** Whether a value is hidden only because it names what this plan makes, or makes anew, of the policy itself. */
function follows(part: Part, attribute: string, { parts }: PolicyChange): boolean {
  const made = parts.filter(({ isOwn, fate }) => isOwn && (fate === 'made' || fate === 'replaced'));
  const references = part.configured?.references.get(attribute) ?? [];
  if (references.length > 0) {
    const blocks = made.map(({ change }) => `${change.type}.${change.name}`);
    return references.every((reference) =>
      blocks.some((block) => reference === block || (/^[.[]/.test(reference.slice(block.length)) && reference.startsWith(block))),
    );
  }
  return part.fate === 'replaced' || (attribute === 'alarm_actions' && made.some(({ kind }) => kind === 'topic'));
}
