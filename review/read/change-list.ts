import type { ResourceChange } from '../plan';
import type { ArrayVisit, JsonKind, ObjectVisit, TextVisit } from './json-visit';
import { Members } from './members';
import type { PlanComplaints } from './plan-complaints';
import { requireSides, resourceChangeOf } from './resource-change';

/** Defines a list of changes in a plan. */
export interface ChangeListOptions {
  /** The key of the list. */
  readonly key: 'resource_changes' | 'resource_drift' | 'deferred_changes';
  readonly wanted: ReadonlySet<string>;
  readonly complaints: PlanComplaints;
}

/** Reads a list of changes: the wanted types in full, while all others are only counted. */
export class ChangeList implements ArrayVisit {
  readonly kind = 'array';
  /** The changes of wanted types, in the order of the plan. */
  readonly changes: ResourceChange[] = [];
  /** How many elements there are. */
  count = 0;
  /** How many managed resources of other types change at all. */
  others = 0;
  private readonly element: ObjectVisit;
  private hasAddress = false;
  private type: string | undefined;
  private mode: string | undefined;
  private isDeposed = false;
  private readonly actions: string[] = [];

  constructor(private readonly options: ChangeListOptions) {
    const change = this.changeVisit();
    this.element = options.key === 'deferred_changes' ? this.deferredVisit(change) : change;
  }

  begin(): void {
    // A plan has each list once.
  }

  item(): ObjectVisit {
    this.count += 1;
    return this.element;
  }

  end(): void {
    // Every element has been read.
  }

  refuse(found: JsonKind): never {
    throw this.options.complaints.kind(this.options.key, 'a list', found);
  }

  private changeVisit(): ObjectVisit {
    return new Members({
      ...this.shape('change'),
      members: {
        address: { kind: 'look', look: (found) => (this.hasAddress = found === 'string') },
        type: { kind: 'text', text: (type) => (this.type = type ?? this.wrong('a type', 'something else')) },
        mode: { kind: 'text', text: (mode) => (this.mode = mode) },
        deposed: { kind: 'look', look: (found) => (this.isDeposed = found !== 'null') },
        change: new Members({ ...this.shape('change'), members: { actions: this.actionsVisit() } }),
      },
      begin: () => {
        this.hasAddress = this.isDeposed = false;
        this.type = this.mode = undefined;
        this.actions.length = 0;
      },
      isWhole: () => this.type === undefined || this.options.wanted.has(this.type),
      end: (whole) => {
        this.add(whole);
      },
    });
  }

  private actionsVisit(): ArrayVisit {
    const action: TextVisit = {
      kind: 'text',
      text: (name) => this.actions.push(name ?? this.wrong('change.actions', 'something else')),
    };
    return {
      kind: 'array',
      begin: () => undefined,
      item: () => action,
      end: () => undefined,
      refuse: () => this.wrong('change.actions as a list', 'something else'),
    };
  }

  /** What is put off stands with its reason in an object around it. */
  private deferredVisit(change: ObjectVisit): ObjectVisit {
    let hasChange = false;
    const resourceChange: ObjectVisit = {
      kind: 'object',
      get isWhole() {
        return change.isWhole;
      },
      begin: () => {
        hasChange = true;
        change.begin();
      },
      member: (name) => change.member(name),
      end: (whole) => {
        change.end(whole);
      },
      refuse: (found) => change.refuse(found),
    };
    return new Members({
      ...this.shape('deferred change'),
      members: { resource_change: resourceChange },
      begin: () => (hasChange = false),
      end: () => (hasChange ? undefined : this.wrong('resource_change', 'nothing')),
    });
  }

  private shape(what: string): { twice(name: string): never; refuse(found: JsonKind): never } {
    const { complaints } = this.options;
    return {
      twice: (name) => {
        throw complaints.twice(this.where(), name);
      },
      refuse: (found) => {
        throw complaints.kind(this.where(), `a ${what} as an object`, found);
      },
    };
  }

  private add(whole: unknown): void {
    if (!this.hasAddress) this.wrong('an address', 'nothing');
    if (this.type === undefined) this.wrong('a type', 'nothing');
    if (this.actions.length === 0) this.wrong('change.actions', 'nothing');
    if (whole !== undefined) {
      const refuse = this.wrong.bind(this);
      const change = resourceChangeOf(whole, refuse);
      if (this.options.key !== 'deferred_changes') requireSides(change, refuse);
      this.changes.push(change);
    } else if (this.mode === 'managed' && !this.isDeposed && !this.isStill()) {
      this.others += 1;
    }
  }

  private isStill(): boolean {
    return this.actions.length === 1 && (this.actions[0] === 'no-op' || this.actions[0] === 'read');
  }

  private where(): string {
    return `${this.options.key}[${String(this.count - 1)}]`;
  }

  private wrong(accepted: string, got: string): never {
    throw this.options.complaints.element(this.where(), accepted, got);
  }
}
