import { declareModule, declareRoot } from '../../constructs/write';
import { LITERAL } from '../support/settings';

/** The doors that emit files. */
export const DOORS = { root: declareRoot, module: declareModule } as const;

/** Names a door. */
export type Door = keyof typeof DOORS;

/** Emits the files of one door, text by path. */
export function emit(door: Door, settings: object): Readonly<Record<string, string>> {
  return DOORS[door](settings, LITERAL).files;
}

/** A block of Terraform's JSON. */
export type Block = Readonly<Record<string, unknown>>;

/** What was emitted, with every reference replaced by what it would be in an account. */
export interface Emitted {
  /** The blocks of one type, by name. */
  of(type: string): Readonly<Record<string, Block>>;
  readonly resources: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const emittedBefore = new Map<string, Emitted>();

/** Emits the files of one door and puts values where references stand; once for the same settings, because the same comes out. */
export function emittedBy(door: Door, settings: object): Emitted {
  const key = `${door} ${JSON.stringify(settings)}`;
  const emitted = emittedBefore.get(key) ?? resolved(door, settings);
  emittedBefore.set(key, emitted);
  return emitted;
}

function resolved(door: Door, settings: object): Emitted {
  const files = emit(door, settings);
  const read = (path: string, kind: string): Block => (JSON.parse(files[path] ?? '{}') as Readonly<Record<string, Block>>)[kind] ?? {};
  const variables = Object.entries(read('variables.tf.json', 'variable')).map(([name, block]) => [
    `var.${name}`,
    name === 'home_region' ? 'eu-west-1' : (block as Block)['default'],
  ]);
  const values = new Map<string, unknown>([...Object.entries(IN_ACCOUNT), ...(variables as [string, unknown][])]);
  const locals = read('main.tf.json', 'locals');
  const declared = read('main.tf.json', 'resource') as Emitted['resources'];
  const resolve = resolver(values, locals, declared);
  const resources = resolve(declared) as Emitted['resources'];
  const outputs = Object.entries(read('outputs.tf.json', 'output')).map(([name, block]) => [name, resolve((block as Block)['value'])]);
  return { of: (type) => resources[type] ?? {}, resources, outputs: Object.fromEntries(outputs) as Emitted['outputs'] };
}

/** The account in which the references are resolved. */
export const ACCOUNT = '111122223333';

const IN_ACCOUNT = {
  'data.aws_partition.partition.partition': 'aws',
  'data.aws_caller_identity.account.account_id': ACCOUNT,
  'local.home_region': 'eu-west-1',
};

const SPARING =
  /^\$\{jsonencode\(.*jsondecode\(local\.(\w+)\)\.Statement.* in \[local\.(\w+)\].* Sid = "(\w+)", Effect = "Deny", Action = (\[[^\]]*\]), Resource = arns/;
const EXEMPT = /for name in local\.(\w+) : "\$\{local\.(\w+)\}\/.*for path in local\.(\w+)/;

/** Replaces references in every string; what only AWS or Terraform can tell stays as it is. */
function resolver(values: ReadonlyMap<string, unknown>, locals: Block, declared: Emitted['resources']): (value: unknown) => unknown {
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]));
    if (typeof value !== 'string') return value;
    const [, known = '', arns = '', denied = '', action = '[]'] = SPARING.exec(value) ?? [];
    if (known !== '') return sparing(known, denied, JSON.parse(action) as readonly string[], arns);
    const whole = /^\$\{([^{}]*)\}$/.exec(value)?.[1];
    if (whole !== undefined && !isText(look(whole))) return look(whole);
    return value.replaceAll(/\$\{([^{}]*)\}/g, (reference, expression: string) => {
      const found = look(expression);
      return typeof found === 'string' || typeof found === 'number' ? String(found) : reference;
    });
  };
  /** What Terraform makes of the policy of the function's role, when who is exempt are variables. */
  const sparing = (known: string, Sid: string, Action: readonly string[], arns: string): string => {
    const { Version, Statement } = JSON.parse(resolve(locals[known]) as string) as { Version: string; Statement: readonly object[] };
    const [, names = '', user = '', paths = ''] = EXEMPT.exec(String(locals[arns])) ?? [];
    const list = (name: string): readonly string[] => look(`local.${name}`) as readonly string[];
    const start = String(resolve(locals[user]));
    const Resource = [
      ...list(names).map((name) => `${start}/${name}`),
      ...list(names).map((name) => `${start}/*/${name}`),
      ...list(paths).map((path) => `${start}${path}*`),
    ];
    return JSON.stringify({
      Version,
      Statement: [...Statement, ...(Resource.length > 0 ? [{ Sid, Effect: 'Deny', Action, Resource }] : [])],
    });
  };
  const look = (expression: string): unknown => {
    if (values.has(expression)) return values.get(expression);
    const prefix = /^join\("\/", compact\(\[(var\.\w+), "AWSLogs"\]\)\)$/.exec(expression)?.[1];
    if (prefix !== undefined) return [values.get(prefix), 'AWSLogs'].filter((part) => typeof part === 'string').join('/');
    const [, type = '', name = '', argument = ''] = /^(aws_\w+)\.(\w+)\.(\w+)$/.exec(expression) ?? [];
    const topic = declared[type]?.[name];
    if (type === 'aws_sns_topic' && argument === 'arn' && topic !== undefined) {
      return `arn:aws:sns:${String(resolve(topic['region']))}:${ACCOUNT}:${String(resolve(topic['name']))}`;
    }
    const given = declared[type]?.[name]?.[argument];
    if (given !== undefined) return resolve(given);
    const local = /^local\.(\w+)$/.exec(expression)?.[1];
    return local === undefined ? undefined : resolve(locals[local]);
  };
  return resolve;
}

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string' || typeof value === 'number';
