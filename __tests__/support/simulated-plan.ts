import type { UnusedCredentialsSettings } from '../../domain/policy';
import { emittedBy, type Block } from '../policies/emitted';
import { REPLACED_BY } from './terraform/provider-facts.cjs';

/** A resource as it is in an account: what was declared, with every value known. */
interface Standing {
  readonly type: string;
  readonly name: string;
  readonly index: string | undefined;
  readonly values: Block;
}

/** One policy in a plan: its module, and what it was and becomes; undefined where there is none. */
export interface PlannedPolicy {
  /** @default - the root module */
  readonly module?: string;
  /** @default aws */
  readonly provider?: string;
  readonly before: UnusedCredentialsSettings | undefined;
  readonly after: UnusedCredentialsSettings | undefined;
}

/** A plan in Terraform's JSON, loose enough for a test to change anything in it. */
export interface PlanJson {
  format_version: string;
  planned_values?: unknown;
  resource_changes: ChangeJson[];
  configuration: { provider_config: Record<string, unknown>; root_module: Record<string, unknown> };
  [key: string]: unknown;
}

/** One element of `resource_changes`. */
export interface ChangeJson {
  address: string;
  type: string;
  change: {
    actions: string[];
    before: Record<string, unknown> | null;
    after: Record<string, unknown> | null;
    after_unknown: unknown;
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

/**
 * Makes the plan that Terraform makes between two declared policies, without Terraform: as what stands after an apply of the one,
 * and what is declared by the other. Real Terraform is asked in `__tests__/terraform`, and both must be recovered alike.
 */
export function simulatedPlan(...policies: readonly PlannedPolicy[]): PlanJson {
  const modules: Record<string, unknown> = {};
  const rootResources: unknown[] = [];
  const changes = policies.flatMap(({ module, provider = 'aws', before, after }) => {
    const configured = standing(after).map(({ type, name }) => ({
      address: `${type}.${name}`,
      type,
      name,
      provider_config_key: provider,
      expressions: {},
    }));
    if (module === undefined) rootResources.push(...configured);
    else if (configured.length > 0) modules[module] = { module: { resources: configured } };
    return changesBetween(standing(before), standing(after), module);
  });
  const providers = [...new Set(policies.map(({ provider = 'aws' }) => provider))];
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: {} },
    resource_changes: changes,
    configuration: {
      provider_config: Object.fromEntries(providers.map((key) => [key, { name: 'aws' }])),
      root_module: { resources: rootResources, module_calls: modules },
    },
    complete: true,
    errored: false,
  };
}

function changesBetween(before: readonly Standing[], after: readonly Standing[], module: string | undefined): ChangeJson[] {
  const key = ({ type, name, index }: Standing): string => `${type}.${name}${index === undefined ? '' : `[${JSON.stringify(index)}]`}`;
  const was = new Map(before.map((one) => [key(one), one]));
  const becomes = new Map(after.map((one) => [key(one), one]));
  return [...new Set([...was.keys(), ...becomes.keys()])].sort().map((address) => {
    const [from, to] = [was.get(address), becomes.get(address)];
    const { type = '', name = '', index } = to ?? from ?? {};
    return {
      address: module === undefined ? address : `module.${module}.${address}`,
      ...(module !== undefined && { module_address: `module.${module}` }),
      mode: 'managed',
      type,
      name,
      ...(index !== undefined && { index }),
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: {
        actions: actionsOf(type, from?.values, to?.values),
        before: from === undefined ? null : structuredClone(from.values),
        after: to === undefined ? null : structuredClone(to.values),
        after_unknown: {},
        before_sensitive: {},
        after_sensitive: {},
      },
    };
  });
}

function actionsOf(type: string, before: Block | undefined, after: Block | undefined): string[] {
  if (before === undefined) return ['create'];
  if (after === undefined) return ['delete'];
  if (JSON.stringify(before) === JSON.stringify(after)) return ['no-op'];
  const identity = ['region', ...(REPLACED_BY[type] ?? [])];
  return identity.some((name) => before[name] !== after[name]) ? ['delete', 'create'] : ['update'];
}

function standing(settings: UnusedCredentialsSettings | undefined): readonly Standing[] {
  if (settings === undefined) return [];
  const { resources } = emittedBy('root', settings);
  return Object.entries(resources).flatMap(([type, blocks]) =>
    Object.entries(blocks).flatMap(([name, block]) => instances(block).map(({ index, values }) => ({ type, name, index, values }))),
  );
}

/** What is about the block rather than the resource. */
const META: ReadonlySet<string> = new Set(['for_each', 'depends_on', 'lifecycle', 'provider', '//']);

function instances(block: Block): readonly { readonly index: string | undefined; readonly values: Block }[] {
  const own = Object.fromEntries(Object.entries(block).filter(([name]) => !META.has(name)));
  if (block['for_each'] === undefined) return [{ index: undefined, values: asPlanned(own) as Block }];
  const keys = [...JSON.stringify(block['for_each']).matchAll(/\\"([^"\\]+)\\"/g)].map(([, key = '']) => key);
  return keys.map((index) => ({
    index,
    values: asPlanned(JSON.parse(JSON.stringify(own).replaceAll('${each.value}', index).replaceAll('${each.key}', index))) as Block,
  }));
}

/** Arguments that are maps; any other object is a block, which a plan shows as a list. */
const MAPS: ReadonlySet<string> = new Set(['tags', 'variables', 'dimensions', 'input_paths']);

function asPlanned(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => (typeof item === 'object' && item !== null ? entriesPlanned(item as Block) : item));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (name === '') return entriesPlanned(value as Block);
  return MAPS.has(name) ? value : [entriesPlanned(value as Block)];
}

const entriesPlanned = (value: Block): Block => Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asPlanned(item, key)]));
