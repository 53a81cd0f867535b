import type { SettingPath } from '../../../domain/settings';
import type { Leaf, Leaves } from '../../../review/leaf';
import type { Plan } from '../../../review/plan';
import { recover } from '../../../review/recover/recover';
import { readPlan } from '../../support/read-plan';

/** Attributes of a resource on one side. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One resource of a plan, as a test writes it; a side that is left out is null. */
export interface Written {
  readonly before?: Attributes;
  readonly after?: Attributes;
  /** Unless they follow from the sides. */
  readonly actions?: readonly string[];
  /** `after_unknown` */
  readonly unknown?: unknown;
  readonly beforeSensitive?: unknown;
  readonly afterSensitive?: unknown;
  /** What each argument refers to. */
  readonly refers?: Readonly<Record<string, readonly string[]>>;
  /** The provider that the configuration names; null for what is not configured. @default aws */
  readonly provider?: string | null;
  /** Anything else of the change's element, such as `mode`, `deposed` or `previous_address`. */
  readonly more?: Attributes;
}

/** Resources by address, such as `module.a["x"].aws_sns_topic.t[0]`. */
export type Resources = Readonly<Record<string, Written>>;

/** What stays as it is. */
export const kept = (values: Attributes, more: Omit<Written, 'before' | 'after'> = {}): Written => ({
  before: values,
  after: values,
  ...more,
});

/** Writes the region of a provider, and who it is unless it is whoever runs Terraform. */
export const inRegion = (region: string, profile?: string): Attributes => ({
  name: 'aws',
  expressions: { region: { constant_value: region }, ...(profile !== undefined && { profile: { constant_value: profile } }) },
});

/** Writes a plan as Terraform would, and reads it. */
export function planOf(resources: Resources, providers: Attributes = { aws: inRegion('eu-west-1') }): Plan {
  const root: Module = { resources: [], module_calls: {} };
  for (const [address, { provider = 'aws', refers = {} }] of Object.entries(resources)) {
    const { modules, type, name } = partsOf(address);
    if (provider === null) continue;
    moduleAt(root, modules).resources.push({
      address: `${type}.${name}`,
      type,
      name,
      provider_config_key: provider,
      expressions: Object.fromEntries(Object.entries(refers).map(([argument, references]) => [argument, { references }])),
    });
  }
  return readPlan({
    format_version: '1.2',
    resource_changes: Object.entries(resources).map(([address, written]) => changeOf(address, written)),
    configuration: { provider_config: providers, root_module: root },
  });
}

interface Module {
  readonly resources: unknown[];
  readonly module_calls: Record<string, { readonly module: Module }>;
}

function moduleAt(root: Module, names: readonly string[]): Module {
  return names.reduce((module, name) => (module.module_calls[name] ??= { module: { resources: [], module_calls: {} } }).module, root);
}

function partsOf(address: string): {
  readonly module: string | undefined;
  readonly modules: readonly string[];
  readonly type: string;
  readonly name: string;
  readonly index: unknown;
} {
  const [, prefix = '', type = '', name = '', key] = /^(.*?)(aws_\w+)\.([\w-]+)(?:\[(.+)\])?$/.exec(address) ?? [];
  return {
    module: prefix === '' ? undefined : prefix.slice(0, -1),
    modules: [...prefix.replaceAll(/\["(?:[^"\\]|\\.)*"\]/g, '').matchAll(/module\.([\w-]+)/g)].map(([, module = '']) => module),
    type,
    name,
    index: key === undefined ? undefined : (JSON.parse(key) as unknown),
  };
}

function changeOf(address: string, { before, after, actions, unknown, beforeSensitive, afterSensitive, more }: Written): unknown {
  const { module, type, name, index } = partsOf(address);
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  const follows = before === undefined ? ['create'] : after === undefined ? ['delete'] : isSame ? ['no-op'] : ['update'];
  return {
    address,
    ...(module !== undefined && { module_address: module }),
    mode: 'managed',
    type,
    name,
    ...(index !== undefined && { index }),
    ...more,
    change: {
      actions: actions ?? follows,
      before: before ?? null,
      after: after ?? null,
      after_unknown: unknown ?? {},
      before_sensitive: beforeSensitive ?? {},
      after_sensitive: afterSensitive ?? {},
    },
  };
}

/** A recovered policy as a plain value. */
export interface Recovered {
  readonly id: string;
  /** The addresses of its parts; those of another module in brackets. */
  readonly parts: readonly string[];
  readonly before: Readonly<Record<string, Leaf>> | null;
  readonly after: Readonly<Record<string, Leaf>> | null;
}

/** Recovers what is in a plan. */
export function recovered(resources: Resources, providers?: Attributes): readonly Recovered[] {
  return recover(planOf(resources, providers), {}).policies.map(({ id, parts, before, after }) => ({
    id,
    parts: parts.map(({ address, isOwn }) => (isOwn ? address : `(${address})`)),
    before: plain(before),
    after: plain(after),
  }));
}

const plain = (leaves: Leaves | null): Recovered['before'] => leaves && Object.fromEntries(leaves);

/** Gives some settings of the only policy, on both sides; one that is not there is left out. */
export function settingsIn(
  resources: Resources,
  paths: readonly SettingPath[],
  providers?: Attributes,
): readonly [before: Recovered['before'], after: Recovered['after']] {
  const [policy, ...others] = recovered(resources, providers);
  if (policy === undefined || others.length > 0) throw new Error('there must be exactly one policy');
  const some = (leaves: Recovered['before']): Recovered['before'] =>
    leaves && Object.fromEntries(Object.entries(leaves).filter(([path]) => (paths as readonly string[]).includes(path)));
  return [some(policy.before), some(policy.after)];
}

/** A leaf that is known. */
export const known = (address: string, value: unknown, isSensitive = false): Leaf => ({ kind: 'known', value, address, isSensitive });

/** A leaf that is known only after apply. */
export const later = (address: string, because = 'it is known only after apply'): Leaf => ({
  kind: 'unknown',
  address,
  cause: 'apply',
  because,
});

/** A leaf that cannot be read. */
export const unreadable = (address: string, because: string): Leaf => ({ kind: 'unknown', address, cause: 'unreadable', because });

/** The address of the Config rule in these tests. */
export const RULE = 'aws_config_config_rule.unused';

const CHECK = 'IAM_USER_UNUSED_CREDENTIALS_CHECK';

/** The Config rule of somebody else, as version 5 of the provider has it: without a region. */
export function rule(limit: unknown = '45', more: Attributes = {}): Attributes {
  return {
    name: 'unused-keys',
    source: [{ owner: 'AWS', source_identifier: CHECK, source_detail: [] }],
    input_parameters: JSON.stringify({ maxCredentialUsageAge: limit }),
    maximum_execution_frequency: null,
    tags: null,
    ...more,
  };
}

/** The function that acts on unused keys, as it is known by its variables. */
export function sweep(policy: unknown = POLICY, variables: Attributes = {}, more: Attributes = {}): Attributes {
  return {
    function_name: 'sweeper',
    role: 'arn:aws:iam::111122223333:role/sweeper-role',
    reserved_concurrent_executions: -1,
    environment: [
      {
        variables: {
          POLICY: typeof policy === 'string' ? policy : JSON.stringify(policy),
          TABLE_NAME: 'sweeper-memory',
          TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:told',
          ACCOUNT_ID: '111122223333',
          POWERTOOLS_SERVICE_NAME: 'unused-keys',
          ...variables,
        },
      },
    ],
    ...more,
  };
}

/** The policy in the function's environment. */
export const POLICY = {
  maxCredentialUsageAgeDays: 45,
  action: 'delete',
  warnDays: 7,
  graceDays: 14,
  maxKeysPerDay: 10,
  exempt: { userNames: ['svc-*', 'deploy'], paths: [] },
};
