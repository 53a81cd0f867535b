import type { Policy, Remediation } from '../domain/policy';
import { NOT_OFFERED_REGIONS } from '../domain/regions';
import type { SettingPath } from '../domain/settings';
import { REGIONS_OF_CALLER, type ModuleVariable } from './variables';

/** A value that a variable must refuse, in Terraform's language. */
type Refusals = Readonly<Partial<Record<SettingPath, string>>>;

/** Refused together, because each run costs a start of the provider. A list without regions leaves nothing else to judge. */
const BAD_VALUES: readonly Refusals[] = [
  {
    maxCredentialUsageAgeDays: '0',
    homeRegion: '"Ireland"',
    allowRegions: '["Ireland"]',
    evaluationFrequency: '"Daily"',
    resourceTypes: '[]',
    'bucket.name': '"Bucket"',
    'bucket.keyPrefix': '"AWSLogs"',
    'alerts.emails': '["security"]',
    'alerts.topicArn': '"security"',
    'alerts.alarmActions': '["security"]',
    'rotation.maxAccessKeyAgeDays': '0',
    namePrefix: '"unused credentials"',
    tags: '{ "aws:team" = "security" }',
    kmsKeyArn: '"security"',
    permissionsBoundaryArn: '"security"',
    'remediation.warnDays': '-1',
    'remediation.graceDays': '0',
    'remediation.maxKeysPerDay': '0',
    'remediation.exempt.userNames': '["a b"]',
    'remediation.exempt.paths': '["/"]',
    'remediation.exempt.tag': '"aws:team"',
    'remediation.sweepHourUtc': '-1',
    'remediation.logRetentionDays': '2',
    'remediation.reservedConcurrency': '-1',
  },
  {
    maxCredentialUsageAgeDays: '366',
    regions: '[]',
    'remediation.warnDays': '365',
    'remediation.graceDays': '366',
    'remediation.maxKeysPerDay': '1001',
    'remediation.exempt.userNames': '["a", "a"]',
    'remediation.exempt.paths': '["/break-glass"]',
    'remediation.exempt.tag': '""',
    'remediation.sweepHourUtc': '24',
    'remediation.logRetentionDays': '0',
    'remediation.reservedConcurrency': '101',
  },
  { maxCredentialUsageAgeDays: '1.5', regions: '["eu-west-1", "eu-west-1"]', 'remediation.graceDays': '1.5' },
];

/** Writes the tests that ship with a module: it plans, each bound refuses, and what concerns two variables is checked too. */
export function moduleTests(variables: readonly ModuleVariable[], defaults: Policy): string {
  const isOpen = defaults.regions.includes(REGIONS_OF_CALLER);
  const home = isOpen ? 'eu-west-1' : defaults.homeRegion;
  const refuse = (refusals: Refusals, at: number): string => {
    const given = variables.flatMap(({ setting }) => {
      const value = refusals[setting.path];
      return value === undefined ? [] : [[setting.variable, value] as const];
    });
    return run(`refuses_bad_values_${String(at + 1)}`, Object.fromEntries(given), given.map(([variable]) => `var.${variable}`).join(', '));
  };
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
    ...BAD_VALUES.map(refuse),
    run(
      'refuses_a_region_without_the_rule',
      { regions: `["${unsupported}"]`, home_region: `"${unsupported}"` },
      'data.aws_caller_identity.bounds',
    ),
    run(
      'refuses_a_home_outside_the_regions',
      { home_region: `"${home === 'us-east-1' ? 'us-west-2' : 'us-east-1'}"` },
      'data.aws_caller_identity.bounds',
    ),
    ...(defaults.remediation === undefined ? [] : remediationTests(defaults.remediation, variables)),
  ]
    .map((block) => `${block}\n`)
    .join('\n');
}

/** Tests what the function is told, and that a notice is less than the limit. */
function remediationTests({ action, warnDays }: Remediation, variables: readonly ModuleVariable[]): readonly string[] {
  const told = 'jsondecode(aws_lambda_function.sweep.environment[0].variables.POLICY)';
  const isComputed = variables.some(({ setting, default: value }) => setting.path === 'remediation.warnDays' && value === null);
  return [
    `run "tells_the_function_its_policy" {
  command = plan
${isComputed ? '\n  variables {\n    max_credential_usage_age_days = 5\n  }\n' : ''}
  assert {
    condition     = ${told}.action == "${action}"
    error_message = "the action for which this module was generated"
  }

  assert {
    condition     = ${told}.warnDays == ${isComputed ? '4' : String(warnDays)}
    error_message = "${isComputed ? 'a notice of 7 days, or what the limit leaves' : 'the notice for which this module was generated'}"
  }
}`,
    run('refuses_a_notice_as_long_as_the_limit', { max_credential_usage_age_days: '5', warn_days: '5' }, 'data.aws_caller_identity.bounds'),
  ];
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
