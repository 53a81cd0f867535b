'use strict';
const { createHash } = require('node:crypto');

/** Regions an account has without asking for more. See the AWS page "Regions and Zones" (read 2026-11). */
const REGIONS = [
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1'],
  ...['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1'],
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
];

/**
 * What each data source answers, by type. A type that is missing answers only what its configuration says, and empty
 * values for the rest.
 *
 * @type {Record<string, (config: object, settings: object) => object>}
 */
const DATA_SOURCES = {
  aws_caller_identity: (_, { account, partition }) => ({
    id: account,
    account_id: account,
    arn: `arn:${partition}:iam::${account}:user/standin`,
    user_id: 'AIDASTANDIN000000000',
  }),
  aws_partition: (_, { partition, dnsSuffix }) => ({
    id: partition,
    partition,
    dns_suffix: dnsSuffix,
    reverse_dns_prefix: dnsSuffix.split('.').reverse().join('.'),
  }),
  aws_region: (config, { region: configured, dnsSuffix }) => {
    const region = config.region ?? config.name ?? configured;
    return { id: region, region, name: region, description: region, endpoint: `ec2.${region}.${dnsSuffix}` };
  },
  aws_regions: (_, { partition }) => ({ id: partition, names: REGIONS }),
  aws_iam_policy_document: (config) => {
    const document = policyDocument(config);
    const minified = JSON.stringify(document);
    const id = String(createHash('sha256').update(minified).digest().readUInt32BE());
    return { id, json: JSON.stringify(document, null, 2), minified_json: minified };
  },
};

function policyDocument(config) {
  const version = config.version ?? '2012-10-17';
  const statements = config.statement.map(policyStatement);
  return { Version: version, ...(config.policy_id === null ? {} : { Id: config.policy_id }), Statement: statements };
}

function policyStatement(statement) {
  const entries = [
    ['Sid', statement.sid ?? undefined],
    ['Effect', statement.effect ?? 'Allow'],
    ['Principal', principals(statement.principals)],
    ['NotPrincipal', principals(statement.not_principals)],
    ['Action', oneOrMany(statement.actions)],
    ['NotAction', oneOrMany(statement.not_actions)],
    ['Resource', oneOrMany(statement.resources)],
    ['NotResource', oneOrMany(statement.not_resources)],
    ['Condition', conditions(statement.condition)],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function oneOrMany(values) {
  const sorted = [...(values ?? [])].sort();
  return sorted.length === 0 ? undefined : sorted.length === 1 ? sorted[0] : sorted;
}

function principals(blocks) {
  const byType = (blocks ?? []).map(({ type, identifiers }) => [type, oneOrMany(identifiers)]);
  if (byType.length === 0) {
    return undefined;
  }
  const [[type, identifiers]] = byType;
  return type === '*' && identifiers === '*' ? '*' : Object.fromEntries(byType);
}

function conditions(blocks) {
  const result = {};
  for (const { test, variable, values } of blocks ?? []) {
    result[test] = { ...result[test], [variable]: values.length === 1 ? values[0] : values };
  }
  return Object.keys(result).length === 0 ? undefined : result;
}

module.exports = { DATA_SOURCES };
