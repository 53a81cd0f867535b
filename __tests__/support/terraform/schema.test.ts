import type { BindingsPackage } from './bindings-source';
import { type ProviderSchema, deriveSchema } from './schema';
import { STANDIN_TYPES } from './standin-types';

const PACKAGES: readonly BindingsPackage[] = ['@cdktf/provider-aws', '@cdktn/provider-aws'];

function flags(schema: ProviderSchema, type: string, name: string): string {
  const attribute = schema.resources[type]?.attributes[name];
  const { required, optional, computed, sensitive } = attribute ?? {};
  return Object.entries({ required, optional, computed, sensitive })
    .flatMap(([flag, set]) => (set === true ? [flag] : []))
    .join('+');
}

describe.each(PACKAGES)('schema derived from %s', (bindings) => {
  const schema = deriveSchema(bindings, STANDIN_TYPES);

  test('holds every type that was asked for', () => {
    expect(Object.keys(schema.resources)).toEqual(STANDIN_TYPES.resources);
    expect(Object.keys(schema.dataSources)).toEqual(STANDIN_TYPES.dataSources);
    expect(schema.providerVersion).toMatch(/^6\.\d+\.\d+$/);
  });

  test.each([
    ['aws_config_config_rule', 'name', 'required'],
    ['aws_config_config_rule', 'description', 'optional'],
    ['aws_config_config_rule', 'region', 'optional+computed'],
    ['aws_config_config_rule', 'tags_all', 'optional+computed'],
    ['aws_config_config_rule', 'rule_id', 'computed'],
    ['aws_sns_topic_subscription', 'pending_confirmation', 'computed'],
    ['aws_iam_access_key', 'secret', 'computed+sensitive'],
  ])('%s.%s is %s', (type, name, expected) => {
    expect(flags(schema, type, name)).toBe(expected);
  });

  test.each([
    ['aws_lambda_function', 'memory_size', 'number'],
    ['aws_lambda_function', 'publish', 'bool'],
    ['aws_lambda_function', 'layers', ['list', 'string']],
    ['aws_cloudwatch_metric_alarm', 'alarm_actions', ['set', 'string']],
    ['aws_sns_topic', 'tags', ['map', 'string']],
  ])('%s.%s has its own type', (type, name, expected) => {
    expect(schema.resources[type]?.attributes[name]?.type).toEqual(expected);
  });

  test.each([
    ['aws_config_config_rule', 'source', 'LIST', 1, 1],
    ['aws_config_config_rule', 'scope', 'LIST', 0, 1],
    ['aws_cloudwatch_metric_alarm', 'metric_query', 'SET', 0, 0],
    ['aws_s3_bucket_lifecycle_configuration', 'rule', 'LIST', 0, 0],
    ['aws_kms_key', 'timeouts', 'SINGLE', 0, 0],
  ])('%s.%s is a block', (type, name, nesting, minItems, maxItems) => {
    expect(schema.resources[type]?.blocks[name]).toEqual(expect.objectContaining({ nesting, minItems, maxItems }));
  });

  test('the provider has its blocks and leaves the alias to Terraform', () => {
    expect(Object.keys(schema.provider.blocks)).toEqual(expect.arrayContaining(['assume_role', 'default_tags', 'endpoints']));
    expect(Object.keys(schema.provider.attributes)).toContain('region');
    expect(Object.keys(schema.provider.attributes)).not.toContain('alias');
  });

  test('a type the bindings do not have is refused by name', () => {
    expect(() => deriveSchema(bindings, { resources: ['aws_config_rule'], dataSources: [] })).toThrow(
      new Error(`type must be one that ${bindings} has a folder for, got config-rule`),
    );
  });
});
