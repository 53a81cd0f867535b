import { CHECKOV_CONFIG } from '../../../constructs/checkov-config';
import { describeWithTerraform } from '../../support/terraform/describe-with-terraform';
import { Workspace } from '../../support/terraform/terraform';
import { DOORS, emit, emittedBy, type Door } from '../../policies/emitted';
import { GIVEN_BUCKET, GIVEN_KEY, GIVEN_TOPIC } from '../../policies/structures';
import { askAboutFiles, askAboutPlan } from './checkov';
import { describeWithJudge } from './describe-with-judge';

const regions = ['eu-west-1', 'us-east-1'];

/** What checkov finds of the function and what belongs to it, whatever it may do. */
const OF_THE_FUNCTION: readonly string[] = [
  'CKV_AWS_116',
  'CKV_AWS_117',
  'CKV_AWS_119',
  'CKV_AWS_158',
  'CKV_AWS_173',
  'CKV_AWS_272',
  'CKV_AWS_297',
  'CKV_AWS_50',
];

/** What it finds besides where there is no reserved concurrency: in a module a variable may turn out to be one. */
const SHARES: readonly string[] = ['CKV_AWS_115'];

/** Settings, and what checkov finds when nothing is skipped. */
const STRUCTURES: Readonly<
  Record<string, { readonly settings: object; readonly found: readonly string[]; readonly foundInRoot?: readonly string[] }>
> = {
  defaults: {
    settings: { regions: ['eu-west-1'] },
    found: ['CKV2_AWS_45', 'CKV2_AWS_48', 'CKV2_AWS_62', 'CKV_AWS_144', 'CKV_AWS_145', 'CKV_AWS_18'],
  },
  'existing recorder': { settings: { regions, recorder: 'existing', alerts: { emails: ['security@example.com'] } }, found: [] },
  'given bucket, topic and key': {
    settings: { regions, kmsKeyArn: GIVEN_KEY, bucket: { name: GIVEN_BUCKET }, alerts: { topicArn: GIVEN_TOPIC } },
    found: ['CKV2_AWS_45', 'CKV2_AWS_48'],
  },
  'given key': {
    settings: { regions, kmsKeyArn: GIVEN_KEY },
    found: ['CKV2_AWS_45', 'CKV2_AWS_48', 'CKV2_AWS_62', 'CKV_AWS_144', 'CKV_AWS_18'],
  },
  'two regions, with all that can be added': {
    settings: { regions, rotation: {}, accessAnalyzer: true, serviceLinkedRole: 'create', tags: { team: 'security' } },
    found: ['CKV2_AWS_45', 'CKV2_AWS_48', 'CKV2_AWS_62', 'CKV_AWS_144', 'CKV_AWS_145', 'CKV_AWS_18'],
  },
  'remediation that tells': { settings: { regions, recorder: 'existing', remediation: {} }, found: OF_THE_FUNCTION, foundInRoot: SHARES },
  'remediation that deactivates, with exemptions, a given topic and a boundary': {
    settings: {
      regions,
      recorder: 'existing',
      alerts: { topicArn: GIVEN_TOPIC },
      remediation: {
        action: 'deactivate',
        exempt: { userNames: ['deploy', 'svc-*'], paths: ['/break-glass/'], tag: 'keep-keys' },
        logRetentionDays: 400,
      },
      permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
    },
    found: OF_THE_FUNCTION,
    foundInRoot: SHARES,
  },
  'remediation that deletes, with a given key': {
    settings: { regions, recorder: 'existing', kmsKeyArn: GIVEN_KEY, remediation: { action: 'delete', reservedConcurrency: 1 } },
    found: OF_THE_FUNCTION,
  },
  'no alerts': {
    settings: { regions, alerts: 'none' },
    found: ['CKV2_AWS_45', 'CKV2_AWS_48', 'CKV2_AWS_62', 'CKV_AWS_144', 'CKV_AWS_145', 'CKV_AWS_18'],
  },
};

const doors = Object.keys(DOORS) as Door[];

/** Types on which checkov has no check of its own; on the policy of a topic it has one that works in plans only. */
const UNJUDGED = [
  'aws_accessanalyzer_analyzer',
  'aws_cloudwatch_composite_alarm',
  'aws_cloudwatch_event_rule',
  'aws_cloudwatch_event_target',
  'aws_config_config_rule',
  'aws_config_delivery_channel',
  'aws_iam_service_linked_role',
  'aws_kms_alias',
  'aws_lambda_function_event_invoke_config',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_versioning',
  'aws_sns_topic_policy',
  'aws_sns_topic_subscription',
];

/** Names of the resources that checkov should have an opinion on, sorted. */
const judgeable = (door: Door, settings: object): readonly string[] =>
  [
    ...new Set(
      Object.entries(emittedBy(door, settings).resources)
        .filter(([type]) => !UNJUDGED.includes(type))
        .flatMap(([, blocks]) => Object.keys(blocks)),
    ),
  ].sort();

/** Every emitted file that holds Terraform JSON, but the one that the settings leave out. */
const readable = (files: Readonly<Record<string, string>>): number =>
  Object.keys(files).filter((path) => path.endsWith('.tf.json') && path !== 'versions.tf.json').length;

const cases = doors.flatMap((door) =>
  Object.entries(STRUCTURES).map(([structure, { settings, found, foundInRoot = [] }]) => ({
    name: `${door}, ${structure}`,
    files: emit(door, settings),
    judgeable: judgeable(door, settings),
    found: door === 'root' ? [...found, ...foundInRoot].sort() : found,
  })),
);

describeWithJudge('checkov', 'checkov on the emitted files', () => {
  test('finds nothing in any structure through either door, having read every file', () => {
    const opinions = askAboutFiles(...cases.map(({ files }) => files));
    expect(
      opinions.map(({ exitCode, failed, unread, filesRead }, at) => ({ name: cases[at]?.name, exitCode, failed, unread, filesRead })),
    ).toEqual(cases.map(({ name, files }) => ({ name, exitCode: 0, failed: [], unread: [], filesRead: readable(files) })));
  });

  test('judges every resource, and without the exceptions finds only those', () => {
    const opinions = askAboutFiles(...cases.map(({ files }) => without('.checkov.yaml', files)));
    expect(
      opinions.map(({ failed, judged, unread, filesRead }, at) => ({ name: cases[at]?.name, failed, judged, unread, filesRead })),
    ).toEqual(
      cases.map(({ name, files, found, judgeable: judged }) => ({
        name,
        failed: found,
        judged,
        unread: ['versions.tf.json'],
        filesRead: readable(files),
      })),
    );
  });

  test('finds what is wrong in broken files, exceptions or not', () => {
    const files = emit('root', { regions });
    const main = JSON.parse(files['main.tf.json'] ?? '') as { resource: Record<string, Record<string, Record<string, unknown>>> };
    delete main.resource['aws_sns_topic']?.['topic']?.['kms_master_key_id'];
    delete main.resource['aws_s3_bucket_public_access_block'];
    expect(askAboutFiles({ ...files, 'main.tf.json': JSON.stringify(main, null, 2) })).toEqual([
      expect.objectContaining({ exitCode: 1, failed: ['CKV2_AWS_6', 'CKV_AWS_26'], unread: [] }),
    ]);
  });

  test('silently reads nothing of a file that holds required_version, which is why that stands alone', () => {
    const files = emit('root', { regions });
    const both = { ...(JSON.parse(files['main.tf.json'] ?? '') as object), ...(JSON.parse(files['versions.tf.json'] ?? '') as object) };
    expect(askAboutFiles({ ...files, 'main.tf.json': JSON.stringify(both, null, 2) })).toEqual([
      expect.objectContaining({ exitCode: 0, unread: ['main.tf.json'], filesRead: readable(files) - 1 }),
    ]);
  });
});

const without = (path: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));

describe('the exceptions for checkov', () => {
  const excepted = CHECKOV_CONFIG.split('\n').flatMap((line) => /^ {2}- (CKV\w+)$/.exec(line)?.[1] ?? []);

  test('are each needed by something that we emit', () => {
    expect([...excepted].sort()).toEqual(
      [...new Set(Object.values(STRUCTURES).flatMap(({ found, foundInRoot = [] }) => [...found, ...foundInRoot]))].sort(),
    );
  });

  test('each stand under a reason', () => {
    const blocks = (CHECKOV_CONFIG.split('skip-check:\n')[1] ?? '').trimEnd().split('\n\n');
    expect(blocks.filter((block) => !/^( {2}# .+\n)+( {2}- CKV\w+(\n|$))+$/.test(block))).toEqual([]);
    expect(blocks.join('\n').match(/- CKV/g)).toHaveLength(excepted.length);
  });
});

describeWithJudge('checkov', 'checkov on plans', () => {
  describeWithTerraform('made by Terraform', () => {
    const { settings } = STRUCTURES['two regions, with all that can be added'] ?? { settings: {} };

    test.each(doors)('of what comes through the door %s: finds nothing in any resource', async (door) => {
      const remediation = { action: 'delete', exempt: { userNames: ['deploy'], paths: ['/break-glass/'] } };
      const files = emit(door, { ...settings, alerts: { emails: ['security@example.com'] }, remediation });
      const workspace = new Workspace({ files, env: { AWS_REGION: 'eu-west-1' } });
      try {
        expect(await workspace.init()).toEqual(expect.objectContaining({ code: 0 }));
        expect(await workspace.plan()).toEqual(expect.objectContaining({ code: 0 }));
        const plan = (await workspace.showPlan()) as { readonly resource_changes: readonly unknown[] };
        expect(askAboutPlan(plan, files['.checkov.yaml'] ?? '')).toEqual([
          expect.objectContaining({
            exitCode: 0,
            failed: [],
            unread: [],
            resources: plan.resource_changes.length,
            judged: expect.arrayContaining(['topic_policy']) as unknown,
          }),
        ]);
      } finally {
        workspace.dispose();
      }
    });
  });
});
