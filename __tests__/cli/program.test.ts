import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OFFERED_REGIONS } from '../../domain/regions';
import { runCommand, type Ran } from '../support/command';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

const run = (...argv: string[]): Promise<Ran> => runCommand(cwd, argv, { version: '1.2.3' });
const json = (file: string): unknown => JSON.parse(readFileSync(join(cwd, file), 'utf8'));
const rule = (folder: string): Readonly<Record<string, unknown>> =>
  (json(`${folder}/main.tf.json`) as { resource: { aws_config_config_rule: { rule: Record<string, unknown> } } }).resource
    .aws_config_config_rule.rule;

describe('synth', () => {
  test('writes root configuration, says what it made and what to type next', async () => {
    const { code, out, err } = await run(
      'synth',
      '--regions',
      'eu-west-1,us-east-1',
      '--out',
      'infra/keys',
      '--emails',
      'a@example.com',
      '--alarm-actions',
      'arn:aws:sns:eu-west-1:111122223333:pager',
    );
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, 'infra/keys')).sort()).toEqual([
      '.checkov.yaml',
      '.iam-unused-credentials.json',
      'main.tf.json',
      'outputs.tf.json',
      'provider.tf.json',
      'versions.tf.json',
    ]);
    expect(out).toContain('Wrote infra/keys/main.tf.json\n');
    expect(out).toContain('26 resources, those of AWS Config once in each of: eu-west-1, us-east-1\n');
    expect(out).toContain('- A user whose password or active access key was not used for 45 days becomes NON_COMPLIANT');
    expect(out.endsWith('Next:\n  terraform -chdir=infra/keys init && terraform -chdir=infra/keys plan\n')).toBe(true);
    expect(err.split('\n').filter((line) => line !== '')).toEqual([
      'Warning: each region judges the same users again: us-east-1 costs about $15 a month for 500 users, and one region is enough',
      'Warning: if Security Hub is on, its control IAM.22 reports the same users with a copy of this rule of its own',
    ]);
    expect(json('infra/keys/versions.tf.json')).toEqual({
      terraform: { required_version: '>= 1.6', required_providers: { aws: { source: 'hashicorp/aws', version: '>= 6.25, < 7.0' } } },
    });
    expect(json('infra/keys/provider.tf.json')).toEqual({ provider: { aws: [{ region: 'eu-west-1' }] } });
  });

  test('has a flag for every setting', async () => {
    const flags = [
      '--max-credential-usage-age-days=30',
      '--regions=eu-west-1',
      '--regions=eu-central-2',
      '--home-region=eu-west-1',
      '--allow-regions=eu-central-2',
      '--evaluation-frequency=Six_Hours',
      '--recorder=create',
      '--resource-types=AWS::IAM::User',
      '--service-linked-role=create',
      '--bucket-key-prefix=prod',
      '--bucket-force-destroy',
      '--emails=a@example.com,b@example.com',
      '--alarm-actions=arn:aws:sns:eu-west-1:111122223333:pager',
      '--no-per-user',
      '--access-analyzer',
      '--remediation=deactivate',
      '--warn-days=3',
      '--grace-days=30',
      '--max-keys-per-day=5',
      '--exempt-user-names=svc-*,deploy',
      '--exempt-paths=/break-glass/',
      '--exempt-tag=keep',
      '--sweep-hour-utc=4',
      '--log-retention-days=90',
      '--reserved-concurrency=1',
      '--rotation-max-access-key-age-days=180',
      '--name-prefix=keys',
      '--tags=team=security,cost center=42',
      '--permissions-boundary-arn=arn:aws:iam::111122223333:policy/b',
      '--kms-key-arn=arn:aws:kms:eu-west-1:111122223333:key/0a1b',
    ];
    expect(await run('synth', ...flags)).toMatchObject({ code: 0 });
    expect(rule('unused-credentials')).toMatchObject({
      for_each: '${toset(["eu-west-1", "eu-central-2"])}',
      name: 'keys',
      input_parameters: '{"maxCredentialUsageAge":"30"}',
      maximum_execution_frequency: 'Six_Hours',
      tags: { team: 'security', 'cost center': '42' },
    });
    const text = readFileSync(join(cwd, 'unused-credentials/main.tf.json'), 'utf8');
    for (const part of [
      '"s3_key_prefix": "prod"',
      '"force_destroy": true',
      'ACCESS_KEYS_ROTATED',
      'aws_accessanalyzer_analyzer',
      'key/0a1b',
      'a@example.com',
      'cron(0 4 * * ? *)',
      '"retention_in_days": 90',
      '"reserved_concurrent_executions": 1',
      '"permissions_boundary": "arn:aws:iam::111122223333:policy/b"',
      String.raw`{\"maxCredentialUsageAgeDays\":30,\"action\":\"deactivate\",\"warnDays\":3,\"graceDays\":30,\"maxKeysPerDay\":5,\"exempt\":{\"userNames\":[\"svc-*\",\"deploy\"],\"paths\":[\"/break-glass/\"],\"tag\":\"keep\"}}`,
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('undelivered');
  });

  test('takes settings from a file, over which flags win', async () => {
    writeFileSync(join(cwd, 'settings.json'), JSON.stringify({ regions: ['us-east-1'], maxCredentialUsageAgeDays: 60, alerts: 'none' }));
    expect(await run('synth', '--config', 'settings.json', '--max-credential-usage-age-days', '30')).toMatchObject({ code: 0 });
    expect(rule('unused-credentials')).toMatchObject({
      for_each: '${toset(["us-east-1"])}',
      input_parameters: '{"maxCredentialUsageAge":"30"}',
    });
  });

  test('takes the context of a cdktf.json', async () => {
    writeFileSync(
      join(cwd, 'cdktf.json'),
      JSON.stringify({ language: 'typescript', context: { unusedCredentials: { regions: ['us-east-1'] } } }),
    );
    expect(await run('synth', '--config', 'cdktf.json')).toMatchObject({ code: 0 });
    expect(rule('unused-credentials')).toMatchObject({ for_each: '${toset(["us-east-1"])}' });
  });

  test('writes the function beside the Terraform, and removes it when it is no longer wanted', async () => {
    const { code, out } = await run('synth', '--regions', 'eu-west-1', '--remediation', 'delete');
    expect(code).toBe(0);
    expect(out).toContain('Wrote unused-credentials/sweep.zip\n');
    expect(out).toContain('- A key that the function deactivated is deleted 14 days later, announced 7 days before;');
    const written = readFileSync(join(cwd, 'unused-credentials/sweep.zip'));
    const { source_code_hash: hash } = (
      json('unused-credentials/main.tf.json') as { resource: { aws_lambda_function: { sweep: Record<string, unknown> } } }
    ).resource.aws_lambda_function.sweep;
    expect(createHash('sha256').update(written).digest('base64')).toBe(hash);
    const { err } = await run('synth', '--regions', 'eu-west-1');
    expect(err).toContain('Removed unused-credentials/sweep.zip, which is no longer made\n');
    expect(existsSync(join(cwd, 'unused-credentials/sweep.zip'))).toBe(false);
  });

  test('may be run again and gives the same bytes', async () => {
    await run('synth', '--regions', 'eu-west-1');
    const before = readdirSync(join(cwd, 'unused-credentials')).map((file) => readFileSync(join(cwd, 'unused-credentials', file), 'utf8'));
    expect(await run('synth', '--regions', 'eu-west-1')).toMatchObject({ code: 0 });
    expect(readdirSync(join(cwd, 'unused-credentials')).map((file) => readFileSync(join(cwd, 'unused-credentials', file), 'utf8'))).toEqual(
      before,
    );
  });
});

describe('module', () => {
  test('writes a module whose variables have the given values as defaults', async () => {
    const { code, out } = await run(
      'module',
      'modules/keys',
      '--regions',
      'eu-west-1',
      '--max-credential-usage-age-days',
      '30',
      '--tags',
      'Team=security',
    );
    expect(code).toBe(0);
    expect(out).toContain('Wrote modules/keys/tests/policy.tftest.hcl\n');
    expect(out.endsWith('Next:\n  terraform -chdir=modules/keys init && terraform -chdir=modules/keys test\n')).toBe(true);
    const { variable } = json('modules/keys/variables.tf.json') as {
      variable: Readonly<Record<string, { readonly default?: unknown; readonly description: string; readonly type: string }>>;
    };
    expect(Object.fromEntries(Object.entries(variable).map(([name, { default: value }]) => [name, value]))).toEqual({
      alarm_actions: [],
      allow_regions: [],
      bucket_force_destroy: false,
      bucket_key_prefix: null,
      emails: [],
      evaluation_frequency: 'TwentyFour_Hours',
      home_region: null,
      max_credential_usage_age_days: 30,
      name_prefix: 'unused-credentials',
      regions: ['eu-west-1'],
      resource_types: ['AWS::IAM::User'],
      tags: { Team: 'security' },
    });
  });

  test('leaves the regions to the caller when none is given', async () => {
    const { code, out } = await run('module', 'keys');
    expect(code).toBe(0);
    expect(out).toContain('in the regions that the caller gives');
    expect((json('keys/variables.tf.json') as { variable: Record<string, object> }).variable['regions']).not.toHaveProperty('default');
  });

  test('warns of its defaults, and of nothing that is left to the caller', async () => {
    const warned = async (...flags: readonly string[]): Promise<string> => (await run('module', 'keys', '--force', ...flags)).err;
    expect(await warned('--regions', 'eu-west-1,us-east-1', '--evaluation-frequency', 'One_Hour')).toContain(
      'us-east-1 costs about $360 a month',
    );
    expect(await warned()).not.toContain('a month');
  });

  test('has the same bytes whatever the order of tags', async () => {
    await run('module', 'a', '--tags', 'z=1,a=2');
    await run('module', 'b', '--tags', 'a=2,z=1');
    for (const file of readdirSync(join(cwd, 'a')).filter((name) => name !== 'tests')) {
      expect([file, readFileSync(join(cwd, 'a', file), 'utf8')]).toEqual([file, readFileSync(join(cwd, 'b', file), 'utf8')]);
    }
  });

  test('names a folder with a space so that the next command can be typed', async () => {
    expect((await run('module', "my keys' module")).out).toContain("\n  terraform -chdir='my keys'\\'' module' init");
  });

  test('holds no metadata, backend or provider block', async () => {
    await run('module', 'keys');
    const blocks = readdirSync(join(cwd, 'keys'))
      .filter((file) => file.endsWith('.tf.json'))
      .flatMap((file) => Object.keys(json(`keys/${file}`) as object).map((block) => `${file}: ${block}`));
    expect(blocks).toEqual([
      'main.tf.json: data',
      'main.tf.json: locals',
      'main.tf.json: resource',
      'outputs.tf.json: output',
      'variables.tf.json: variable',
      'versions.tf.json: terraform',
    ]);
  });
});

test('regions lists where the Config rule can stand, with source and date', async () => {
  expect(await run('regions')).toEqual({
    code: 0,
    out: `${OFFERED_REGIONS.join('\n')}\n`,
    err: 'Source: https://docs.aws.amazon.com/config/latest/developerguide/iam-user-unused-credentials-check.html (read 2026-11). If AWS offers the rule elsewhere by now, use --allow-regions.\n',
  });
});

describe('help', () => {
  test('without a command lists the commands', async () => {
    const { code, out, err } = await run();
    expect([code, err]).toEqual([0, '']);
    for (const command of ['synth', 'module <dir>', 'regions', 'completion']) expect(out).toContain(`iam-unused-credentials ${command}`);
    expect((await run('--help')).out).toBe(out);
  });

  test('of a command reads like documentation: examples, defaults, units', async () => {
    const { code, out } = await run('synth', '--help');
    expect(code).toBe(0);
    const flat = out.replaceAll(/\s+/g, ' ');
    expect(flat).toContain('as unused. Default: 45. A whole number from 1 to 365, in days.');
    expect(flat).toContain('iam-unused-credentials synth --regions eu-west-1 --emails security@example.com');
    expect(out.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });

  test('gives the version', async () => {
    expect(await run('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });

  test('completes commands and flags', async () => {
    expect((await run('--get-yargs-completions', 'iam-unused-credentials', 'sy')).out).toContain('synth\n');
    expect((await run('--get-yargs-completions', 'iam-unused-credentials', 'synth', '--reg')).out).toContain('--regions\n');
    expect((await run('completion')).out).toContain('iam-unused-credentials --get-yargs-completions');
  });
});

describe('bad input', () => {
  const TOPIC = 'arn:aws:sns:us-east-1:111122223333:security';
  test.each<[string[], string]>([
    [
      ['synht'],
      "the command must be one of scan, synth, module, review, policy, comment, regions, got 'synht' (at command line); did you mean synth?",
    ],
    [
      ['synth'],
      '--regions must be a list of one or more different AWS regions, got nothing (at command line); name the region of the recorder, such as eu-west-1',
    ],
    [['synth', '--regions'], '--regions must be a list of one or more different AWS regions, got [] (at command line)'],
    [
      ['synth', '--regions', 'eu-west-1,eu-west-1'],
      '--regions must be a list of one or more different AWS regions, got ["eu-west-1","eu-west-1"] (at command line)',
    ],
    [['synth', '--regions', 'eu-west-1', 'us-east-1'], "synth must be followed by flags only, got 'us-east-1' (at command line)"],
    [
      ['synth', '--regoins', 'eu-west-1'],
      "each flag must be one that synth has, got '--regoins' (at command line); did you mean --regions?",
    ],
    [
      ['regions', '--regions', 'eu-west-1'],
      "each flag must be one that regions has, got '--regions' (at command line); see iam-unused-credentials regions --help",
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--max-credential-usage-age-days', '0'],
      '--max-credential-usage-age-days must be a whole number from 1 to 365, got 0 (at command line)',
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--max-credential-usage-age-days', '366'],
      '--max-credential-usage-age-days must be a whole number from 1 to 365, got 366 (at command line)',
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--max-credential-usage-age-days', '1.5'],
      '--max-credential-usage-age-days must be a whole number from 1 to 365, got 1.5 (at command line)',
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--max-credential-usage-age-days', 'NaN'],
      "--max-credential-usage-age-days must be a whole number from 1 to 365, got 'NaN' (at command line)",
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--max-credential-usage-age-days', 'abc'],
      "--max-credential-usage-age-days must be a whole number from 1 to 365, got 'abc' (at command line)",
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--max-credential-usage-age-days'],
      "--max-credential-usage-age-days must be a whole number from 1 to 365, got '' (at command line)",
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--recorder', 'exist'],
      "--recorder must be one of create, existing, got 'exist' (at command line); did you mean existing?",
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--recorder', 'create', '--recorder', 'existing'],
      '--recorder must be given once, got ["create","existing"] (at command line)',
    ],
    [['synth', '--regions', 'eu-west-1', '--per-user', 'maybe'], "--per-user must be true or false, got 'maybe' (at command line)"],
    [['synth', '--regions', 'eu-west-1', '--force=maybe'], "--force must be true or false, got 'maybe' (at command line)"],
    [['synth', '--regions', 'eu-west-1', '--out', ''], "--out must be given once, with a value, got '' (at command line)"],
    [['synth', '--regions', 'eu-west-1', '--tags', 'team'], "--tags must be key=value, got 'team' (at command line)"],
    [
      ['synth', '--regions', 'eu-west-1', '--alerts', 'none', '--emails', 'a@example.com'],
      '--emails must be absent when --alerts is given, got ["a@example.com"] (at command line)',
    ],
    [['synth', '--regions', 'eu-west-1', '--alerts', 'off'], "--alerts must be none, got 'off' (at command line)"],
    [
      ['synth', '--regions', 'eu-west-1', '--topic-arn', TOPIC],
      `--topic-arn must be an ARN in the home region eu-west-1, got '${TOPIC}' (at command line)`,
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--remediation', 'off'],
      "--remediation must be one of notify, deactivate, delete, got 'off' (at command line)",
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--remediation'],
      "--remediation must be one of notify, deactivate, delete, got '' (at command line)",
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--grace-days', '0'],
      '--grace-days must be a whole number from 1 to 365, got 0 (at command line)',
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--remediation', 'delete', '--warn-days', '45'],
      '--warn-days must be less than --max-credential-usage-age-days (45), got 45 (at command line)',
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--exempt-user-names', 'a,b c'],
      "--exempt-user-names must be 1 to 64 letters, digits and + = , . @ _ - of a user name, or * ?, got 'b c' (at command line)",
    ],
    [
      ['synth', '--regions', 'eu-west-1', '--remediation', 'notify', '--alerts', 'none'],
      "--alerts must be other than none when --remediation is given, got 'none' (at command line); nothing is done to an access key without telling somebody",
    ],
    [['module', ''], "<dir> must be given once, with a value, got '' (at command line)"],
    [['module'], 'module must be followed by <dir>, got nothing (at command line)'],
    [['module', 'a', 'b'], "module must be followed by flags only, got 'b' (at command line)"],
    [
      ['module', 'a', '--regions', 'eu-west-1', '--home-region', 'us-east-1'],
      "--home-region must be one of regions (eu-west-1), got 'us-east-1' (at command line)",
    ],
    [['synth', '--config', 'missing.json'], "the settings file must be a file that can be read, got 'ENOENT' (at missing.json)"],
    [['synth', '--config', '.'], "the settings file must be a file that can be read, got 'EISDIR' (at .)"],
  ])('%j is one line, exit 2, and writes nothing', async (argv, message) => {
    expect(await run(...argv)).toEqual({ code: 2, out: '', err: `${message}\n` });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test.each<[string, string]>([
    [
      '{\n  "regions": ["eu-west-1"],\n  "alerts": "off"\n}',
      "alerts must be none or an object with emails, topicArn, alarmActions or perUser, got 'off' (at settings.json:3)",
    ],
    [
      '{\n  "regions": ["eu-west-1",\n "eu-wst-1"]\n}',
      "regions[1] must be an AWS region that offers the Config rule, got 'eu-wst-1' (at settings.json:3); did you mean eu-west-1, eu-west-2, eu-west-3? If it is a new region, add it to allowRegions",
    ],
    [
      '{\n  "regions": ["eu-west-1"]\n  "recorder": "create"\n}',
      `the settings file must be JSON, got '"recorder": "create"' (at settings.json:3); comma expected`,
    ],
    [
      '{ "regions": ["eu-west-1"], }',
      `the settings file must be JSON, got '{ "regions": ["eu-west-1"], }' (at settings.json:1); property name expected`,
    ],
    ['', "the settings file must be JSON, got '' (at settings.json:1); value expected"],
    ['{\n  // comment\n}', "the settings file must be JSON, got '// comment' (at settings.json:2); invalid comment token"],
    [
      '{"language": "typescript", "app": "node main.js"}',
      'regions must be a list of one or more different AWS regions, got nothing (at settings.json:1); name the region of the recorder, such as eu-west-1',
    ],
    ['[]', 'the settings must be an object of settings, got [] (at settings.json:1)'],
    [
      '{"context": {"unusedCredentials": {\n"limit": 45 }}}',
      "each setting must be one of maxCredentialUsageAgeDays, regions, homeRegion, allowRegions, evaluationFrequency, recorder, resourceTypes, serviceLinkedRole, bucket, alerts, remediation, accessAnalyzer, rotation, namePrefix, tags, permissionsBoundaryArn, kmsKeyArn, got 'limit' (at settings.json:2)",
    ],
    [
      '{"__proto__": {"x": 1}, "regions": ["eu-west-1"]}',
      "each setting must be one of maxCredentialUsageAgeDays, regions, homeRegion, allowRegions, evaluationFrequency, recorder, resourceTypes, serviceLinkedRole, bucket, alerts, remediation, accessAnalyzer, rotation, namePrefix, tags, permissionsBoundaryArn, kmsKeyArn, got '__proto__' (at settings.json:1)",
    ],
  ])('a settings file of %j is one line with its place', async (text, message) => {
    writeFileSync(join(cwd, 'settings.json'), text);
    expect(await run('synth', '--config', 'settings.json')).toEqual({ code: 2, out: '', err: `${message}\n` });
    expect(readdirSync(cwd)).toEqual(['settings.json']);
  });

  test('shows where an error comes from with --debug only', async () => {
    expect((await run('synth', '--debug')).err).toContain('\nSettingError: ');
    expect(existsSync(join(cwd, 'unused-credentials'))).toBe(false);
  });
});
