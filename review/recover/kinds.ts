import type { PartKind } from '../part';
import type { Values } from '../plan';

/** What a resource of a type is to a policy, judged by its values on one side; undefined when it is nothing to one. */
type Judge = (values: Values) => PartKind | undefined;

const always =
  (kind: PartKind): Judge =>
  () =>
    kind;

/** The identifier of the managed rule that is a policy. */
export const UNUSED_CREDENTIALS_CHECK = 'IAM_USER_UNUSED_CREDENTIALS_CHECK';

/** The rules that are a policy, or come with one. */
const RULES: Readonly<Record<string, PartKind>> = {
  [UNUSED_CREDENTIALS_CHECK]: 'rule',
  ACCESS_KEYS_ROTATED: 'rotation-rule',
};

/** Services that pass an event on to people or keep it; any other does something. */
const TELLING: ReadonlySet<string> = new Set(['sns', 'sqs', 'logs']);

/** Variables by which our function is known, whatever its name. */
const FUNCTION_VARIABLES = ['POLICY', 'TABLE_NAME', 'TOPIC_ARN', 'ACCOUNT_ID'];

const JUDGES: Readonly<Record<string, Judge>> = {
  aws_config_config_rule: (values) => RULES[textAt(values, 'source', 0, 'source_identifier')],
  // Of an organization only the rule itself: what else it has belongs to no policy of one account.
  aws_config_organization_managed_rule: ({ rule_identifier: identifier }) => (identifier === UNUSED_CREDENTIALS_CHECK ? 'rule' : undefined),
  aws_config_configuration_recorder: always('recorder'),
  aws_config_configuration_recorder_status: always('recorder-status'),
  aws_config_delivery_channel: always('delivery-channel'),
  aws_config_remediation_configuration: always('automation'),
  aws_iam_service_linked_role: ({ aws_service_name: service }) => (service === 'config.amazonaws.com' ? 'service-linked-role' : undefined),
  aws_s3_bucket: always('bucket'),
  aws_accessanalyzer_analyzer: ({ type }) => (type === 'ACCOUNT_UNUSED_ACCESS' ? 'analyzer' : undefined),
  aws_cloudwatch_event_rule: always('event-rule'),
  aws_cloudwatch_event_target: ({ arn }) =>
    typeof arn === 'string' && arn !== '' && !TELLING.has(arn.split(':')[2] ?? '') ? 'automation' : 'event-target',
  aws_sns_topic: always('topic'),
  aws_sns_topic_policy: always('topic-policy'),
  aws_sns_topic_subscription: always('subscription'),
  aws_kms_key: always('kms-key'),
  aws_kms_alias: always('kms-alias'),
  aws_sqs_queue: always('queue'),
  aws_cloudwatch_metric_alarm: always('metric-alarm'),
  aws_cloudwatch_composite_alarm: always('composite-alarm'),
  aws_lambda_function: (values) => {
    const variables = at(values, 'environment', 0, 'variables');
    const names = typeof variables === 'object' && variables !== null ? Object.keys(variables) : [];
    // One of them may be missing from a plan, because it is known only after apply.
    return FUNCTION_VARIABLES.filter((name) => names.includes(name)).length >= FUNCTION_VARIABLES.length - 1 ? 'function' : undefined;
  },
  aws_dynamodb_table: always('table'),
  aws_iam_role: always('role'),
  aws_iam_role_policy: always('role-policy'),
  aws_iam_role_policy_attachment: always('role-attachment'),
  aws_iam_policy_attachment: always('role-attachment'),
  aws_scheduler_schedule: always('schedule'),
  aws_cloudwatch_log_group: always('log-group'),
  aws_iam_access_key: always('access-key'),
};

/**
 * The types of resources that hold Config rules in a template. What they are to a policy is judged by the template: a plan with changes of
 * them is worth a reader of YAML.
 */
export const PACK_TYPES: ReadonlySet<string> = new Set(['aws_config_conformance_pack', 'aws_config_organization_conformance_pack']);

/**
 * The types of resources whose Config rules AWS Config names itself, each with a word that tells a policy of it from one of another type.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/conformance-packs.html (read 2026-11)
 */
export const NAMED_BY_AWS: ReadonlyMap<string, string> = new Map([
  ['aws_config_organization_managed_rule', 'organization'],
  ['aws_config_conformance_pack', 'conformance pack'],
  ['aws_config_organization_conformance_pack', 'organization conformance pack'],
]);

/** The types of resources that can be anything to a policy. */
export const WANTED_TYPES: ReadonlySet<string> = new Set([...Object.keys(JUDGES), ...PACK_TYPES]);

/** Tells what a resource may be to a policy; whether it is one's depends on what names it. */
export function kindOf(type: string, values: Values): PartKind | undefined {
  return JUDGES[type]?.(values);
}

/** Finds what is under a path; undefined where nothing is. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    value,
  );
}

function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}
