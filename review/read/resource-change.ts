import type { Action, ResourceChange, Values } from '../plan';

/** Throws for a change that is not as Terraform writes it. */
export type RefuseChange = (accepted: string, got: string) => never;

/**
 * Reads one change, in any format from 0.1 on: what a format does not have yet is as if Terraform had nothing to say of it.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation (read 2026-11)
 */
export function resourceChangeOf(value: unknown, refuse: RefuseChange): ResourceChange {
  const element = objectIn({ value }, 'value', refuse) ?? refuse('a change', 'nothing');
  const change = objectIn(element, 'change', refuse) ?? refuse('change', 'nothing');
  const moduleAddress = textIn(element, 'module_address', refuse);
  const previousAddress = textIn(element, 'previous_address', refuse);
  const deposed = textIn(element, 'deposed', refuse);
  const index = indexIn(element, refuse);
  return {
    address: textIn(element, 'address', refuse) ?? refuse('an address', 'nothing'),
    ...(moduleAddress !== undefined && { moduleAddress }),
    ...(previousAddress !== undefined && { previousAddress }),
    mode: modeIn(element, refuse),
    type: textIn(element, 'type', refuse) ?? refuse('a type', 'nothing'),
    name: textIn(element, 'name', refuse) ?? refuse('a name', 'nothing'),
    ...(index !== undefined && { index }),
    ...(deposed !== undefined && { deposed }),
    actions: actionsIn(change, refuse),
    before: objectIn(change, 'before', refuse),
    after: objectIn(change, 'after', refuse),
    afterUnknown: change['after_unknown'] ?? {},
    beforeSensitive: change['before_sensitive'] ?? {},
    afterSensitive: change['after_sensitive'] ?? {},
    replacePaths: listIn(change, 'replace_paths', refuse),
    isImported: (change['importing'] ?? null) !== null,
  };
}

/**
 * Refuses a change without the side that its actions speak of, which a mangled key would leave out.
 * What is put off is not judged by this: Terraform may not know it yet.
 */
export function requireSides({ actions, before, after }: ResourceChange, refuse: RefuseChange): void {
  if (before === null && actions.some((action) => HAS_BEFORE.has(action))) refuse('change.before', 'nothing');
  if (after === null && actions.some((action) => HAS_AFTER.has(action))) refuse('change.after', 'nothing');
}

const HAS_BEFORE: ReadonlySet<Action> = new Set(['no-op', 'update', 'delete', 'forget']);
const HAS_AFTER: ReadonlySet<Action> = new Set(['no-op', 'create', 'read', 'update']);
const ACTIONS: readonly Action[] = ['no-op', 'create', 'read', 'update', 'delete', 'forget'];

function actionsIn(change: Values, refuse: RefuseChange): readonly Action[] {
  return listIn(change, 'actions', refuse).map((given) => {
    const action = ACTIONS.find((known) => known === given);
    return action ?? refuse(`change.actions of ${ACTIONS.join(', ')}`, String(given));
  });
}

function modeIn(element: Values, refuse: RefuseChange): ResourceChange['mode'] {
  const mode = textIn(element, 'mode', refuse);
  return mode === 'managed' || mode === 'data' ? mode : refuse('mode managed or data', mode ?? 'nothing');
}

function indexIn(element: Values, refuse: RefuseChange): string | number | undefined {
  const index = element['index'] ?? undefined;
  if (index === undefined || typeof index === 'string' || typeof index === 'number') return index;
  return refuse('index as a string or a number', kindOf(index));
}

function textIn(object: Values, key: string, refuse: RefuseChange): string | undefined {
  const value = object[key] ?? undefined;
  return value === undefined || typeof value === 'string' ? value : refuse(`${key} as a string`, kindOf(value));
}

function listIn(object: Values, key: string, refuse: RefuseChange): readonly unknown[] {
  const value = object[key] ?? [];
  return Array.isArray(value) ? (value as readonly unknown[]) : refuse(`${key} as a list`, kindOf(value));
}

function objectIn(object: Values, key: string, refuse: RefuseChange): Values | null {
  const value = object[key] ?? null;
  return typeof value === 'object' && !Array.isArray(value) ? (value as Values | null) : refuse(`${key} as an object`, kindOf(value));
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
