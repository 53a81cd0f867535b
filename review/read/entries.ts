import type { JsonKind, ObjectVisit, Visit } from './json-visit';

/** Defines an object that is a map by name. */
export interface EntriesOptions {
  /** Says what is wanted of the value under a name. */
  entry(name: string): Visit;
  /** Throws for a name that stands twice. */
  twice(name: string): never;
  /** Throws for what is no object. */
  refuse(found: JsonKind): never;
}

/** Visits every entry of an object that is a map by name. A name may stand only once, so that no two readers disagree. */
export class Entries implements ObjectVisit {
  readonly kind = 'object';
  readonly isWhole = false;
  private readonly names = new Set<string>();

  constructor(private readonly options: EntriesOptions) {}

  begin(): void {
    this.names.clear();
  }

  member(name: string): Visit {
    if (this.names.has(name)) this.options.twice(name);
    this.names.add(name);
    return this.options.entry(name);
  }

  end(): void {
    // The names are forgotten when the next object begins.
  }

  refuse(found: JsonKind): never {
    return this.options.refuse(found);
  }
}
