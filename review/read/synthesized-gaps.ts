import type { ResourceChange, Values } from '../plan';
import { sortedJson } from '../sorted-json';
import type { BlockPair } from './synthesized-changes';
import type { Declared } from './synthesized-file';
import { providerKeyOf, turnedProviders, usedOnBothSides } from './synthesized-providers';

/** Says what two configurations do not tell of a policy that may be in it, each as a sentence without a final period. */
export function gapsBetween(
  before: Declared,
  after: Declared,
  wanted: readonly BlockPair[],
  isSameDefinition: (reference: string) => boolean,
): readonly string[] {
  return [
    ...calls(before, after),
    ...turns(before, after),
    ...accounts(before, after, usedOnBothSides(wanted), isSameDefinition),
    ...handedOver(wanted),
  ];
}

/**
 * What a module holds is not read. A call that is as before calls the same, unless the module stands in a folder of the same repository,
 * as one of ours does: what is in it may change with no word in the call.
 */
function calls({ modules: was }: Declared, { modules: becomes }: Declared): readonly string[] {
  return [...new Set([...was.keys(), ...becomes.keys()])].toSorted().flatMap((name) => {
    const [before, after] = [was.get(name), becomes.get(name)];
    const isAlike = sortedJson(before) === sortedJson(after);
    if (isAlike && !isLocal(after)) return [];
    const fate = before === undefined ? 'is added' : after === undefined ? 'is removed' : isAlike ? 'is of a local folder' : 'changes';
    return [`the call of module.${name} ${fate}, and what a module holds is not read: review its own folder, or a plan`];
  });
}

/** @see https://developer.hashicorp.com/terraform/language/modules/sources#local-paths (read 2026-11) */
function isLocal(call: Values | undefined): boolean {
  const source = call?.['source'];
  return typeof source !== 'string' || /^\.{1,2}(?:[/\\]|$)/.test(source);
}

/** Objects that are moved, taken over or let go are others than the addresses say. */
function turns(before: Declared, after: Declared): readonly string[] {
  const known = new Set(before.turns.map((turn) => sortedJson(turn)));
  const kinds = after.turns.filter((turn) => !known.has(sortedJson(turn))).map(({ kind }) => kind);
  return [...new Set(kinds)].toSorted().map((kind) => `there is a new block ${kind}, and what it does cannot be told without a state`);
}

function accounts(
  before: Declared,
  after: Declared,
  used: ReadonlySet<string>,
  isSameDefinition: (reference: string) => boolean,
): readonly string[] {
  return turnedProviders(before, after, used, isSameDefinition).map((key) => {
    const [was, is] = [before.providers.has(key), after.providers.has(key)];
    const how = was && is ? 'is configured otherwise' : was ? 'is configured no more' : 'is configured now, and was not before';
    return `the provider ${key} ${how}, so that it may be of another account or region`;
  });
}

function handedOver(wanted: readonly BlockPair[]): readonly string[] {
  return wanted.flatMap(({ before, after }) => {
    if (before === undefined || after === undefined) return [];
    const [was, becomes] = [before, after].map(({ type, body }) => providerKeyOf(type, body));
    return was === becomes
      ? []
      : [`${after.type}.${after.name} goes from provider ${String(was)} to ${String(becomes)}, which may be of another account`];
  });
}

/** What decides whether a resource is a part of a policy at all: where that is not known, nothing else is said of it. */
const DECIDING: Readonly<Record<string, readonly (string | number)[]>> = {
  aws_config_config_rule: ['source', 0, 'source_identifier'],
  aws_config_organization_managed_rule: ['rule_identifier'],
  aws_lambda_function: ['environment', 0, 'variables'],
};

/** Says so of a resource of which it is not known on a side whether it is one. */
export function identityGaps({ type, address, before, after, actions }: ResourceChange): readonly string[] {
  const path = Object.hasOwn(DECIDING, type) ? DECIDING[type] : undefined;
  const isHidden = path !== undefined && [before, after].some((values) => isUnresolved(at(values, path)) && !isCustom(values));
  // Most functions are none of ours: one that stays as it is needs no word.
  if (!isHidden || (type === 'aws_lambda_function' && actions[0] === 'no-op')) return [];
  return [`whether ${address} is part of a policy cannot be told without Terraform`];
}

/** A rule of one's own is none of AWS's. */
const isCustom = (values: Values | null): boolean => /^CUSTOM_/.test(String(at(values, ['source', 0, 'owner'])));

function at(values: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      // A block that is made by an expression is a text in the place of a list.
      typeof inside === 'object' && inside !== null && Object.hasOwn(inside, key)
        ? (inside as Readonly<Record<string | number, unknown>>)[key]
        : typeof inside === 'string'
          ? inside
          : undefined,
    values,
  );
}

/** An expression, or a block that one makes. What is the ARN of something is no managed rule, whatever it is. */
const isUnresolved = (value: unknown): boolean =>
  typeof value === 'string' && !value.startsWith('arn:') && (value.includes('${') || /^[[{]/.test(value));
