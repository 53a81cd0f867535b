import type { ConfiguredProvider, ConfiguredResource } from '../plan';
import { BlockList } from './block-list';
import { configuredProviderOf } from './configured-provider';
import { Entries } from './entries';
import type { ArrayVisit, JsonKind, ObjectVisit } from './json-visit';
import { Members } from './members';
import type { PlanComplaints } from './plan-complaints';
import { providerKeyOf } from './provider-key';

/** Reads `configuration` and `variables`: the providers, and of the resources the wanted types only. */
export class ConfigurationReader {
  /** What to do with `configuration`. */
  readonly configuration: ObjectVisit;
  /** What to do with `variables`. */
  readonly variables: ObjectVisit;
  private readonly providers = new Map<string, unknown>();
  private readonly resources = new Map<string, ConfiguredResource>();
  private readonly values = new Map<string, string>();

  constructor(
    private readonly wanted: ReadonlySet<string>,
    private readonly complaints: PlanComplaints,
  ) {
    const providers = new Entries({
      ...this.shape('configuration.provider_config'),
      entry: (key) => ({ kind: 'take', take: (entry) => this.providers.set(key, entry) }),
    });
    this.configuration = new Members({
      ...this.shape('configuration'),
      members: { provider_config: providers, root_module: this.module([]) },
    });
    this.variables = new Entries({
      ...this.shape('variables'),
      entry: (name) =>
        new Members({
          ...this.shape('variables'),
          members: { value: { kind: 'text', text: (value) => value !== undefined && this.values.set(name, value) } },
        }),
    });
  }

  /** Gives what was read, with the names of providers resolved. */
  result(): { readonly configured: ReadonlyMap<string, ConfiguredResource>; readonly providers: ReadonlyMap<string, ConfiguredProvider> } {
    const isConfigured = (key: string): boolean => this.providers.has(key);
    return {
      configured: new Map(
        [...this.resources].map(([at, { providerKey, references }]) => [
          at,
          { ...(providerKey !== undefined && { providerKey: providerKeyOf(providerKey, isConfigured) }), references },
        ]),
      ),
      providers: new Map([...this.providers].map(([key, entry]) => [key, configuredProviderOf(entry, this.values)])),
    };
  }

  private module(path: readonly string[]): ObjectVisit {
    const shape = this.shape('configuration');
    const call = (name: string): ObjectVisit => new Members({ ...shape, members: { module: this.module([...path, name]) } });
    return new Members({
      ...shape,
      members: { resources: this.blocks(path.join('.')), module_calls: new Entries({ ...shape, entry: call }) },
    });
  }

  private blocks(module: string): ArrayVisit {
    return new BlockList(this.wanted, this.complaints, (address, block) => this.resources.set(`${module}/${address}`, block));
  }

  private shape(where: string): Shape {
    return {
      twice: (name) => {
        throw this.complaints.twice(where, name);
      },
      refuse: (found) => {
        throw this.complaints.kind(where, 'an object', found);
      },
    };
  }
}

interface Shape {
  twice(name: string): never;
  refuse(found: JsonKind): never;
}
