/** A policy that somebody else wrote, before and after a change, in Terraform's own language; an absent side has no resources. */
export interface ForeignCase {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  /** What a reviewer must be told, by name, without info; `unknown` findings carry their address. */
  readonly findings: readonly string[];
  /** How many policies are in the plan. */
  readonly policies: number;
}

const rule = (limit: string, more = ''): string => `
resource "aws_config_config_rule" "unused" {
  name = "iam-user-unused-credentials-check"
  source {
    owner             = "AWS"
    source_identifier = "IAM_USER_UNUSED_CREDENTIALS_CHECK"
  }
  input_parameters = jsonencode({ maxCredentialUsageAge = ${limit} })
  ${more}
}`;

const recorder = (isOn = true, name = 'default', block = 'main'): string => `
resource "aws_config_configuration_recorder" "${block}" {
  name     = "${name}"
  role_arn = "arn:aws:iam::111122223333:role/config"
  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}
resource "aws_config_delivery_channel" "${block}" {
  name           = "${name}"
  s3_bucket_name = "config-logs"
  depends_on     = [aws_config_configuration_recorder.${block}]
}
resource "aws_config_configuration_recorder_status" "${block}" {
  name       = "${name}"
  is_enabled = ${String(isOn)}
  depends_on = [aws_config_delivery_channel.${block}]
}`;

const ssm = (isAutomatic: boolean): string => `
resource "aws_config_remediation_configuration" "unused" {
  config_rule_name = aws_config_config_rule.unused.name
  resource_type    = "AWS::IAM::User"
  target_type      = "SSM_DOCUMENT"
  target_id        = "AWSConfigRemediation-RevokeUnusedIAMUserCredentials"
  automatic        = ${String(isAutomatic)}
  maximum_automatic_attempts = 3
  retry_attempt_seconds      = 60
}`;

const alerts = ({ key = 'aws_kms_key.alerts.id', isHeard = true, threshold = 1 } = {}): string => `
resource "aws_kms_key" "alerts" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" },
    { Effect = "Allow", Principal = { Service = ["events.amazonaws.com", "cloudwatch.amazonaws.com"] }, Action = ["kms:Decrypt", "kms:GenerateDataKey*"], Resource = "*" },
  ] })
}
resource "aws_sns_topic" "alerts" {
  name              = "unused-keys"
  kms_master_key_id = ${key}
}
resource "aws_sns_topic_policy" "alerts" {
  arn = aws_sns_topic.alerts.arn
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { Service = ["events.amazonaws.com", "cloudwatch.amazonaws.com"] }, Action = "sns:Publish", Resource = "*" },
  ] })
}
resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "email"
  endpoint  = "security@example.com"
}
resource "aws_cloudwatch_event_rule" "found" {
  name = "unused-keys-found"
  event_pattern = jsonencode({
    source = ["aws.config"], detail-type = ["Config Rules Compliance Change"],
    detail = { configRuleName = [aws_config_config_rule.unused.name] }
  })
}
resource "aws_cloudwatch_event_target" "tell" {
  rule = aws_cloudwatch_event_rule.found.name
  arn  = aws_sns_topic.alerts.arn
}
resource "aws_cloudwatch_metric_alarm" "found" {
  alarm_name          = "unused-keys"
  namespace           = "AWS/Events"
  metric_name         = "TriggeredRules"
  dimensions          = { RuleName = aws_cloudwatch_event_rule.found.name }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = ${String(threshold)}
  comparison_operator = "GreaterThanOrEqualToThreshold"
  actions_enabled     = ${String(isHeard)}
  alarm_actions       = [aws_sns_topic.alerts.arn]
}`;

const limitFrom = (version: number, limit: number): string => `
resource "terraform_data" "limit" {
  input            = "${String(limit)}"
  triggers_replace = ["${String(version)}"]
}
${rule('terraform_data.limit.output')}`;

const key = (status: string): string => `
resource "aws_iam_user" "robot" {
  name = "robot"
}
resource "aws_iam_access_key" "robot" {
  user = aws_iam_user.robot.name
  ${status}
}`;

const ofOrganization = (limit: string, more = ''): string => `
resource "aws_config_organization_managed_rule" "unused" {
  name             = "unused"
  rule_identifier  = "IAM_USER_UNUSED_CREDENTIALS_CHECK"
  input_parameters = jsonencode({ maxCredentialUsageAge = ${limit} })
  ${more}
}`;

const PARAMETER = 'IamUserUnusedCredentialsCheckParamMaxCredentialUsageAge';

/** As the samples of AWS have it, with a rule of another kind. */
const pack = (usual: string, more = '', type = 'aws_config_conformance_pack', fix = ''): string => `
resource "${type}" "cis" {
  name          = "cis"
  template_body = <<-EOT
    Parameters:
      ${PARAMETER}:
        Default: '${usual}'
        Type: String
    Resources:
      IamUserMfaEnabled:
        Properties:
          ConfigRuleName: iam-user-mfa-enabled
          Source:
            Owner: AWS
            SourceIdentifier: IAM_USER_MFA_ENABLED
        Type: AWS::Config::ConfigRule
      IamUserUnusedCredentialsCheck:
        Properties:
          ConfigRuleName: iam-user-unused-credentials-check
          InputParameters:
            maxCredentialUsageAge:
              Fn::If:
              - maxAge
              - Ref: ${PARAMETER}
              - Ref: AWS::NoValue
          Source:
            Owner: AWS
            SourceIdentifier: IAM_USER_UNUSED_CREDENTIALS_CHECK
        Type: AWS::Config::ConfigRule
      ${fix}
    Conditions:
      maxAge:
        Fn::Not:
        - Fn::Equals:
          - ''
          - Ref: ${PARAMETER}
  EOT
  ${more}
}`;

const given = (limit: string): string => `input_parameter {
    parameter_name  = "${PARAMETER}"
    parameter_value = ${limit}
  }
  input_parameter {
    parameter_name  = "Another"
    parameter_value = "x"
  }`;

const packFrom = (version: number): string => `
resource "terraform_data" "limit" {
  input            = "45"
  triggers_replace = ["${String(version)}"]
}
${pack('45', given('terraform_data.limit.output'))}`;

const FIX = `Fix:
        Properties:
          ConfigRuleName: iam-user-unused-credentials-check
          TargetId: AWSConfigRemediation-RevokeUnusedIAMUserCredentials
          TargetType: SSM_DOCUMENT
          Automatic: true
        Type: AWS::Config::RemediationConfiguration`;

const packInS3 = (key: string): string => `
resource "aws_config_conformance_pack" "cis" {
  name            = "cis"
  template_s3_uri = "s3://packs/${key}.yaml"
}`;

const secretPack = (limit: number): string => `
variable "limit" {
  type      = string
  default   = "${String(limit)}"
  sensitive = true
}
${pack('45', given('var.limit'))}`;

const ORGANIZATION_PACK = 'aws_config_organization_conformance_pack';

const renamed = (text: string): string => text.replaceAll('"iam-user-unused-credentials-check"', '"unused"');

const sensitive = (limit: number): string => `
variable "limit" {
  type      = string
  default   = "${String(limit)}"
  sensitive = true
}
${rule('var.limit')}`;

/** The shapes that modules of others have, and each danger alone. */
export const FOREIGN_CASES: readonly ForeignCase[] = [
  { title: 'a rule alone, unchanged', before: rule('"45"'), after: rule('"45"'), findings: [], policies: 1 },
  { title: 'a rule alone whose limit is raised', before: rule('"45"'), after: rule('"90"'), findings: ['limit-raised'], policies: 1 },
  { title: 'a rule alone whose limit is lowered', before: rule('"90"'), after: rule('"45"'), findings: [], policies: 1 },
  { title: 'a rule alone that is made', before: '', after: rule('"45"'), findings: [], policies: 1 },
  { title: 'a rule alone that goes', before: rule('"45"'), after: '', findings: ['policy-removed', 'rule-removed'], policies: 1 },
  {
    title: 'a rule that is forgotten',
    before: rule('"45"'),
    after: 'removed {\n  from = aws_config_config_rule.unused\n  lifecycle {\n    destroy = false\n  }\n}',
    findings: ['policy-removed', 'rule-removed'],
    policies: 1,
  },
  {
    title: 'a rule renamed by a replacement that hides a higher limit',
    before: rule('"45"'),
    after: renamed(rule('"90"')),
    findings: ['limit-raised'],
    policies: 1,
  },
  {
    title: 'a rule moved to another address',
    before: rule('"45"'),
    after: `${rule('"45"').replace('"unused" {', '"renamed" {')}\nmoved {\n  from = aws_config_config_rule.unused\n  to   = aws_config_config_rule.renamed\n}`,
    findings: [],
    policies: 1,
  },
  {
    title: 'a rule that gets a count',
    before: rule('"45"'),
    after: rule('"45"', 'count = 1'),
    findings: [],
    policies: 1,
  },
  {
    title: 'a limit that is known only after apply',
    before: limitFrom(1, 45),
    after: limitFrom(2, 90),
    findings: ['unknown-until-apply'],
    policies: 1,
  },
  { title: 'a sensitive limit that is raised', before: sensitive(45), after: sensitive(90), findings: ['limit-raised'], policies: 1 },
  {
    title: 'a rule and its recorder, which is stopped',
    before: rule('"45"') + recorder(),
    after: rule('"45"') + recorder(false),
    findings: ['recorder-stopped'],
    policies: 1,
  },
  {
    title: 'a rule and its recorder, which goes',
    before: rule('"45"') + recorder(),
    after: rule('"45"'),
    findings: ['recorder-removed'],
    policies: 1,
  },
  {
    title: 'a rule that goes from its recorder',
    before: rule('"45"') + recorder(),
    after: recorder(),
    findings: ['rule-missing', 'rule-removed'],
    policies: 1,
  },
  {
    title: 'a recorder made anew under its name at another address',
    before: rule('"45"') + recorder(),
    after: rule('"45"') + recorder(true, 'default', 'other'),
    findings: ['recorder-overwritten'],
    policies: 1,
  },
  {
    title: 'a second recorder',
    before: rule('"45"') + recorder(),
    after: rule('"45"') + recorder() + recorder(true, 'second', 'second'),
    findings: ['second-recorder'],
    policies: 1,
  },
  {
    title: 'a rule moved to another region',
    before: rule('"45"', 'region = "eu-west-1"'),
    after: rule('"45"', 'region = "eu-west-2"'),
    findings: ['region-moved'],
    policies: 1,
  },
  {
    title: 'a rule with an automation that is added',
    before: rule('"45"'),
    after: rule('"45"') + ssm(true),
    findings: ['foreign-remediation'],
    policies: 1,
  },
  {
    title: 'an automation that now starts by itself',
    before: rule('"45"') + ssm(false),
    after: rule('"45"') + ssm(true),
    findings: ['foreign-remediation'],
    policies: 1,
  },
  {
    title: 'a rule of an organization whose limit is raised',
    before: ofOrganization('"45"'),
    after: ofOrganization('"90"'),
    findings: ['limit-raised'],
    policies: 1,
  },
  {
    title: 'a rule of an organization that leaves out an account',
    before: ofOrganization('"45"'),
    after: ofOrganization('"45"', 'excluded_accounts = ["444455556666"]'),
    findings: ['accounts-excluded'],
    policies: 1,
  },
  {
    title: 'a rule of an organization that goes',
    before: ofOrganization('"45"'),
    after: '',
    findings: ['policy-removed', 'rule-removed'],
    policies: 1,
  },
  { title: 'a pack, unchanged', before: pack('45'), after: pack('45'), findings: [], policies: 1 },
  { title: 'a pack that is made', before: '', after: pack('45'), findings: [], policies: 1 },
  { title: 'a pack whose default is raised', before: pack('45'), after: pack('90'), findings: ['limit-raised'], policies: 1 },
  {
    title: 'a pack that is given a higher limit',
    before: pack('45'),
    after: pack('45', given('"90"')),
    findings: ['limit-raised'],
    policies: 1,
  },
  { title: 'a pack that goes', before: pack('45'), after: '', findings: ['policy-removed', 'rule-removed'], policies: 1 },
  {
    title: 'a pack whose limit is known only after apply',
    before: packFrom(1),
    after: packFrom(2),
    findings: ['unknown-until-apply'],
    policies: 1,
  },
  {
    title: 'a pack whose sensitive limit is raised',
    before: secretPack(45),
    after: secretPack(90),
    findings: ['limit-raised'],
    policies: 1,
  },
  {
    title: 'a pack that gets a remediation',
    before: pack('45'),
    after: pack('45', '', undefined, FIX),
    findings: ['foreign-remediation'],
    policies: 1,
  },
  { title: 'a pack that moves to S3', before: pack('45'), after: packInS3('a'), findings: ['limit-raised'], policies: 1 },
  { title: 'a pack in S3 that changes', before: packInS3('a'), after: packInS3('b'), findings: ['pack-untold'], policies: 0 },
  {
    title: 'a pack of an organization that leaves out an account',
    before: pack('45', '', ORGANIZATION_PACK),
    after: pack('45', 'excluded_accounts = ["444455556666"]', ORGANIZATION_PACK),
    findings: ['accounts-excluded'],
    policies: 1,
  },
  { title: 'alerts that are made with everything', before: '', after: rule('"45"') + alerts(), findings: [], policies: 1 },
  {
    title: 'a topic that loses its encryption',
    before: rule('"45"') + alerts(),
    after: rule('"45"') + alerts({ key: 'null' }),
    findings: ['topic-unencrypted'],
    policies: 1,
  },
  {
    title: 'a topic under a key that nobody can publish with',
    before: rule('"45"') + alerts(),
    after: rule('"45"') + alerts({ key: '"alias/aws/sns"' }),
    findings: ['topic-unpublishable'],
    policies: 1,
  },
  {
    title: 'an alarm that is silenced',
    before: rule('"45"') + alerts(),
    after: rule('"45"') + alerts({ isHeard: false }),
    findings: ['alarm-weakened'],
    policies: 1,
  },
  {
    title: 'an alarm that is harder to raise',
    before: rule('"45"') + alerts(),
    after: rule('"45"') + alerts({ threshold: 5 }),
    findings: ['alarm-weakened'],
    policies: 1,
  },
  { title: 'alerts that go', before: rule('"45"') + alerts(), after: rule('"45"'), findings: ['alerts-removed'], policies: 1 },
  // As Prowler's article on the check iam_user_accesskey_unused has it: the key is disabled where it is declared.
  { title: 'a key that is disabled as in the article', before: key(''), after: key('status = "Inactive"'), findings: [], policies: 0 },
  {
    title: 'a disabled key that is enabled again',
    before: key('status = "Inactive"'),
    after: key(''),
    findings: ['key-reactivated'],
    policies: 0,
  },
  {
    title: 'other services',
    before: 'resource "aws_sqs_queue" "q" {\n  name = "q"\n}',
    after:
      'resource "aws_sqs_queue" "q" {\n  name = "other"\n}\nresource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\nresource "aws_config_config_rule" "mfa" {\n  name = "mfa"\n  source {\n    owner             = "AWS"\n    source_identifier = "IAM_USER_MFA_ENABLED"\n  }\n}',
    findings: [],
    policies: 0,
  },
];
