import { Construct } from 'constructs';
import { SettingError } from '../../domain/errors';
import type { UnusedCredentialsSettings } from '../../domain/policy';
import { App, AwsProvider, TerraformElement, TerraformOutput, TerraformStack, TerraformVariable } from '../../constructs/terraform';
import { UnusedCredentialsPolicy } from '../../constructs/unused-credentials-policy';
import { expectFixture } from '../support/fixture';
import { synthesized, type Synthesized } from '../support/synthesized';

const REGION = { regions: ['eu-west-1'] };
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:security';

function newStack(id = 'stack'): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: synthesized.folder(), stackTraces: false }), id);
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  return stack;
}

function declare(settings: UnusedCredentialsSettings): { policy: UnusedCredentialsPolicy; json: Synthesized } {
  const stack = newStack();
  const policy = new UnusedCredentialsPolicy(stack, 'policy', settings);
  return { policy, json: synthesized.of(stack) };
}

/** All resources of a type, without their addresses. */
const all = (json: Synthesized, type: string): readonly unknown[] => Object.values(json.resource[type] ?? {});
const only = (json: Synthesized, type: string): Readonly<Record<string, unknown>> => {
  const found = all(json, type);
  expect(found).toHaveLength(1);
  return found[0] as Readonly<Record<string, unknown>>;
};
const addressOf = (json: Synthesized, type: string): string => `${type}.${Object.keys(json.resource[type] ?? {}).join()}`;

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(SettingError);
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}

describe('the Config rule', () => {
  test('is the managed rule, looped over the regions, with the limit as a string, after the recorder has started', () => {
    const { json } = declare({ regions: ['eu-west-1', 'us-east-1'], maxCredentialUsageAgeDays: 30, evaluationFrequency: 'Six_Hours' });
    expect(all(json, 'aws_config_config_rule')).toEqual([
      {
        for_each: '${toset(["eu-west-1", "us-east-1"])}',
        region: '${each.value}',
        name: 'unused-credentials',
        source: { owner: 'AWS', source_identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK' },
        input_parameters: '{"maxCredentialUsageAge":"30"}',
        maximum_execution_frequency: 'Six_Hours',
        depends_on: [addressOf(json, 'aws_config_configuration_recorder_status')],
      },
    ]);
  });

  test('waits for nothing where a recorder exists, and no part of one is made', () => {
    const { json } = declare({ ...REGION, recorder: 'existing' });
    expect(only(json, 'aws_config_config_rule')['depends_on']).toBeUndefined();
    expect(Object.keys(json.resource).filter((type) => /_config_(configuration|delivery)|_s3_/.test(type))).toEqual([]);
  });

  test('has the companion rule beside it with rotation', () => {
    const { json } = declare({ ...REGION, recorder: 'existing', rotation: { maxAccessKeyAgeDays: 180 } });
    expect(all(json, 'aws_config_config_rule')).toContainEqual({
      for_each: '${toset(["eu-west-1"])}',
      region: '${each.value}',
      name: 'unused-credentials-rotation',
      source: { owner: 'AWS', source_identifier: 'ACCESS_KEYS_ROTATED' },
      input_parameters: '{"maxAccessKeyAge":"180"}',
      maximum_execution_frequency: 'TwentyFour_Hours',
    });
    expect(all(json, 'aws_config_config_rule')).toHaveLength(2);
  });
});

describe('the recorder', () => {
  test('records IAM users only, with the service-linked role, in the order that AWS Config needs', () => {
    const { json } = declare(REGION);
    const loop = { for_each: '${toset(["eu-west-1"])}', region: '${each.value}', name: 'unused-credentials' };
    const roleArn = expect.stringMatching(
      /^arn:\$\{data\.aws_partition\.\w+\.partition\}:iam::\$\{data\.aws_caller_identity\.\w+\.account_id\}:role\/aws-service-role\/config\.amazonaws\.com\/AWSServiceRoleForConfig$/,
    ) as unknown;
    expect(only(json, 'aws_config_configuration_recorder')).toEqual({
      ...loop,
      role_arn: roleArn,
      recording_group: { all_supported: false, include_global_resource_types: false, resource_types: ['AWS::IAM::User'] },
    });
    expect(only(json, 'aws_config_delivery_channel')).toEqual({
      ...loop,
      s3_bucket_name: `\${${addressOf(json, 'aws_s3_bucket')}.bucket}`,
      depends_on: [
        addressOf(json, 'aws_config_configuration_recorder'),
        addressOf(json, 'aws_s3_bucket_policy'),
        addressOf(json, 'aws_s3_bucket_ownership_controls'),
        addressOf(json, 'aws_s3_bucket_server_side_encryption_configuration'),
      ],
    });
    expect(only(json, 'aws_config_configuration_recorder_status')).toEqual({
      ...loop,
      is_enabled: true,
      depends_on: [addressOf(json, 'aws_config_delivery_channel')],
    });
  });

  test('waits for the service-linked role when that is made too', () => {
    const { json } = declare({ ...REGION, serviceLinkedRole: 'create', tags: { team: 'security' } });
    expect(only(json, 'aws_iam_service_linked_role')).toEqual({ aws_service_name: 'config.amazonaws.com', tags: { team: 'security' } });
    expect(only(json, 'aws_config_configuration_recorder')['depends_on']).toEqual([addressOf(json, 'aws_iam_service_linked_role')]);
  });

  test('delivers to a given bucket, whose policy is left to its owner', () => {
    const { policy, json } = declare({ ...REGION, bucket: { name: 'central-config', keyPrefix: 'prod' } });
    expect(only(json, 'aws_config_delivery_channel')).toMatchObject({ s3_bucket_name: 'central-config', s3_key_prefix: 'prod' });
    expect(Object.keys(json.resource).filter((type) => type.startsWith('aws_s3_'))).toEqual([]);
    expect(policy.recorder?.bucketPolicyStatements.map(({ Sid }) => Sid)).toEqual(['ConfigChecksBucket', 'ConfigDelivers']);
  });
});

describe('alerts', () => {
  test('are absent with none: no topic, key, event rule, queue or alarm', () => {
    const { policy, json } = declare({ ...REGION, alerts: 'none' });
    expect(Object.keys(json.resource).filter((type) => /sns|kms|event|sqs|alarm/.test(type))).toEqual([]);
    expect([policy.topicArn, policy.alerts, policy.alarmNames, policy.pendingConfirmations]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([policy.remediation, policy.functionName, policy.tableName, policy.deadLetterQueueUrl]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('subscribe each e-mail address under its own key', () => {
    const { json } = declare({ ...REGION, alerts: { emails: ['b@example.com', 'a@example.com'] } });
    expect(only(json, 'aws_sns_topic_subscription')).toMatchObject({
      for_each: '${toset(["b@example.com", "a@example.com"])}',
      protocol: 'email',
      endpoint: '${each.value}',
    });
  });

  test('go to a given topic without touching its policy or making a key', () => {
    const { policy, json } = declare({ ...REGION, alerts: { topicArn: TOPIC } });
    expect(Object.keys(json.resource).filter((type) => /sns|kms/.test(type))).toEqual([]);
    expect(only(json, 'aws_cloudwatch_event_target')['arn']).toBe(TOPIC);
    expect(policy.topicArn).toBe(TOPIC);
    expect(policy.alerts?.topicPolicyStatements.map(({ Principal }) => Principal)).toEqual([
      { Service: 'events.amazonaws.com' },
      { Service: 'cloudwatch.amazonaws.com' },
    ]);
  });

  test('have no target and no queue when no message for each user is wanted', () => {
    const { json } = declare({ ...REGION, alerts: { perUser: false } });
    expect(Object.keys(json.resource).filter((type) => /event_target|sqs/.test(type))).toEqual([]);
    expect(only(json, 'aws_cloudwatch_composite_alarm')['alarm_rule']).toBe('ALARM("unused-credentials-alert-lost-message")');
  });

  test('act on other ways than the topic when messages are lost', () => {
    const pager = TOPIC.replace('security', 'pager');
    const { json } = declare({ ...REGION, alerts: { alarmActions: [pager] } });
    const topic = only(json, 'aws_cloudwatch_event_target')['arn'];
    expect(only(json, 'aws_cloudwatch_composite_alarm')['alarm_actions']).toEqual([pager]);
    const metricAlarms = all(json, 'aws_cloudwatch_metric_alarm') as readonly { alarm_name: string; alarm_actions?: readonly string[] }[];
    expect(Object.fromEntries(metricAlarms.map((alarm) => [alarm.alarm_name, alarm.alarm_actions]))).toEqual({
      'unused-credentials-new-non-compliant': [topic, pager],
      'unused-credentials-alert-lost-event': undefined,
      'unused-credentials-alert-lost-message': undefined,
      'unused-credentials-alert-lost-queue': undefined,
      'unused-credentials-alert-lost-unqueued': undefined,
    });
  });

  test.each([
    ['eu-west-1', 'https://console.aws.amazon.com/config/'],
    ['cn-north-1', 'https://console.amazonaws.cn/config/'],
    ['us-gov-west-1', 'https://console.amazonaws-us-gov.com/config/'],
  ])('link to the console of %s', (region, url) => {
    const { json } = declare({ regions: [region] });
    expect(JSON.stringify(only(json, 'aws_cloudwatch_event_target')['input_transformer'])).toContain(url);
  });
});

test('an access analyzer has the same limit, in the home region', () => {
  const { json } = declare({
    regions: ['eu-west-1', 'us-east-1'],
    homeRegion: 'us-east-1',
    accessAnalyzer: true,
    maxCredentialUsageAgeDays: 60,
  });
  expect(only(json, 'aws_accessanalyzer_analyzer')).toEqual({
    region: 'us-east-1',
    analyzer_name: 'unused-credentials',
    type: 'ACCOUNT_UNUSED_ACCESS',
    configuration: { unused_access: { unused_access_age: 60 } },
  });
});

test('every resource is in the home region, or looped over the regions, or global', () => {
  const { json } = declare({
    regions: ['eu-west-1', 'us-east-1'],
    homeRegion: 'us-east-1',
    accessAnalyzer: true,
    serviceLinkedRole: 'create',
    rotation: {},
    remediation: {},
    alerts: { emails: ['a@example.com'] },
  });
  const places = Object.entries(json.resource).flatMap(([type, named]) =>
    Object.values(named).map((resource) => [type, resource['region']] as const),
  );
  const looped = [
    'aws_config_config_rule',
    'aws_config_configuration_recorder',
    'aws_config_configuration_recorder_status',
    'aws_config_delivery_channel',
  ];
  for (const [type, region] of places) {
    expect([type, region]).toEqual([type, type.startsWith('aws_iam_') ? undefined : looped.includes(type) ? '${each.value}' : 'us-east-1']);
  }
});

test('every name takes the prefix and every resource that can be tagged has the tags', () => {
  const { json } = declare({
    ...REGION,
    namePrefix: 'keys',
    tags: { team: 'security' },
    accessAnalyzer: true,
    rotation: {},
    serviceLinkedRole: 'create',
    remediation: {},
  });
  const text = JSON.stringify(json.resource);
  expect(text).not.toContain('unused-credentials');
  const untagged = Object.entries(json.resource).flatMap(([type, named]) =>
    Object.values(named)
      .filter(({ tags }) => tags === undefined)
      .map(() => type),
  );
  expect([...new Set(untagged)].sort()).toEqual([
    'aws_cloudwatch_event_target',
    'aws_config_configuration_recorder',
    'aws_config_configuration_recorder_status',
    'aws_config_delivery_channel',
    'aws_iam_role_policy',
    'aws_kms_alias',
    'aws_lambda_function_event_invoke_config',
    'aws_s3_bucket_lifecycle_configuration',
    'aws_s3_bucket_ownership_controls',
    'aws_s3_bucket_policy',
    'aws_s3_bucket_public_access_block',
    'aws_s3_bucket_server_side_encryption_configuration',
    'aws_s3_bucket_versioning',
    'aws_scheduler_schedule',
    'aws_sns_topic_policy',
    'aws_sqs_queue_policy',
  ]);
});

describe('a construct in a stack of its user', () => {
  test('has frozen addresses', () => {
    const { json } = declare({
      ...REGION,
      serviceLinkedRole: 'create',
      accessAnalyzer: true,
      rotation: {},
      alerts: { emails: ['a@example.com'] },
      remediation: {},
    });
    const lines = Object.entries(json.resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
    expectFixture(__dirname, 'construct-addresses.txt', `${lines.sort().join('\n')}\n`);
  });

  test('gives what outputs and alarms of their own need', () => {
    const stack = newStack();
    const policy = new UnusedCredentialsPolicy(stack, 'policy', { ...REGION, alerts: { emails: ['a@example.com'] } });
    const values = {
      rule: policy.ruleName,
      arns: policy.ruleArns,
      topic: policy.topicArn,
      pending: policy.pendingConfirmations,
      alarms: policy.alarmNames?.alertLost,
    };
    for (const [name, value] of Object.entries(values)) new TerraformOutput(stack, name, { value });
    const { output } = synthesized.of(stack);
    const id = (type: string): string => addressOf(synthesized.of(stack), type);
    expect(output?.['rule']?.value).toBe('unused-credentials');
    expect(output?.['arns']?.value).toBe(`\${{ for region, rule in ${id('aws_config_config_rule')} : region => rule.arn }}`);
    expect(output?.['pending']?.value).toBe(
      `\${[for email, subscription in ${id('aws_sns_topic_subscription')} : email if subscription.pending_confirmation]}`,
    );
    expect(output?.['topic']?.value).toBe(`\${${id('aws_sns_topic')}.arn}`);
    expect(output?.['alarms']?.value).toBe(`\${${id('aws_cloudwatch_composite_alarm')}.alarm_name}`);
  });

  test('lets its user change any resource beneath it', () => {
    const stack = newStack();
    const policy = new UnusedCredentialsPolicy(stack, 'policy', REGION);
    policy.configRule.addOverride('description', 'ours');
    policy.alerts?.topic?.topic.addOverride('display_name', 'Keys');
    policy.recorder?.deliveryBucket?.bucket.addOverride('object_lock_enabled', true);
    const json = synthesized.of(stack);
    expect(only(json, 'aws_config_config_rule')['description']).toBe('ours');
    expect(only(json, 'aws_sns_topic')['display_name']).toBe('Keys');
    expect(only(json, 'aws_s3_bucket')['object_lock_enabled']).toBe(true);
  });

  test('has every resource beneath it as a member of a member', () => {
    const { policy } = declare({
      ...REGION,
      serviceLinkedRole: 'create',
      accessAnalyzer: true,
      rotation: {},
      alerts: { emails: ['a@example.com'] },
      remediation: {},
    });
    const isResource = (value: unknown): value is TerraformElement => value instanceof TerraformElement && 'terraformResourceType' in value;
    const membersOf = (value: unknown): readonly unknown[] =>
      isResource(value) ? [value] : value instanceof Construct || Array.isArray(value) ? Object.values(value).flatMap(membersOf) : [];
    const pathsOf = (values: readonly unknown[]): readonly string[] => values.filter(isResource).map(({ node }) => node.path);
    const beneath = policy.node
      .findAll()
      .filter((node) => isResource(node) && !node.node.path.includes('/account') && !node.node.path.includes('/partition'));
    expect(beneath.length).toBeGreaterThan(25);
    expect([...new Set(pathsOf(membersOf(policy)))].sort()).toEqual([...pathsOf(beneath)].sort());
  });

  test('says where it stands when a setting is wrong', () => {
    const stack = newStack('prod');
    expect(
      messageOf(() => new UnusedCredentialsPolicy(new Construct(stack, 'security'), 'keys', { ...REGION, maxCredentialUsageAgeDays: 0 })),
    ).toBe('maxCredentialUsageAgeDays must be a whole number from 1 to 365, got 0 (at prod/security/keys)');
  });

  test('refuses a token where a literal decides what is made', () => {
    const stack = newStack();
    const recorder = new TerraformVariable(stack, 'recorder', { type: 'string' }).stringValue as 'create';
    expect(messageOf(() => new UnusedCredentialsPolicy(stack, 'policy', { ...REGION, recorder }))).toBe(
      "recorder must be one of create, existing, got 'a value known only at plan' (at stack/policy); it decides which resources are made, so it must be a literal",
    );
  });

  test('takes an interpolation written as text for what it is', () => {
    const { json } = declare({ ...REGION, namePrefix: '${var.prefix}' });
    expect(only(json, 'aws_config_config_rule')['name']).toBe('${var.prefix}');
    expect(JSON.stringify(Object.values(json.data['aws_caller_identity'] ?? {}))).toContain('namePrefix must be 2 to 26');
  });

  test('warns through annotations, with the same words as its member', () => {
    const { policy } = declare({ regions: ['eu-west-1', 'us-east-1'], evaluationFrequency: 'One_Hour' });
    const annotations = policy.node.metadata.map(({ type, data }): unknown => [type, data]);
    expect(policy.warnings.length).toBeGreaterThan(3);
    expect(annotations).toEqual(policy.warnings.map((warning): unknown => [expect.stringMatching(/^@cdkt[fn]\/warn$/), warning]));
  });
});

describe('two policies in one stack', () => {
  const second = (first: UnusedCredentialsSettings, other: UnusedCredentialsSettings): void => {
    const stack = newStack();
    new UnusedCredentialsPolicy(stack, 'first', first);
    new UnusedCredentialsPolicy(stack, 'second', other);
  };

  test('may not make two recorders in a region', () => {
    expect(
      messageOf(() => {
        second(REGION, { ...REGION, namePrefix: 'other' });
      }),
    ).toBe(
      "recorder must be 'existing', because stack/first makes the one recorder that eu-west-1 can have, got 'create' (at stack/second)",
    );
  });

  test('may not have the same names in a region', () => {
    expect(
      messageOf(() => {
        second(REGION, { ...REGION, recorder: 'existing' });
      }),
    ).toBe("namePrefix must be different from the one of stack/first, got 'unused-credentials' (at stack/second)");
  });

  test('may stand in different regions, or with other names beside one recorder', () => {
    expect(() => {
      second(REGION, { regions: ['us-east-1'], alerts: 'none' });
    }).not.toThrow();
    expect(() => {
      second(REGION, { ...REGION, recorder: 'existing', namePrefix: 'other' });
    }).not.toThrow();
  });

  test('may not both act on the users, who are the same in every region', () => {
    expect(
      messageOf(() => {
        second({ ...REGION, remediation: {} }, { regions: ['us-east-1'], namePrefix: 'other', remediation: { action: 'delete' } });
      }),
    ).toBe("remediation must be absent, because stack/first acts on the same users already, got 'delete' (at stack/second)");
    expect(() => {
      second({ ...REGION, remediation: {} }, { regions: ['us-east-1'], namePrefix: 'other' });
    }).not.toThrow();
  });

  test('count as in the same region when the regions are known only at plan', () => {
    expect(
      messageOf(() => {
        second(REGION, { regions: ['${var.region}'], namePrefix: 'other' });
      }),
    ).toContain('the one recorder that a region known only at plan can have');
  });
});

test('a scope outside a stack is refused', () => {
  expect(messageOf(() => new UnusedCredentialsPolicy(new App({ outdir: synthesized.folder() }), 'policy', REGION))).toBe(
    "scope must be inside a TerraformStack of cdktf, got 'App' (at policy)",
  );
});
