import type { Policy } from '../domain/policy';
import { NOT_OFFERED_REGIONS } from '../domain/regions';
import type { SettingPath } from '../domain/settings';
import { REGIONS_OF_CALLER, type ModuleVariable } from './variables';

/** A value that a variable must refuse, in Terraform's language. */
interface Refusal {
  readonly path: SettingPath;
  readonly name: string;
  readonly value: string;
}

const REFUSALS: readonly Refusal[] = [
  { path: 'maxCredentialUsageAgeDays', name: 'limit_of_0_days', value: '0' },
  { path: 'maxCredentialUsageAgeDays', name: 'limit_of_366_days', value: '366' },
  { path: 'maxCredentialUsageAgeDays', name: 'limit_of_half_days', value: '1.5' },
  { path: 'regions', name: 'no_region', value: '[]' },
  { path: 'homeRegion', name: 'home_region_that_is_none', value: '"Ireland"' },
  { path: 'allowRegions', name: 'allowed_region_that_is_none', value: '["Ireland"]' },
  { path: 'evaluationFrequency', name: 'unknown_frequency', value: '"Daily"' },
  { path: 'resourceTypes', name: 'no_resource_type', value: '[]' },
  { path: 'bucket.name', name: 'bucket_name_in_capitals', value: '"Bucket"' },
  { path: 'bucket.keyPrefix', name: 'key_prefix_of_aws', value: '"AWSLogs"' },
  { path: 'alerts.emails', name: 'email_that_is_none', value: '["security"]' },
  { path: 'alerts.topicArn', name: 'topic_that_is_none', value: '"security"' },
  { path: 'alerts.alarmActions', name: 'alarm_action_that_is_none', value: '["security"]' },
  { path: 'rotation.maxAccessKeyAgeDays', name: 'rotation_after_0_days', value: '0' },
  { path: 'namePrefix', name: 'name_prefix_with_a_space', value: '"unused credentials"' },
  { path: 'tags', name: 'tag_of_aws', value: '{ "aws:team" = "security" }' },
  { path: 'kmsKeyArn', name: 'kms_key_that_is_none', value: '"security"' },
];

/** Writes the tests that ship with a module: it plans, each bound refuses, and what concerns two variables is checked too. */
export function moduleTests(variables: readonly ModuleVariable[], defaults: Policy): string {
  const isOpen = defaults.regions.includes(REGIONS_OF_CALLER);
  const home = isOpen ? 'eu-west-1' : defaults.homeRegion;
  const refusals = REFUSALS.flatMap(({ path, name, value }) => {
    const variable = variables.find(({ setting }) => setting.path === path)?.setting.variable;
    return variable === undefined ? [] : [run(`refuses_${name}`, { [variable]: value }, `var.${variable}`)];
  });
  const unsupported = NOT_OFFERED_REGIONS[0] ?? '';
  return [
    `mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
}`,
    ...(isOpen ? [`variables {\n  regions = ["${home}"]\n}`] : []),
    `run "plans_the_rule_in_every_region" {
  command = plan

  assert {
    condition     = toset(keys(aws_config_config_rule.rule)) == toset(var.regions)
    error_message = "one Config rule in each region"
  }

  assert {
    condition     = alltrue([for rule in aws_config_config_rule.rule : jsondecode(rule.input_parameters).maxCredentialUsageAge == tostring(var.max_credential_usage_age_days)])
    error_message = "the limit as the string that AWS Config expects"
  }
}`,
    ...refusals,
    run(
      'refuses_a_region_without_the_rule',
      { regions: `["${unsupported}"]`, home_region: `"${unsupported}"` },
      'data.aws_caller_identity.account',
    ),
    run(
      'refuses_a_home_outside_the_regions',
      { home_region: `"${home === 'us-east-1' ? 'us-west-2' : 'us-east-1'}"` },
      'data.aws_caller_identity.account',
    ),
  ]
    .map((block) => `${block}\n`)
    .join('\n');
}

function run(name: string, variables: Readonly<Record<string, string>>, expected: string): string {
  const width = Math.max(...Object.keys(variables).map((variable) => variable.length));
  return `run "${name}" {
  command = plan

  variables {
${Object.entries(variables)
  .map(([variable, value]) => `    ${variable.padEnd(width)} = ${value}`)
  .join('\n')}
  }

  expect_failures = [${expected}]
}`;
}
