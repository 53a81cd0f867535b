import { embeddedJson } from '../embedded-json';
import { covers } from './covers';

/** Some of all actions, resources or principals: what a pattern stands for, or all but what patterns stand for. */
export type Scope = { readonly kind: 'only'; readonly pattern: string } | { readonly kind: 'except'; readonly patterns: readonly string[] };

/** One thing that an IAM policy allows or denies. */
export interface Grant {
  readonly effect: 'Allow' | 'Deny';
  /** In lower case, as IAM makes no difference. */
  readonly action: Scope;
  /** The resource; in a trust policy the principal. */
  readonly on: Scope;
  /** As JSON with sorted keys; empty without one. */
  readonly condition: string;
}

/**
 * Reads what an IAM policy says, pair by pair; undefined when it is not one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html (read 2026-11)
 */
export function grantsOf(text: unknown): readonly Grant[] | undefined {
  const document = embeddedJson(text);
  const given = isObject(document) ? document['Statement'] : undefined;
  if (given === undefined) return undefined;
  const statements = listOf(given).map(grantsIn);
  return statements.every((grants) => grants !== undefined) ? statements.flat() : undefined;
}

/** Tells whether one grant includes another, as far as that is simple to tell. */
export function includes(one: Grant, other: Grant): boolean {
  const isAsWide = one.condition === '' || one.condition === other.condition;
  return one.effect === other.effect && isAsWide && scopeIncludes(one.action, other.action) && scopeIncludes(one.on, other.on);
}

/** Tells whether one scope includes another, as far as that is simple to tell. */
export function scopeIncludes(one: Scope, other: Scope): boolean {
  if (one.kind === 'only') return other.kind === 'only' ? covers(one.pattern, other.pattern) : one.pattern === '*';
  return other.kind === 'except' && one.patterns.every((pattern) => other.patterns.some((wider) => covers(wider, pattern)));
}

/** Tells whether a scope holds a text, such as the name of an action, or all that a pattern stands for. */
export function scopeHolds(scope: Scope, text: string): boolean {
  switch (scope.kind) {
    case 'only':
      return covers(scope.pattern, text);
    case 'except':
      return !scope.patterns.some((pattern) => covers(pattern, text));
  }
}

function grantsIn(statement: unknown): readonly Grant[] | undefined {
  if (!isObject(statement)) return undefined;
  const { Effect: effect, Condition: given } = statement;
  const actions = scopesOf(statement['Action'], statement['NotAction'], (action) => action.toLowerCase());
  const principals = scopesOf(principalsOf(statement['Principal']), principalsOf(statement['NotPrincipal']), (name) => name);
  const on = principals ?? scopesOf(statement['Resource'], statement['NotResource'], (resource) => resource);
  if ((effect !== 'Allow' && effect !== 'Deny') || actions === undefined || on === undefined) return undefined;
  const condition = given === undefined || given === null ? '' : JSON.stringify(sorted(given));
  return actions.flatMap((action) => on.map((scope) => ({ effect, action, on: scope, condition })));
}

function scopesOf(only: unknown, except: unknown, form: (text: string) => string): readonly Scope[] | undefined {
  const texts = textsOf(except ?? only, form);
  if (texts === undefined || except === undefined) return texts?.map((pattern) => ({ kind: 'only', pattern }));
  return [{ kind: 'except', patterns: texts }];
}

/** Undefined where one of them is no text: what it stands for cannot be said. */
function textsOf(given: unknown, form: (text: string) => string): readonly string[] | undefined {
  const texts = listOf(given).filter((text) => typeof text === 'string');
  return texts.length === listOf(given).length ? texts.map(form) : undefined;
}

/**
 * Writes principals as `Service:lambda.amazonaws.com`; everybody is `*`, and an account is its number however it is written.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html (read 2026-11)
 */
function principalsOf(given: unknown): readonly unknown[] | undefined {
  if (typeof given === 'string') return [given];
  if (!isObject(given)) return undefined;
  return Object.entries(given).flatMap(([type, names]) =>
    listOf(names).map((name) => (isObject(name) ? name : principal(type, String(name)))),
  );
}

function principal(type: string, name: string): string {
  if (type === 'AWS' && name === '*') return '*';
  const account = /^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1];
  return `${type}:${account ?? name}`;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The order of keys, and of values of one key, means nothing in a condition, nor whether a single value stands in a list. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? String(value[0]) : value.map(String).toSorted();
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => [key.toLowerCase(), sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
