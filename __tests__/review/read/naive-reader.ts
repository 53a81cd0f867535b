import type { ConfiguredResource, Plan, ResourceChange } from '../../../review/plan';

type Json = Readonly<Record<string, unknown>>;

/** Thrown for what no plan reader may take; which words it should say is the business of other tests. */
export class Refused extends Error {}

/** Reads a plan as one would without caring for time and memory, to compare with; the same of the whole plan in memory. */
export function naiveRead(json: unknown, wanted: ReadonlySet<string>): Plan {
  const plan = object(json);
  need(typeof plan['format_version'] === 'string' && /^[01]\.\d+$/.test(plan['format_version']));
  need('planned_values' in plan || 'resource_changes' in plan);
  if (!('resource_changes' in plan)) need(Object.keys(plan).every((key) => KEYS.includes(key)));
  for (const flag of ['complete', 'errored']) need([undefined, true, false].includes(plan[flag] as undefined));
  need(plan['errored'] !== true);
  const [changes, drift, deferred] = ['resource_changes', 'resource_drift', 'deferred_changes'].map((key) =>
    list(plan[key] ?? (key in plan ? null : [])),
  );
  const all = (changes ?? []).map((element) => check(element));
  const wantedOf = (elements: readonly unknown[], isDeferred: boolean): readonly ResourceChange[] =>
    elements
      .map((element) => check(element))
      .filter(({ type }) => wanted.has(String(type)))
      .map((element) => read(element, isDeferred));
  const othersIn = (elements: typeof all): typeof all =>
    elements.filter(
      ({ type, mode, deposed, change }) =>
        !wanted.has(String(type)) &&
        mode === 'managed' &&
        (deposed ?? null) === null &&
        !['["no-op"]', '["read"]'].includes(JSON.stringify(object(change)['actions'])),
    );
  const inner = (deferred ?? []).map((element) => object(element)['resource_change']);
  const isRefreshOnly = all.length === 0 && (drift ?? []).length > 0;
  const drifted = wantedOf(drift ?? [], false);
  return {
    changes: isRefreshOnly ? drifted : wantedOf(all, false),
    drift: drifted,
    deferred: wantedOf(inner, true),
    otherChanges: othersIn(isRefreshOnly ? (drift ?? []).map((element) => check(element)) : all).length,
    isRefreshOnly,
    isComplete: plan['complete'] !== false && inner.length === 0,
    ...configurationOf(plan, wanted),
  };
}

const KEYS = [
  ...['format_version', 'terraform_version', 'timestamp', 'variables', 'planned_values', 'proposed_unknown', 'prior_state'],
  ...['resource_drift', 'deferred_changes', 'output_changes', 'action_invocations', 'deferred_action_invocations'],
  ...['configuration', 'relevant_attributes', 'checks', 'applyable', 'complete', 'errored'],
];

function configurationOf(plan: Json, wanted: ReadonlySet<string>): Pick<Plan, 'configured' | 'providers'> {
  const configuration = member(plan, 'configuration');
  const entries = Object.entries(member(configuration, 'provider_config'));
  const values = Object.entries(member(plan, 'variables')).map(([name, variable]): [string, unknown] => [name, object(variable)['value']]);
  const configured = new Map<string, ConfiguredResource>();
  const walk = (module: Json, path: string): void => {
    for (const element of list('resources' in module ? module['resources'] : [])) {
      const { type, address, provider_config_key: key, expressions } = object(element);
      need(typeof type === 'string' && typeof address === 'string');
      if (!wanted.has(type as string)) continue;
      const references = Object.entries((expressions ?? {}) as Json).map(([name, expression]): [string, readonly string[]] => [
        name,
        referencesIn(expression),
      ]);
      configured.set(`${path}/${String(address)}`, {
        ...(typeof key === 'string' && { providerKey: entries.some(([name]) => name === key) ? key : (key.split(':').at(-1) ?? '') }),
        references: new Map(references.filter(([, found]) => found.length > 0)),
      });
    }
    for (const [name, call] of Object.entries(member(module, 'module_calls'))) {
      walk(member(object(call), 'module'), path === '' ? name : `${path}.${name}`);
    }
  };
  walk(member(configuration, 'root_module'), '');
  const regionOf = (entry: unknown): string | undefined => {
    const region = (((entry as Json | null)?.['expressions'] ?? {}) as Json)['region'] as
      { constant_value?: unknown; references?: unknown } | undefined;
    if (typeof region?.constant_value === 'string') return region.constant_value;
    const reference = Array.isArray(region?.references) && region.references.length === 1 ? String(region.references[0]) : '';
    const value = values.find(([name]) => `var.${name}` === reference)?.[1];
    return typeof value === 'string' && /^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(value) ? value : undefined;
  };
  const providers = entries.map(([key, entry]): [string, object] => [
    key,
    {
      ...(regionOf(entry) !== undefined && { region: regionOf(entry) }),
      ...(Object.hasOwn(((entry as Json | null)?.['expressions'] ?? {}) as Json, 'region') && { isAmbient: true }),
    },
  ]);
  return { configured, providers: new Map(providers) };
}

function referencesIn(expression: unknown): readonly string[] {
  if (typeof expression !== 'object' || expression === null) return [];
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  const { references } = expression as { references?: unknown };
  if (Array.isArray(references) && references.every((reference) => typeof reference === 'string')) return references;
  return 'constant_value' in expression ? [] : Object.values(expression).flatMap(referencesIn);
}

function check(element: unknown): Json {
  const { address, type, change } = object(element);
  const actions = list(object(change)['actions']);
  need(
    typeof address === 'string' && typeof type === 'string' && actions.length > 0 && actions.every((action) => typeof action === 'string'),
  );
  return object(element);
}

function read(element: Json, isDeferred: boolean): ResourceChange {
  const change = object(element['change']);
  const actions = list(change['actions']) as ResourceChange['actions'];
  need(actions.every((action) => ['no-op', 'create', 'read', 'update', 'delete', 'forget'].includes(action)));
  const sides = ['before', 'after'].map((key) => (change[key] === undefined || change[key] === null ? null : object(change[key])));
  const [before = null, after = null] = sides;
  need(isDeferred || before !== null || !actions.some((action) => ['no-op', 'update', 'delete', 'forget'].includes(action)));
  need(isDeferred || after !== null || !actions.some((action) => ['no-op', 'update', 'create', 'read'].includes(action)));
  for (const key of ['module_address', 'previous_address', 'deposed'])
    need(['string', 'undefined'].includes(typeof (element[key] ?? undefined)));
  need(typeof element['name'] === 'string' && ['managed', 'data'].includes(String(element['mode'])));
  need(['string', 'number', 'undefined'].includes(typeof (element['index'] ?? undefined)));
  const [moduleAddress, previousAddress, deposed, index] = ['module_address', 'previous_address', 'deposed', 'index'].map(
    (key) => element[key] ?? undefined,
  );
  return {
    address: element['address'],
    ...(moduleAddress !== undefined && { moduleAddress }),
    ...(previousAddress !== undefined && { previousAddress }),
    mode: element['mode'],
    type: element['type'],
    name: element['name'],
    ...(index !== undefined && { index }),
    ...(deposed !== undefined && { deposed }),
    actions,
    before,
    after,
    afterUnknown: change['after_unknown'] ?? {},
    beforeSensitive: change['before_sensitive'] ?? {},
    afterSensitive: change['after_sensitive'] ?? {},
    replacePaths: list(change['replace_paths'] ?? []),
    isImported: (change['importing'] ?? null) !== null,
  } as ResourceChange;
}

function member(parent: Json, key: string): Json {
  return key in parent ? object(parent[key]) : {};
}

function object(value: unknown): Json {
  need(typeof value === 'object' && value !== null && !Array.isArray(value));
  return value as Json;
}

function list(value: unknown): readonly unknown[] {
  need(Array.isArray(value));
  return value as readonly unknown[];
}

function need(isRight: boolean): void {
  if (!isRight) throw new Refused('no plan');
}
