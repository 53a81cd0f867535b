import { isObject } from './references';
import { Expressions, type Instance } from './synthesized-expression';
import type { Declared, DeclaredResource } from './synthesized-file';
import { blocksOf, FLAGS, NUMBERS } from './synthesized-schema';
import { referencesInText, referencesInValue } from './synthesized-template';
import { gathered, known, referencesOf, unresolved, Unresolved, type Resolved } from './synthesized-value';

/** The instances of one block. */
export interface Instances {
  /** False where `for_each` or `count` cannot be resolved: how many there are is then not told. */
  readonly isKnown: boolean;
  /** By key of `for_each` or number of `count`; under undefined the only one of a block without either. */
  readonly byIndex: ReadonlyMap<string | number | undefined, Instance>;
}

/** What is about the block rather than the object. */
const META: ReadonlySet<string> = new Set([
  'for_each',
  'count',
  'depends_on',
  'lifecycle',
  'provider',
  'provisioner',
  'connection',
  'dynamic',
]);

/** More than anybody makes of one block. */
const MAX_INSTANCES = 10_000;

/** Reads the resources of one side as a plan would show them. */
export class SynthesizedSide {
  private readonly expressions: Expressions;
  private readonly instances = new Map<string, Instances>();
  /** What others refer to, each once; undefined while it is being resolved. */
  private readonly arguments = new Map<string, Resolved | undefined>();

  constructor(
    readonly declared: Declared,
    isLookUp: (address: string) => boolean,
  ) {
    this.expressions = new Expressions(declared, isLookUp, (...given) => this.argumentOf(...given));
  }

  /** Lists the instances of a block. */
  instancesOf(resource: DeclaredResource): Instances {
    const address = `${resource.type}.${resource.name}`;
    const there = this.instances.get(address);
    if (there !== undefined) return there;
    // Whoever asks while it is being found out goes round in a circle.
    this.instances.set(address, UNTOLD);
    const found = this.findInstances(resource);
    this.instances.set(address, found);
    return found;
  }

  /** Gives the arguments of one instance in the shape of a plan. */
  valuesOf({ type, body }: DeclaredResource, instance: Instance): Resolved {
    const dynamic = dynamicIn(body['dynamic']);
    const own = Object.entries(body).filter(([name, value]) => !META.has(name) && value !== null && !dynamic.has(name));
    return gathered(
      [
        ...own.map(([name, value]) => [name, this.planned(type, [name], value, instance)] as const),
        ...[...dynamic].map(([name, made]) => [name, made] as const),
      ],
      false,
    );
  }

  private findInstances({ body }: DeclaredResource): Instances {
    const { for_each: forEach, count } = body;
    if (forEach === undefined && count === undefined) return { isKnown: true, byIndex: new Map([[undefined, {}]]) };
    const keys = forEach === undefined ? this.countOf(count) : this.keysOf(forEach);
    return keys === undefined || keys.size > MAX_INSTANCES ? UNTOLD : { isKnown: true, byIndex: keys };
  }

  private countOf(given: unknown): ReadonlyMap<number, Instance> | undefined {
    const { value, gaps } = this.expressions.valueOf(given, {});
    const count = gaps === undefined && /^\d{1,6}$/.test(String(value)) ? Number(value) : undefined;
    if (count === undefined || count > MAX_INSTANCES) return undefined;
    return new Map(Array.from({ length: count }, (_, at) => [at, { count: at }]));
  }

  private keysOf(given: unknown): ReadonlyMap<string, Instance> | undefined {
    const [, set] = typeof given === 'string' ? (/^\$\{\s*toset\((.*)\)\s*\}$/s.exec(given) ?? []) : [];
    if (set !== undefined) {
      const { value, gaps } = this.expressions.valueOf(`\${${set}}`, {});
      const isSet = gaps === undefined && Array.isArray(value) && value.every((item) => typeof item === 'string' && !item.includes('${'));
      const items = isSet ? (value as readonly string[]) : undefined;
      return items && new Map(items.map((item) => [item, { each: { key: known(item), value: known(item) } }]));
    }
    const { value, gaps } = this.expressions.valueOf(given, {});
    if (!isObject(value)) return undefined;
    // What is not resolved at all is missing among the values, and is an instance all the same.
    const names = new Set([...Object.keys(value), ...(gaps instanceof Map ? [...gaps.keys()].map(String) : [])]);
    const inner = (name: string): Resolved => ({
      value: Object.hasOwn(value, name) ? value[name] : undefined,
      gaps: gaps instanceof Map ? (gaps as ReadonlyMap<string, Resolved['gaps']>).get(name) : undefined,
    });
    return new Map([...names].map((name) => [name, { each: { key: known(name), value: inner(name) } }]));
  }

  /** Resolves what another resource says of itself. */
  private argumentOf(address: string, index: string | undefined, name: string, instance: Instance): Resolved | undefined {
    const target = this.declared.resources.get(address);
    if (target === undefined || META.has(name) || blocksOf(target.type).has(name)) return undefined;
    const { isKnown, byIndex } = this.instancesOf(target);
    const at = indexIn(index, instance);
    const its = isKnown ? byIndex.get(at) : undefined;
    const key = JSON.stringify([address, at ?? null, name]);
    if (its === undefined || this.arguments.has(key)) return this.arguments.get(key);
    this.arguments.set(key, undefined);
    const value = Object.hasOwn(target.body, name) ? (target.body[name] ?? null) : null;
    const found = value === null ? this.arnOf(target, name, its) : this.planned(target.type, [name], value, its);
    this.arguments.set(key, found);
    return found;
  }

  /** An ARN is not known, and yet whose it is: the name in it links resources. */
  private arnOf({ type, name: block, body }: DeclaredResource, attribute: string, instance: Instance): Resolved | undefined {
    const [service, argument = '', before] = Object.hasOwn(ARNS, type) && attribute === 'arn' ? (ARNS[type] ?? []) : [];
    if (service === undefined || !Object.hasOwn(body, argument)) return undefined;
    const { value: named, gaps } = this.planned(type, [argument], body[argument], instance);
    const { value: region } = this.planned(type, ['region'], body['region'] ?? '', instance);
    if (typeof named !== 'string') return undefined;
    const text = `arn::${service}:${typeof region === 'string' ? region : ''}::${before ?? ''}${named}`;
    return { value: text, gaps: new Unresolved(text, [`${type}.${block}.arn`], gaps === undefined) };
  }

  private planned(type: string, path: readonly string[], given: unknown, instance: Instance): Resolved {
    const name = path.at(-1) ?? '';
    if (blocksOf(type).has(path.join('.'))) return this.block(type, path, given, instance);
    const resolved = this.expressions.valueOf(given, instance);
    if (path.length === 1 && name === 'region') return asRegion(resolved, given);
    if (path.length === 1 && name === 'arn') return asArn(resolved, given);
    return { ...resolved, value: asTyped(name, resolved) };
  }

  /** A block is a list, however often it may stand. */
  private block(type: string, path: readonly string[], given: unknown, instance: Instance): Resolved {
    const list: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (!list.every(isObject)) return unresolved(JSON.stringify(given), referencesInValue(given));
    return gathered(
      list.map((body, at) => {
        const dynamic = dynamicIn(body['dynamic']);
        const own = Object.entries(body).filter(([name, value]) => !NO_ARGUMENT.has(name) && value !== null && !dynamic.has(name));
        const inner = [
          ...own.map(([name, value]) => [name, this.planned(type, [...path, name], value, instance)] as const),
          ...[...dynamic].map(([name, made]) => [name, made] as const),
        ];
        return [at, gathered(inner, false)] as const;
      }),
      true,
    );
  }
}

/** Whose ARN names them, with the service, the argument that is the name, and what stands before it. */
const ARNS: Readonly<Record<string, readonly [service: string, argument: string, before: string]>> = {
  aws_sns_topic: ['sns', 'name', ''],
  aws_sqs_queue: ['sqs', 'name', ''],
  aws_lambda_function: ['lambda', 'function_name', 'function:'],
  aws_iam_role: ['iam', 'name', 'role/'],
};

const NO_ARGUMENT: ReadonlySet<string> = new Set(['//', 'dynamic']);
const UNTOLD: Instances = { isKnown: false, byIndex: new Map() };

/** Names the blocks that are made by `dynamic`, which are not told. */
function dynamicIn(given: unknown): ReadonlyMap<string, Resolved> {
  const blocks: readonly unknown[] = Array.isArray(given) ? given : [given];
  const made = blocks.flatMap((one) => (isObject(one) ? Object.entries(one) : []));
  return new Map(made.map(([name, body]) => [name, unresolved(JSON.stringify(body), referencesInValue(body))]));
}

/** Reads what stands in the brackets of a reference; the only instance has none. */
function indexIn(index: string | undefined, { each, count }: Instance): string | number | undefined {
  if (index === undefined) return undefined;
  if (index === 'each.key' || index === 'each.value') {
    const { value, gaps } = (index === 'each.key' ? each?.key : each?.value) ?? unresolved(index, []);
    return gaps === undefined && typeof value === 'string' ? value : NOWHERE;
  }
  if (index === 'count.index') return count ?? NOWHERE;
  if (/^\d+$/.test(index)) return Number(index);
  return /^"[^"$%\\]*"$/.test(index) ? index.slice(1, -1) : NOWHERE;
}

/** No instance has this key: it is no text that an expression can hold. */
const NOWHERE = -1;

/** A region is a region, or not known: what is looked up is never taken for one. */
function asRegion(resolved: Resolved, given: unknown): Resolved {
  if (resolved.gaps === undefined && resolved.isOpaque !== true) return resolved;
  return { ...unresolved(String(resolved.value), [...referencesInText(String(given)), ...referencesOf(resolved.gaps)]), value: undefined };
}

/** The region in an ARN tells where a resource is. One that is not known is left out, and the ARN is then no fact, but still a name. */
function asArn(resolved: Resolved, given: unknown): Resolved {
  const { value } = resolved;
  const parts = typeof value === 'string' ? value.split(':') : [];
  const [region = ''] = parts.slice(3, 4);
  if (resolved.gaps === undefined && !region.includes('${')) return resolved;
  const isWhole = parts[0] === 'arn' && /^[a-z0-9-]+$/.test(parts[2] ?? '') && parts.every((part) => hasWholeBraces(part));
  const gaps = resolved.gaps ?? unresolved(String(value), referencesInText(String(given))).gaps;
  return isWhole ? { value: parts.with(3, region.includes('${') ? '' : region).join(':'), gaps } : { value: undefined, gaps };
}

const hasWholeBraces = (part: string): boolean => part.split('${').length === part.split('}').length;

/** Writes a value with the type that the provider gives the argument. What Terraform would refuse stays as it is. */
function asTyped(name: string, { value }: Resolved): unknown {
  if (FLAGS.has(name)) return value === 'true' || value === 'false' ? value === 'true' : value;
  if (NUMBERS.has(name)) return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asText(item)]));
  return asText(value);
}

const asText = (value: unknown): unknown => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);
