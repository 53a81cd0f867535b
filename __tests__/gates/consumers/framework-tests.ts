import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readJson } from '../support/folders';
import { describeWithNode } from '../support/nodes';
import { run, runNode, succeed } from '../support/run';
import { consumerApp, mixedApp, STACKS } from './consumer-app';
import { FRAMEWORKS, readStack, type Framework, type StackJson, type World, withoutRemarks } from './world';

const TSC = 'node_modules/typescript/bin/tsc';
const STRICT = [
  ...['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--esModuleInterop', '--resolveJsonModule'],
  ...['--types', 'node', '--target', 'es2022'],
];
const RESOLUTIONS = [
  // What our types lean on is checked too, once for each framework: that takes long.
  ['node16', ['--module', 'node16', '--moduleResolution', 'node16', '--skipLibCheck', 'false']],
  ['bundler', ['--module', 'preserve', '--moduleResolution', 'bundler', '--skipLibCheck']],
] as const;
const CDKTF_NODES = [20, 22] as const;
const CDKTN_NODES = [22, 24] as const;

/** Declares what somebody sees who has one framework installed and uses the construct. */
export function frameworkTests(world: World): void {
  describe.each(['cdktf', 'cdktn'] as const)('with %s alone', (framework) => {
    test('npm installs what is wanted, nothing of the other framework, and no peer is missing', async () => {
      const folder = world.project(framework);
      const { provider } = FRAMEWORKS[framework];
      const frameworks = Object.entries(FRAMEWORKS).flatMap(([name, { provider: bindings }]) => [name, bindings]);
      const present = frameworks.filter((name) => existsSync(join(folder, 'node_modules', name)));
      const { code, stderr } = await run('npm', ['ls', '--all'], { cwd: folder });
      expect([present, code, stderr]).toEqual([[framework, provider], 0, '']);
    });

    test.each(RESOLUTIONS)('TypeScript accepts right use and refuses wrong use under %s resolution', async (_name, flags) => {
      const folder = appOf(world, framework);
      expect(await runNode(process.execPath, [TSC, ...STRICT, ...flags, '--noEmit', 'app.ts'], folder)).toEqual({
        code: 0,
        stdout: '',
        stderr: '',
      });
    });
  });

  test('both frameworks give the same resources at the same addresses', async () => {
    const [cdktf, cdktn] = await Promise.all([synthesized(world, 'cdktf'), synthesized(world, 'cdktn')]);
    expect(cdktf.map(({ stdout }) => stdout)).toEqual(cdktn.map(({ stdout }) => stdout));
    expect(cdktf.map(({ stack, json }) => [stack, counted(json)])).toEqual([
      ['few', { aws_config_config_rule: 1 }],
      ['given', GIVEN],
      ['many', MANY],
    ]);
    expect(cdktn).toEqual(cdktf);
  });

  test.each([
    ['cdktf', 'cdktn', 'iam-unused-credentials/cdktn'],
    ['cdktn', 'cdktf', 'iam-unused-credentials'],
  ] as const)('a construct for %s in a stack of %s names the right import', async (ours, theirs, right) => {
    const folder = await world.once('both frameworks', async () => await world.consumerOfBoth());
    const app = `${ours}-in-${theirs}.js`;
    writeFileSync(join(folder, app), mixedApp(theirs, FRAMEWORKS[ours].entry));
    const { code, stdout, stderr } = await runNode(process.execPath, [app], folder);
    expect([code, stderr, JSON.parse(stdout)]).toEqual([
      0,
      '',
      [
        'SettingError',
        'SETTING',
        `scope must be inside a TerraformStack of ${ours}, got 'a stack of ${theirs}' (at stack/policy); ` +
          `import { UnusedCredentialsPolicy } from '${right}'`,
      ],
    ]);
  });

  for (const version of CDKTF_NODES) {
    describeWithNode(version, 'the cdktf command', (node) => {
      test('gives in a clone of this repository what npm start gives', async () => {
        await succeed(node, ['scripts/start.mjs'], { cwd: world.clone, node });
        const started = readStack(world.clone);
        rmSync(join(world.clone, 'cdktf.out'), { recursive: true });
        await synthWith(world, 'cdktf', node, world.clone);
        expect(readStack(world.clone)).toEqual(started);
        expect(counted(started)).toEqual(ONE_ACCOUNT);
      });

      test('runs the example one-account', async () => {
        const folder = world.example('cdktf', 'one-account');
        await synthWith(world, 'cdktf', node, folder);
        expect(counted(readStack(folder))).toEqual({ ...ONE_ACCOUNT, aws_sns_topic_subscription: 1 });
      });
    });
  }

  for (const version of CDKTN_NODES) {
    describeWithNode(version, 'the cdktn command', (node) => {
      test('runs the example cdk-terrain, with the resources of one-account', async () => {
        const folder = world.example('cdktn', 'cdk-terrain');
        await synthWith(world, 'cdktn', node, folder);
        const twin = await world.synthesizedExample('cdktf', 'one-account');
        expect(readStack(folder)).toEqual(readStack(twin));
        expect(counted(readStack(folder))).toEqual({ ...ONE_ACCOUNT, aws_sns_topic_subscription: 1 });
      });
    });
  }
}

/** Counts the resources of a stack, by type. */
export function counted({ resource }: StackJson): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(resource).map(([type, blocks]) => [type, Object.keys(blocks).length]));
}

const ALERTS = {
  aws_cloudwatch_composite_alarm: 1,
  aws_cloudwatch_event_rule: 1,
  aws_cloudwatch_event_target: 1,
  aws_cloudwatch_metric_alarm: 5,
  aws_sqs_queue: 1,
  aws_sqs_queue_policy: 1,
} as const;

/** What the policy makes where it has to make everything. */
export const ONE_ACCOUNT: Readonly<Record<string, number>> = {
  ...ALERTS,
  aws_config_config_rule: 1,
  aws_config_configuration_recorder: 1,
  aws_config_configuration_recorder_status: 1,
  aws_config_delivery_channel: 1,
  aws_kms_alias: 1,
  aws_kms_key: 1,
  aws_s3_bucket: 1,
  aws_s3_bucket_lifecycle_configuration: 1,
  aws_s3_bucket_ownership_controls: 1,
  aws_s3_bucket_policy: 1,
  aws_s3_bucket_public_access_block: 1,
  aws_s3_bucket_server_side_encryption_configuration: 1,
  aws_s3_bucket_versioning: 1,
  aws_sns_topic: 1,
  aws_sns_topic_policy: 1,
};

/** What the policy makes besides with remediation; the types that it shares with the rest are counted together. */
export const REMEDIATION: Readonly<Record<string, number>> = {
  aws_cloudwatch_log_group: 1,
  aws_cloudwatch_metric_alarm: 10,
  aws_dynamodb_table: 1,
  aws_iam_role: 2,
  aws_iam_role_policy: 2,
  aws_lambda_function: 1,
  aws_lambda_function_event_invoke_config: 1,
  aws_scheduler_schedule: 1,
  aws_sqs_queue: 2,
};

/** What the policy makes where a recorder and a topic exist. */
export const EXISTING_RECORDER: Readonly<Record<string, number>> = { ...ALERTS, aws_config_config_rule: 2 };

const MANY = {
  ...ONE_ACCOUNT,
  aws_accessanalyzer_analyzer: 1,
  aws_config_config_rule: 2,
  aws_iam_service_linked_role: 1,
  // The one of the policy, and the consumer's own.
  aws_sns_topic_subscription: 2,
};

const GIVEN = {
  aws_cloudwatch_composite_alarm: 1,
  aws_cloudwatch_event_rule: 1,
  aws_cloudwatch_metric_alarm: 2,
  aws_config_config_rule: 1,
};

function appOf(world: World, framework: Framework): string {
  const folder = world.consumer(framework);
  writeFileSync(join(folder, 'app.ts'), consumerApp(framework));
  return folder;
}

interface Synthesized {
  readonly stack: string;
  readonly json: StackJson;
  readonly stdout: string;
}

async function synthesized(world: World, framework: Framework): Promise<readonly Synthesized[]> {
  const folder = appOf(world, framework);
  await succeed(process.execPath, [TSC, ...STRICT, '--module', 'node16', '--skipLibCheck', 'app.ts'], { cwd: folder });
  const stdout = await succeed(process.execPath, ['app.js'], { cwd: folder });
  const stacks = join(folder, 'cdktf.out', 'stacks');
  expect(readdirSync(stacks).sort()).toEqual([...STACKS].sort());
  return [...STACKS].sort().map((stack) => {
    const { resource, data } = withoutRemarks(readJson(join(stacks, stack, 'cdk.tf.json'))) as StackJson;
    return { stack, json: { resource, data }, stdout };
  });
}

async function synthWith(world: World, framework: Framework, node: string, folder: string): Promise<void> {
  const command = join(world.project(framework), 'node_modules', FRAMEWORKS[framework].cli);
  await succeed(node, [command, 'synth'], { cwd: folder, node });
}
