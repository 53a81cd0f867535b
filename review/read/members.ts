import { SKIP, type JsonKind, type ObjectVisit, type Visit } from './json-visit';

/** Defines an object of which some members are wanted. */
export interface MembersOptions {
  readonly members: Readonly<Record<string, Visit>>;
  /** Called before the first member. */
  begin?(): void;
  /** Whether the whole object is wanted; asked again and again while it is read. */
  isWhole?(): boolean;
  /** Called at the end, with the object when the whole is wanted. */
  end?(whole: unknown): void;
  /** Throws for a wanted member that stands twice. */
  twice(name: string): never;
  /** Throws for what is no object. */
  refuse(found: JsonKind): never;
}

/** Visits objects of one shape, one after the other. A wanted member may stand only once, so that no two readers disagree. */
export class Members implements ObjectVisit {
  readonly kind = 'object';
  private readonly members: ReadonlyMap<string, { readonly visit: Visit; readonly bit: number }>;
  private seen = 0;

  constructor(private readonly options: MembersOptions) {
    this.members = new Map(Object.entries(options.members).map(([name, visit], at) => [name, { visit, bit: 1 << at }]));
  }

  get isWhole(): boolean {
    return this.options.isWhole?.() ?? false;
  }

  begin(): void {
    this.seen = 0;
    this.options.begin?.();
  }

  member(name: string): Visit {
    const wanted = this.members.get(name);
    if (wanted === undefined) return SKIP;
    if ((this.seen & wanted.bit) !== 0) this.options.twice(name);
    this.seen |= wanted.bit;
    return wanted.visit;
  }

  end(whole: unknown): void {
    this.options.end?.(whole);
  }

  refuse(found: JsonKind): never {
    return this.options.refuse(found);
  }
}
