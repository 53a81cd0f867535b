/** What a value is, without its content. */
export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';

/** Says what is wanted of a value before it is read. */
export type Visit = SkipVisit | LookVisit | TextVisit | TakeVisit | ObjectVisit | ArrayVisit;

/** Wants nothing of a value but that it is JSON. */
export interface SkipVisit {
  readonly kind: 'skip';
}

/** Wants to know what a value is. */
export interface LookVisit {
  readonly kind: 'look';
  look(found: JsonKind): void;
}

/** Wants the text of a string; undefined for what is none. */
export interface TextVisit {
  readonly kind: 'text';
  text(value: string | undefined): void;
}

/** Wants a whole value. */
export interface TakeVisit {
  readonly kind: 'take';
  take(value: unknown): void;
}

/** Wants some members of an object. */
export interface ObjectVisit {
  readonly kind: 'object';
  begin(): void;
  member(name: string): Visit;
  /** Whether the whole value is wanted at the end; asked again and again while it is read. */
  readonly isWhole: boolean;
  /** Called with the value when the whole is wanted. */
  end(whole: unknown): void;
  /** Called instead of all the others for what is no object; must throw. */
  refuse(found: JsonKind): never;
}

/** Wants the items of a list. */
export interface ArrayVisit {
  readonly kind: 'array';
  begin(): void;
  item(): Visit;
  end(): void;
  /** Called instead of all the others for what is no list; must throw. */
  refuse(found: JsonKind): never;
}

/** Leaves a value unread. */
export const SKIP: SkipVisit = { kind: 'skip' };

/** What can stop the reading of any JSON. */
export type JsonProblem = 'not-json' | 'no-object' | 'trailing' | 'too-deep' | 'too-large' | 'not-utf-8' | 'truncated';
