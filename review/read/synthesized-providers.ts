import { sortedJson } from '../sorted-json';
import type { ConfiguredProvider, Values } from '../plan';
import { configuredProviderOf } from './configured-provider';
import { isObject } from './references';
import type { BlockPair } from './synthesized-changes';
import type { Declared } from './synthesized-file';
import { piecesOf, referencesInValue } from './synthesized-template';

/** Reads the providers of one side as a plan has them. */
export function providersOf({ providers }: Declared): ReadonlyMap<string, ConfiguredProvider> {
  return new Map([...providers].map(([key, body]) => [key, configuredProviderOf({ expressions: expressionsOf(body) }, new Map())]));
}

/** Names the configurations of which a resource of these is on both sides. */
export function usedOnBothSides(pairs: readonly BlockPair[]): ReadonlySet<string> {
  const keys = pairs.map(({ before, after }) => {
    const [was, becomes] = [before, after].map((one) => one && providerKeyOf(one.type, one.body));
    return was === becomes ? becomes : undefined;
  });
  return new Set(keys.filter((key) => key !== undefined));
}

/** Names the provider's configuration of a block: the one it says, or the one that its type has without saying. */
export function providerKeyOf(type: string, { provider }: Values): string {
  const named = typeof provider === 'string' ? provider.replace(/^\$\{\s*(.*?)\s*\}$/s, '$1') : '';
  return named === '' ? type.replace(/_.*$/s, '') : named;
}

/**
 * Names the configurations that may be of another account, or of a region that is not told. One that stands on one side only is, where a
 * resource of both sides is in it: whoever runs Terraform, or calls the module, then says on the other side what it said.
 *
 * @param used - names the configurations of which a resource is on both sides
 */
export function turnedProviders(
  before: Declared,
  after: Declared,
  used: ReadonlySet<string>,
  isSameDefinition: (reference: string) => boolean,
): readonly string[] {
  return [...new Set([...before.providers.keys(), ...after.providers.keys()])].flatMap((key) => {
    const [was, body] = [before.providers.get(key), after.providers.get(key)];
    if (was === undefined || body === undefined) return used.has(key) ? [key] : [];
    const isAlike = sortedJson(identityOf(was)) === sortedJson(identityOf(body)) && referencesInValue(body).every(isSameDefinition);
    const isPlaced = was['region'] === body['region'] || [was, body].every(({ region }) => 'constant_value' in expressionOf(region));
    return isAlike && isPlaced ? [] : [key];
  });
}

const NO_IDENTITY: ReadonlySet<string> = new Set([
  'region',
  'alias',
  'default_tags',
  'ignore_tags',
  'version',
  'max_retries',
  'retry_mode',
]);

const identityOf = (body: Values): Values => Object.fromEntries(Object.entries(body).filter(([name]) => !NO_IDENTITY.has(name)));

/** Writes arguments as a plan does: what is literal is constant; of an expression there is nothing to read. */
function expressionsOf(body: Values): Values {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]): [string, unknown] => {
      const isBlock = isObject(value) || (Array.isArray(value) && value.some(isObject));
      if (!isBlock) return [name, expressionOf(value)];
      const blocks: readonly unknown[] = Array.isArray(value) ? value : [value];
      return [name, blocks.map((one) => (isObject(one) ? expressionsOf(one) : {}))];
    }),
  );
}

function expressionOf(value: unknown): Values {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isLiteral = texts.every((text) => typeof text !== 'string' || piecesOf(text)?.every(({ kind }) => kind === 'text') === true);
  return isLiteral ? { constant_value: value } : { references: [] };
}
