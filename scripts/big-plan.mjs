// `node scripts/big-plan.mjs N FILE`: writes a plan with N resources as `terraform show -json` does (all that a real plan has of each:
// planned value, change, prior state and configuration, about 3.7 KB together), and one policy of ours among them.
import { closeSync, openSync, writeSync } from 'node:fs';

const [count, file] = [Number(process.argv[2]), process.argv[3]];
if (!Number.isSafeInteger(count) || count < 1 || file === undefined) {
  console.error('usage: node scripts/big-plan.mjs N FILE');
  process.exit(2);
}
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const PROVIDER = 'registry.terraform.io/hashicorp/aws';
/** Every so many resources change; the others are listed as they are. */
const CHANGED_EVERY = 10;

/** A queue with its redrive policy: strings, numbers, nested JSON in a string, tags. */
function queue(at, isAfter) {
  const name = `orders-${String(at).padStart(6, '0')}`;
  const arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
  const url = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;
  return {
    type: 'aws_sqs_queue',
    name: `queue_${at}`,
    isChanged: at % CHANGED_EVERY === 0,
    values: {
      arn,
      delay_seconds: 0,
      fifo_queue: false,
      id: url,
      kms_data_key_reuse_period_seconds: 300,
      max_message_size: 262144,
      message_retention_seconds: isAfter && at % CHANGED_EVERY === 0 ? 1209600 : 345600,
      name,
      policy: '',
      receive_wait_time_seconds: 0,
      redrive_policy: JSON.stringify({ deadLetterTargetArn: `${arn}-dead`, maxReceiveCount: 4 }),
      region: REGION,
      sqs_managed_sse_enabled: true,
      tags: { team: 'orders' },
      tags_all: { team: 'orders' },
      url,
      visibility_timeout_seconds: 30,
    },
  };
}

/** The rule of a policy, whose limit is raised. */
function rule(isAfter) {
  const name = 'unused-credentials';
  return {
    type: 'aws_config_config_rule',
    name: 'unused',
    isChanged: true,
    values: {
      arn: `arn:aws:config:${REGION}:${ACCOUNT}:config-rule/config-rule-abcdef`,
      description: '',
      evaluation_mode: [{ mode: 'DETECTIVE' }],
      id: name,
      input_parameters: JSON.stringify({ maxCredentialUsageAge: isAfter ? '90' : '45' }),
      maximum_execution_frequency: 'TwentyFour_Hours',
      name,
      region: REGION,
      rule_id: 'config-rule-abcdef',
      scope: [],
      source: [{ custom_policy_details: [], owner: 'AWS', source_detail: [], source_identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK' }],
      tags: {},
      tags_all: {},
    },
  };
}

const resource = (at, isAfter) => (at === Math.floor(count / 2) ? rule(isAfter) : queue(at, isAfter));

const head = ({ type, name }) => ({ address: `${type}.${name}`, mode: 'managed', type, name });

const inState = (made) => ({
  ...head(made),
  provider_name: PROVIDER,
  schema_version: 0,
  values: made.values,
  sensitive_values: { tags: {}, tags_all: {} },
});

function change(at) {
  const [before, after] = [resource(at, false), resource(at, true)];
  return {
    ...head(after),
    provider_name: PROVIDER,
    change: {
      actions: [after.isChanged ? 'update' : 'no-op'],
      before: before.values,
      after: after.values,
      after_unknown: {},
      before_sensitive: { tags: {}, tags_all: {} },
      after_sensitive: { tags: {}, tags_all: {} },
    },
  };
}

const configured = (made) => ({
  ...head(made),
  provider_config_key: 'aws',
  expressions: { name: { constant_value: made.values.name }, tags: { references: ['var.tags'] } },
  schema_version: 0,
});

const out = openSync(file, 'w');
let buffer = '';
function write(text, isLast = false) {
  buffer += text;
  if (buffer.length < 1_000_000 && !isLast) return;
  writeSync(out, buffer);
  buffer = '';
}
function list(element) {
  for (let at = 0; at < count; at += 1) write(`${at === 0 ? '' : ','}${JSON.stringify(element(at))}`);
}
const text = (value) => JSON.stringify(value);

write(`{"format_version":"1.2","terraform_version":"1.11.4","variables":${text({ tags: { value: { team: 'orders' } } })},`);
write('"planned_values":{"root_module":{"resources":[');
list((at) => inState(resource(at, true)));
write(']}},"resource_changes":[');
list(change);
write('],"prior_state":{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"resources":[');
list((at) => inState(resource(at, false)));
write(']}}},"configuration":{"provider_config":');
write(text({ aws: { name: 'aws', full_name: PROVIDER, expressions: { region: { constant_value: REGION } } } }));
write(',"root_module":{"resources":[');
list((at) => configured(resource(at, true)));
write(']}},"timestamp":"2026-11-02T08:00:00Z","applyable":true,"complete":true,"errored":false}\n', true);
closeSync(out);
