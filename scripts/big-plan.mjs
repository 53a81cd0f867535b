// `node scripts/big-plan.mjs N FILE [read]`: writes a plan with N resources as `terraform show -json` does (all that a real plan has of
// each: planned value, change, prior state and configuration, about 3.9 KB together), and one policy of ours among them. The others are of
// six types in turns, of which `review` reads two in full; with `read`, all are of a type that it reads, which costs it most.
import { closeSync, openSync, writeSync } from 'node:fs';

const [count, file, mix] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
if (!Number.isSafeInteger(count) || count < 1 || file === undefined || ![undefined, 'read'].includes(mix)) {
  console.error('usage: node scripts/big-plan.mjs N FILE [read]');
  process.exit(2);
}
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const PROVIDER = 'registry.terraform.io/hashicorp/aws';
/** Every so many resources change; the others are listed as they are. */
const CHANGED_EVERY = 10;
const TAGS = { 'cost-center': '4711', environment: 'production', team: 'orders' };

const arn = (service, rest) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

/** A queue with its redrive policy: strings, numbers, nested JSON in a string, tags. */
const queue = (name, isChanged) => ({
  arn: arn('sqs', name),
  delay_seconds: 0,
  fifo_queue: false,
  id: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`,
  kms_data_key_reuse_period_seconds: 300,
  max_message_size: 262144,
  message_retention_seconds: isChanged ? 1209600 : 345600,
  name,
  policy: '',
  receive_wait_time_seconds: 0,
  redrive_policy: JSON.stringify({ deadLetterTargetArn: arn('sqs', `${name}-dead`), maxReceiveCount: 4 }),
  sqs_managed_sse_enabled: true,
  url: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`,
  visibility_timeout_seconds: 30,
});

/** What is in a usual plan, by type: what each resource has besides its region and tags. */
const MIX = {
  aws_sqs_queue: queue,
  aws_security_group_rule: (name, isChanged) => ({
    cidr_blocks: ['10.0.0.0/8', '172.16.0.0/12'],
    description: isChanged ? `${name} from the office` : `${name} from anywhere inside`,
    from_port: 443,
    id: `sgrule-${name}`,
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    protocol: 'tcp',
    security_group_id: `sg-0123456789abcdef0`,
    security_group_rule_id: `sgr-${name}`,
    self: false,
    source_security_group_id: null,
    timeouts: null,
    to_port: 443,
    type: 'ingress',
  }),
  aws_route53_record: (name, isChanged) => ({
    alias: [],
    allow_overwrite: null,
    cidr_routing_policy: [],
    failover_routing_policy: [],
    fqdn: `${name}.example.com`,
    geolocation_routing_policy: [],
    health_check_id: '',
    id: `Z0123456789ABCDEFGHIJ_${name}.example.com_CNAME`,
    latency_routing_policy: [],
    name: `${name}.example.com`,
    records: [`${name}.${REGION}.elb.amazonaws.com`],
    set_identifier: '',
    ttl: isChanged ? 60 : 300,
    type: 'CNAME',
    weighted_routing_policy: [],
    zone_id: 'Z0123456789ABCDEFGHIJ',
  }),
  aws_iam_role: (name, isChanged) => ({
    arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    assume_role_policy: JSON.stringify({
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
      Version: '2012-10-17',
    }),
    create_date: '2026-01-02T03:04:05Z',
    description: '',
    force_detach_policies: false,
    id: name,
    inline_policy: [],
    managed_policy_arns: ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'],
    max_session_duration: isChanged ? 7200 : 3600,
    name,
    name_prefix: '',
    path: '/',
    permissions_boundary: '',
    unique_id: 'AROAEXAMPLEEXAMPLEEXA',
  }),
  aws_ssm_parameter: (name, isChanged) => ({
    allowed_pattern: '',
    arn: arn('ssm', `parameter/${name}`),
    data_type: 'text',
    description: '',
    id: `/${name}`,
    insecure_value: null,
    key_id: 'alias/aws/ssm',
    name: `/${name}`,
    overwrite: null,
    tier: 'Standard',
    type: 'SecureString',
    value: `postgres://orders:${'x'.repeat(40)}@${name}.example.com:5432/orders?sslmode=require`,
    value_wo: null,
    value_wo_version: null,
    version: isChanged ? 4 : 3,
  }),
  aws_ecs_task_definition: (name, isChanged) => ({
    arn: arn('ecs', `task-definition/${name}:12`),
    container_definitions: JSON.stringify([
      {
        cpu: 256,
        environment: [{ name: 'LOG_LEVEL', value: isChanged ? 'debug' : 'info' }],
        essential: true,
        image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${name}:1.2.3`,
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': `/ecs/${name}`, 'awslogs-region': REGION } },
        memory: 512,
        name,
        portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
      },
    ]),
    cpu: '256',
    family: name,
    id: name,
    memory: '512',
    network_mode: 'awsvpc',
    requires_compatibilities: ['FARGATE'],
    revision: 12,
    track_latest: false,
    volume: [],
  }),
};

const TYPES = Object.keys(MIX);

function other(at, isAfter) {
  const type = mix === 'read' ? 'aws_sqs_queue' : TYPES[at % TYPES.length];
  const isChanged = Math.floor(at / TYPES.length) % CHANGED_EVERY === 0;
  const values = MIX[type](`orders-${String(at).padStart(6, '0')}`, isAfter && isChanged);
  return {
    type,
    name: `orders_${at}`,
    isChanged,
    values: { ...values, region: REGION, tags: TAGS, tags_all: TAGS },
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
      arn: arn('config', 'config-rule/config-rule-abcdef'),
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

const resource = (at, isAfter) => (at === Math.floor(count / 2) ? rule(isAfter) : other(at, isAfter));

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

write(`{"format_version":"1.2","terraform_version":"1.11.4","variables":${text({ tags: { value: TAGS } })},`);
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
