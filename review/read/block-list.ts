import type { ConfiguredResource } from '../plan';
import type { ArrayVisit, JsonKind, ObjectVisit } from './json-visit';
import { Members } from './members';
import type { PlanComplaints } from './plan-complaints';
import { isObject, referencesOf } from './references';

/** Reads the `resources` of one module in the configuration; only blocks of wanted types are kept. */
export class BlockList implements ArrayVisit {
  readonly kind = 'array';
  private readonly block: ObjectVisit;
  private count = 0;
  private hasAddress = false;
  private type: string | undefined;

  /** Takes what to do with each block that is wanted. */
  constructor(
    wanted: ReadonlySet<string>,
    private readonly complaints: PlanComplaints,
    private readonly found: (address: string, block: ConfiguredResource) => void,
  ) {
    this.block = new Members({
      members: {
        address: { kind: 'look', look: (found) => (this.hasAddress = found === 'string') },
        type: { kind: 'text', text: (type) => (this.type = type ?? this.wrong('a type')) },
      },
      begin: () => {
        this.hasAddress = false;
        this.type = undefined;
      },
      isWhole: () => this.type === undefined || wanted.has(this.type),
      end: (whole) => {
        this.add(whole);
      },
      twice: (name) => {
        throw complaints.twice(this.where(), name);
      },
      refuse: (kind) => {
        throw complaints.kind(this.where(), 'a resource as an object', kind);
      },
    });
  }

  begin(): void {
    this.count = 0;
  }

  item(): ObjectVisit {
    this.count += 1;
    return this.block;
  }

  end(): void {
    // Every block has been read.
  }

  refuse(found: JsonKind): never {
    throw this.complaints.kind('configuration', 'resources as a list', found);
  }

  private add(whole: unknown): void {
    if (!this.hasAddress) this.wrong('an address');
    if (this.type === undefined) this.wrong('a type');
    if (!isObject(whole)) return;
    const { address, provider_config_key: key, expressions } = whole;
    this.found(String(address), { ...(typeof key === 'string' && { providerKey: key }), references: referencesOf(expressions) });
  }

  private where(): string {
    return `a resource in configuration, number ${String(this.count)} of its module`;
  }

  private wrong(accepted: string): never {
    throw this.complaints.element(this.where(), accepted, 'nothing');
  }
}
