import { blocksOf, FLAGS, NUMBERS, REPLACING } from '../../../review/read/synthesized-schema';
import { WANTED_TYPES } from '../../../review/recover/kinds';
import type { Block } from '../../support/terraform/derive-block';
import { REPLACED_BY } from '../../support/terraform/provider-facts.cjs';
import { deriveSchema } from '../../support/terraform/schema';

const { resources } = deriveSchema('@cdktf/provider-aws', { resources: [...WANTED_TYPES].sort(), dataSources: [] });

function blocksIn(block: Block, path: readonly string[] = []): readonly string[] {
  return Object.entries(block.blocks).flatMap(([name, { nesting, block: inner }]) =>
    nesting === 'LIST' || nesting === 'SET' ? [[...path, name].join('.'), ...blocksIn(inner, [...path, name])] : [],
  );
}

function typesIn(block: Block): readonly (readonly [name: string, type: string])[] {
  return [
    ...Object.entries(block.attributes).map(([name, { type }]) => [name, JSON.stringify(type)] as const),
    ...Object.entries(block.blocks).flatMap(([name, { block: inner }]) => [[name, 'block'] as const, ...typesIn(inner)]),
  ];
}

/** The names that have one type wherever they stand. */
function namesOf(type: string): readonly string[] {
  const all = Object.values(resources).flatMap(typesIn);
  const others = new Set(all.filter(([, its]) => its !== type).map(([name]) => name));
  return [...new Set(all.map(([name]) => name).filter((name) => !others.has(name)))].sort();
}

test.each([...WANTED_TYPES].sort())("the blocks of %s are those of the provider's schema", (type) => {
  const block = resources[type];
  expect([...blocksOf(type)].sort()).toEqual(block && [...blocksIn(block)].sort());
});

test('the flags and the numbers are those of the schema', () => {
  expect([...FLAGS].sort()).toEqual(namesOf('"bool"'));
  expect([...NUMBERS].sort()).toEqual(namesOf('"number"'));
});

test('what replaces a resource is what the stand-in for the provider replaces it for', () => {
  const known = Object.entries(REPLACED_BY).filter(([type]) => WANTED_TYPES.has(type));
  expect(REPLACING).toEqual(Object.fromEntries(known));
});
