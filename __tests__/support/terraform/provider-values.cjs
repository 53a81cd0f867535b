'use strict';
const { ExtData, decode, encode } = require('@msgpack/msgpack');

/** A value that is known only after apply. Terraform's own marks for it are kept as they came: they may say more. */
const UNKNOWN = new ExtData(0, new Uint8Array([0]));

/** @param {unknown} value */
const isUnknown = (value) => value instanceof ExtData;

/** @param {{ msgpack?: Uint8Array } | null | undefined} value */
const fromWire = (value) => (value?.msgpack?.length ? decode(value.msgpack) : null);

/** @param {unknown} value */
const toWire = (value) => ({ msgpack: Buffer.from(encode(value)) });

/** Compares as Terraform does: the order of a map's keys says nothing. */
function sameValue(a, b) {
  if (isUnknown(a) || isUnknown(b)) {
    return false;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return a === b;
  }
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => sameValue(a[key], b[key]));
}

/**
 * Replaces the computed attributes, at any depth.
 *
 * @param {object} block - of the schema
 * @param {object | null} value
 * @param {(attribute: object, current: unknown) => unknown} replace
 */
function mapComputed(block, value, replace) {
  if (value === null || isUnknown(value)) {
    return value;
  }
  const result = { ...value };
  for (const [name, attribute] of Object.entries(block.attributes)) {
    if (attribute.computed) {
      result[name] = replace(attribute, value[name]);
    }
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    result[name] = mapElements(value[name], (element) => mapComputed(nested.block, element, replace));
  }
  return result;
}

function mapElements(value, change) {
  if (Array.isArray(value)) {
    return value.map(change);
  }
  return value === null || isUnknown(value) ? value : change(value);
}

/** Names the attributes, at any depth, that have a value although only the provider may give them one. */
function readOnlySet(block, config) {
  if (config === null || isUnknown(config)) {
    return [];
  }
  const own = Object.entries(block.attributes).filter(([name, { computed, optional }]) => computed && !optional && config[name] !== null);
  const inner = Object.entries(block.blocks).flatMap(([name, nested]) =>
    [config[name]].flat().flatMap((element) => readOnlySet(nested.block, element)),
  );
  return [...own.map(([name]) => name), ...inner];
}

/** Brings a value read from a state file into the shape of the schema: Terraform refuses missing and surplus keys. */
function conform(block, value) {
  const result = {};
  for (const name of Object.keys(block.attributes)) {
    result[name] = value[name] ?? null;
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    const given = value[name] ?? null;
    if (nested.nesting === 'SINGLE') {
      result[name] = given === null ? null : conform(nested.block, given);
    } else {
      result[name] = (given ?? []).map((element) => conform(nested.block, element));
    }
  }
  return result;
}

/** What AWS is taken to answer for a computed attribute about which nothing is known here. */
function emptyOf(type) {
  if (Array.isArray(type)) {
    const fields = type[0] === 'object' ? Object.entries(type[1]) : [];
    return type[0] === 'object' || type[0] === 'map' ? Object.fromEntries(fields.map(([name, inner]) => [name, emptyOf(inner)])) : [];
  }
  return { string: '', number: 0, bool: false }[type] ?? null;
}

module.exports = { UNKNOWN, conform, emptyOf, fromWire, isUnknown, mapComputed, readOnlySet, sameValue, toWire };
