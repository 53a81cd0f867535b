import { embeddedJson } from '../embedded-json';
import type { PartKind } from '../part';
import type { Candidate } from './candidates';
import { at, NAMED_BY_AWS, PACK_TYPES } from './kinds';

/** How a part is found: by what it names, and by what others that are found already say of theirs. */
export interface Link {
  /** What it names; it belongs to whoever offers one of them. */
  readonly follows: (part: Candidate) => readonly string[];
  /** What can be followed to its policy: its own name, and what it uses. */
  readonly offers: (part: Candidate) => readonly string[];
}

/** A text in the attributes of a part, on either side. */
function texts(part: Candidate, ...path: readonly (string | number)[]): readonly string[] {
  return [part.before, part.after]
    .map((values) => at(values, ...path))
    .filter((value) => typeof value === 'string' && value !== '') as string[];
}

function lists(part: Candidate, ...path: readonly (string | number)[]): readonly string[] {
  return [part.before, part.after].flatMap((values) => at(values, ...path)).filter((value): value is string => typeof value === 'string');
}

const tokens = (kind: string, names: readonly string[]): readonly string[] => names.map((name) => `${kind}:${name}`);

/** The last part of an ARN, or the whole text when it is none: topics, queues, roles and functions are named so. */
const nameIn = (arn: string): string => (arn.startsWith('arn:') ? (arn.split(/[:/]/).at(-1) ?? arn) : arn);

const named = (kind: string, arns: readonly string[]): readonly string[] => tokens(kind, arns.map(nameIn));

/** The blocks that an argument refers to, for what has no name before apply. */
function blocks(word: 'block' | 'uses', part: Candidate, argument: string): readonly string[] {
  const references = part.configured?.references.get(argument) ?? [];
  return tokens(word, [...new Set(references.flatMap((text) => /^aws_\w+\.[\w-]+/.exec(text)?.[0] ?? []))]);
}

const follow = (part: Candidate, argument: string): readonly string[] => blocks('block', part, argument);
const use = (part: Candidate, argument: string): readonly string[] => blocks('uses', part, argument);
const used = (part: Candidate): readonly string[] => [`uses:${part.block}`];
const nothing = (): readonly string[] => [];

/** The Config rules that an event pattern names, when it is one of the compliance of Config rules. */
function rulesInPattern(part: Candidate): readonly string[] {
  return texts(part, 'event_pattern').flatMap((text) => {
    const pattern = embeddedJson(text);
    const isOfConfig = JSON.stringify(at(pattern, 'source') ?? '').includes('aws.config');
    const names = at(pattern, 'detail', 'configRuleName');
    return isOfConfig && Array.isArray(names) ? names.filter((name): name is string => typeof name === 'string') : [];
  });
}

/** Tells whether an event rule hears of every Config rule, or of those that a matcher chooses, such as a prefix. */
export function hearsOfEveryRule(part: Candidate): boolean {
  return texts(part, 'event_pattern').some((text) => {
    const pattern = embeddedJson(text);
    const isOfCompliance = JSON.stringify(at(pattern, 'detail-type') ?? '').includes('Config Rules Compliance Change');
    const names = at(pattern, 'detail', 'configRuleName');
    return (
      isOfCompliance && (names === undefined || (Array.isArray(names) && names.some((name) => typeof name === 'object' && name !== null)))
    );
  });
}

const DIMENSIONS: Readonly<Record<string, string>> = {
  RuleName: 'event-rule',
  TopicName: 'topic',
  QueueName: 'queue',
  FunctionName: 'function',
  // The function gives the start of the policy's names, which is the name of its Config rule.
  service: 'rule',
};

/** What an alarm watches. */
function watched(part: Candidate): readonly string[] {
  const metrics = [part.before, part.after].flatMap((values) => [
    at(values, 'dimensions'),
    ...[at(values, 'metric_query')].flat().map((query) => at(query, 'metric', 0, 'dimensions')),
  ]);
  return metrics.flatMap((dimensions) =>
    Object.entries(typeof dimensions === 'object' && dimensions !== null ? dimensions : {}).flatMap(([dimension, name]) =>
      DIMENSIONS[dimension] === undefined || typeof name !== 'string' ? [] : [`${DIMENSIONS[dimension]}:${name}`],
    ),
  );
}

/** The alarms in the rule of a composite alarm. */
function alarmsIn(part: Candidate): readonly string[] {
  return texts(part, 'alarm_rule').flatMap((rule) => [...rule.matchAll(/\("?([^")]+)"?\)/g)].map(([, name = '']) => nameIn(name)));
}

const actions = (part: Candidate): readonly string[] => [...named('topic', lists(part, 'alarm_actions')), ...use(part, 'alarm_actions')];

const variable = (part: Candidate, name: string): readonly string[] => texts(part, 'environment', 0, 'variables', name);

/** The names by which the policy of a Config rule is found. Where AWS Config names the rule itself, no other rule has its name. */
function ruleNames(part: Candidate): readonly string[] {
  const word = NAMED_BY_AWS.get(part.change.type);
  return texts(part, 'name').map((name) => (word === undefined ? name : `${name} (${word})`));
}

/** What the template of a conformance pack starts is found with the rule in it, which is found by its block where it has no name yet. */
function ofPack(part: Candidate): readonly string[] {
  if (!PACK_TYPES.has(part.change.type)) return [];
  const names = ruleNames(part);
  return names.length === 0 ? [`block:${part.block}`] : tokens('rule', names);
}

/** How each kind of part hangs together with the others. What is not here is found by module and region. */
export const LINKS: Readonly<Partial<Record<PartKind, Link>>> = {
  rule: { follows: nothing, offers: (part) => tokens('rule', ruleNames(part)) },
  function: {
    follows: nothing,
    offers: (part) => [
      ...tokens('rule', variable(part, 'POWERTOOLS_SERVICE_NAME')),
      ...tokens('function', texts(part, 'function_name')),
      ...named('topic', variable(part, 'TOPIC_ARN')),
      ...tokens('table', variable(part, 'TABLE_NAME')),
      ...named('role', texts(part, 'role')),
      ...tokens(
        'log-group',
        texts(part, 'function_name').map((name) => `/aws/lambda/${name}`),
      ),
      ...use(part, 'environment'),
      ...use(part, 'role'),
    ],
  },
  'event-rule': {
    follows: (part) => [...tokens('rule', rulesInPattern(part)), ...follow(part, 'event_pattern')],
    offers: (part) => tokens('event-rule', texts(part, 'name')),
  },
  'event-target': {
    follows: (part) => [...tokens('event-rule', texts(part, 'rule')), ...follow(part, 'rule')],
    offers: (part) => [
      ...named('topic', texts(part, 'arn')),
      ...named('queue', texts(part, 'dead_letter_config', 0, 'arn')),
      ...use(part, 'arn'),
      ...use(part, 'dead_letter_config'),
    ],
  },
  automation: {
    follows: (part) => [
      ...ofPack(part),
      ...tokens('rule', texts(part, 'config_rule_name')),
      ...tokens('event-rule', texts(part, 'rule')),
      ...follow(part, 'config_rule_name'),
      ...follow(part, 'rule'),
    ],
    offers: nothing,
  },
  schedule: {
    follows: (part) => [...named('function', texts(part, 'target', 0, 'arn')), ...follow(part, 'target')],
    offers: (part) => [
      ...named('role', texts(part, 'target', 0, 'role_arn')),
      ...named('queue', texts(part, 'target', 0, 'dead_letter_config', 0, 'arn')),
    ],
  },
  table: { follows: (part) => [...tokens('table', texts(part, 'name')), ...used(part)], offers: nothing },
  'log-group': { follows: (part) => [...tokens('log-group', texts(part, 'name')), ...used(part)], offers: nothing },
  role: {
    follows: (part) => [...tokens('role', texts(part, 'name')), ...used(part)],
    offers: (part) => tokens('role', texts(part, 'name')),
  },
  'role-policy': { follows: (part) => [...tokens('role', texts(part, 'role')), ...follow(part, 'role')], offers: nothing },
  'role-attachment': {
    follows: (part) => [
      ...tokens('role', [...texts(part, 'role'), ...lists(part, 'roles')]),
      ...follow(part, 'role'),
      ...follow(part, 'roles'),
    ],
    offers: nothing,
  },
  'metric-alarm': {
    follows: (part) => [...watched(part), ...follow(part, 'dimensions')],
    offers: (part) => [...tokens('alarm', texts(part, 'alarm_name')), ...actions(part)],
  },
  'composite-alarm': { follows: (part) => [...tokens('alarm', alarmsIn(part)), ...follow(part, 'alarm_rule')], offers: actions },
  topic: {
    follows: (part) => [...tokens('topic', texts(part, 'name')), ...used(part)],
    offers: (part) => [
      ...tokens('topic', texts(part, 'name')),
      ...tokens('key', texts(part, 'kms_master_key_id')),
      ...use(part, 'kms_master_key_id'),
    ],
  },
  'topic-policy': { follows: (part) => [...named('topic', texts(part, 'arn')), ...follow(part, 'arn')], offers: nothing },
  subscription: { follows: (part) => [...named('topic', texts(part, 'topic_arn')), ...follow(part, 'topic_arn')], offers: nothing },
  'kms-alias': {
    follows: (part) => [...tokens('key', texts(part, 'name')), ...used(part)],
    offers: (part) => [
      ...tokens('key', [...texts(part, 'target_key_id'), ...texts(part, 'target_key_arn')]),
      ...use(part, 'target_key_id'),
    ],
  },
  'kms-key': { follows: (part) => [...tokens('key', [...texts(part, 'key_id'), ...texts(part, 'arn')]), ...used(part)], offers: nothing },
  queue: { follows: (part) => [...tokens('queue', texts(part, 'name')), ...used(part)], offers: nothing },
  'delivery-channel': {
    follows: nothing,
    offers: (part) => [...tokens('bucket', texts(part, 's3_bucket_name')), ...use(part, 's3_bucket_name')],
  },
  bucket: { follows: (part) => [...tokens('bucket', texts(part, 'bucket')), ...used(part)], offers: nothing },
};
