import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnusedCredentialsSettings } from '../../domain/policy';
import { runCommand, type Ran } from '../support/command';
import { simulatedPlan, type PlanJson } from '../support/simulated-plan';

const EXAMPLES = join(__dirname, '../../examples');

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-policy-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

const REGIONS = { regions: ['eu-west-1'] };
const LOOSER = { ...REGIONS, maxCredentialUsageAgeDays: 90 };
const EMPTY_PLAN = { format_version: '1.2', planned_values: { root_module: {} } };

const policy = (...argv: string[]): Promise<Ran> => runCommand(cwd, ['policy', ...argv]);

function given(file: string, content: unknown): void {
  writeFileSync(join(cwd, file), typeof content === 'string' ? content : JSON.stringify(content));
}

interface Told {
  readonly schemaVersion: number;
  readonly files: readonly {
    readonly name: string;
    readonly kind: string;
    readonly policies: readonly {
      readonly id: string;
      readonly before: unknown;
      readonly after: Readonly<Record<string, unknown>> | null;
      readonly unknown: readonly { readonly setting: string; readonly because: string }[];
      readonly sentences: { readonly before: readonly string[] | null; readonly after: readonly string[] | null };
    }[];
    readonly incomplete: readonly string[];
  }[];
}

async function told(...argv: string[]): Promise<Told['files']> {
  const { out } = await policy(...argv, '--format', 'json');
  const { schemaVersion, files } = JSON.parse(out) as Told;
  expect(schemaVersion).toBe(1);
  return files;
}

/** How many sentences there are, or that there are none, of each side. */
const counted = ({ policies }: Told['files'][number]): unknown =>
  policies.map(({ id, sentences: { before, after } }) => [id, before?.length, after?.length]);

describe('a plan', () => {
  test('is told as it was and as it becomes', async () => {
    copyFileSync(join(EXAMPLES, 'pull-request-review/plan.json'), join(cwd, 'plan.json'));
    const { code, out, err } = await policy('plan.json');
    expect([code, err]).toEqual([0, '']);
    const [heading, ...rest] = out.split(/\n\n(?=Before:|After:|What differs:)/);
    expect(heading).toBe('plan.json: a plan\n=================\n\nPolicy unused-credentials changes\n---------------------------------');
    const limits = rest.map((text) => [text.split('\n')[0], /(?:not used for|limit [^:]*:) .*? days(?:, then .*)?/.exec(text)?.[0]]);
    expect(limits).toEqual([
      ['Before:', 'not used for 45 days'],
      ['After:', 'not used for 90 days'],
      ['What differs:', 'limit (maxCredentialUsageAgeDays): 45 days, then 90 days'],
    ]);
  });

  test.each([
    ['introduced', undefined, REGIONS, 'Policy unused-credentials is introduced', ['After:']],
    ['removed', REGIONS, undefined, 'Policy unused-credentials is removed: after the plan there is none', ['Before:']],
    ['kept', REGIONS, REGIONS, 'Policy unused-credentials stays as it is', []],
  ])('in which the policy is %s says so', async (_, before, after, heading, titles) => {
    given('plan.json', simulatedPlan({ before, after }));
    const { code, out } = await policy('plan.json');
    expect([code, out.split('\n')[3], out.match(/^(?:Before|After):$/gm) ?? []]).toEqual([0, heading, titles]);
    expect(out.match(/was not used for 45 days becomes NON_COMPLIANT/g)).toHaveLength(1);
  });

  test('with several policies tells each by its id', async () => {
    const plan = simulatedPlan({ module: 'a', before: REGIONS, after: REGIONS }, { module: 'b', before: undefined, after: LOOSER });
    given('plan.json', plan);
    expect((await told('plan.json')).map(counted)).toEqual([
      [
        ['module.a: unused-credentials', 5, 5],
        ['module.b: unused-credentials', undefined, 5],
      ],
    ]);
  });

  test.each([1, 7, 4096, 1 << 20])('is read from standard input in pieces of %i bytes', async (pieceLength) => {
    const plan = simulatedPlan({ before: REGIONS, after: LOOSER });
    given('plan.json', plan);
    const fromFile = await policy('plan.json');
    const piped = await runCommand(cwd, ['policy', '-'], { stdin: JSON.stringify(plan), pieceLength });
    expect({
      ...piped,
      out: piped.out.replace('standard input: a plan\n======================', 'plan.json: a plan\n================='),
    }).toEqual(fromFile);
  });

  test('that says nothing of itself until after 3 MB is read all the same', async () => {
    const plan = simulatedPlan({ before: REGIONS, after: LOOSER });
    given('plan.json', plan);
    given('large.json', { padding: 'x'.repeat(3 << 20), ...plan });
    expect((await told('large.json')).map(counted)).toEqual((await told('plan.json')).map(counted));
  });

  test('that Terraform could not finish is not told whole', async () => {
    given('plan.json', { ...simulatedPlan({ before: REGIONS, after: REGIONS }), complete: false });
    const { code, out } = await policy('plan.json');
    expect(code).toBe(3);
    expect(out).toContain('Not all of it is told: Terraform put off changes: the plan says complete: false, or lists deferred\nchanges.');
  });

  test('that is not whole and holds no policy is not told whole', async () => {
    given('plan.json', { ...EMPTY_PLAN, complete: false });
    expect((await policy('plan.json')).code).toBe(3);
  });
});

/** What a plan says that makes what settings declare. */
async function asPlanned(settings: UnusedCredentialsSettings): Promise<unknown> {
  given('planned.json', simulatedPlan({ before: undefined, after: settings }));
  return (await told('planned.json'))[0]?.policies;
}

describe('a settings file', () => {
  test('is told with every default, and its warnings come on standard error as synth prints them', async () => {
    given('settings.json', REGIONS);
    const { code, out, err } = await policy('settings.json');
    expect([code, out.split('\n').slice(0, 7)]).toEqual([
      0,
      [
        'settings.json: settings',
        '=======================',
        '',
        'Policy unused-credentials',
        '-------------------------',
        '',
        '- AWS Config judges every IAM user of the account once a day in eu-west-1.',
      ],
    ]);
    const synth = await runCommand(cwd, ['synth', '--config', 'settings.json']);
    expect(err).toBe(synth.err);
    expect(err.split('\n')).toHaveLength(4);
    const sentences = synth.out.split('\n').filter((line) => line.startsWith('- '));
    expect(
      out
        .replaceAll(/\n {2}/g, ' ')
        .split('\n')
        .filter((line) => line.startsWith('- ')),
    ).toEqual(sentences);
  });

  test('may be a cdktf.json', async () => {
    copyFileSync(join(EXAMPLES, 'scan/cdktf.json'), join(cwd, 'cdktf.json'));
    const [file] = await told('cdktf.json');
    expect([file?.name, file?.kind, file?.policies[0]?.after?.['remediation']]).toEqual([
      'cdktf.json',
      'settings',
      {
        action: 'delete',
        warnDays: 7,
        graceDays: 14,
        maxKeysPerDay: 2,
        exempt: { userNames: ['rescue'], paths: [] },
        sweepHourUtc: 6,
        logRetentionDays: 365,
      },
    ]);
  });

  test('says the same as a plan that makes it', async () => {
    const settings = { ...LOOSER, remediation: { action: 'delete', exempt: { userNames: ['ci-*'] } } } as const;
    given('settings.json', settings);
    expect((await told('settings.json'))[0]?.policies).toEqual(await asPlanned(settings));
  });

  test('comes from standard input too, and is refused with its line', async () => {
    const piped = (stdin: string): Promise<Ran> => runCommand(cwd, ['policy', '-'], { stdin });
    expect((await piped(JSON.stringify(REGIONS))).out).toMatch(/^standard input: settings\n/);
    expect(await piped('{\n  "regions": ["eu-west-1"],\n  "maxCredentialUsageAgeDays": 0\n}')).toEqual({
      code: 2,
      out: '',
      err: 'maxCredentialUsageAgeDays must be a whole number from 1 to 365, got 0 (at standard input:3)\n',
    });
  });

  test.each([
    ['{"region":["eu-west-1"]}', /^each setting must be one of .*, got 'region' \(at settings.json:1\); did you mean regions\?\n$/],
    ['{"maxCredentialUsageAgeDays":30}', /^regions must be .*, got nothing \(at settings.json:1\); name the region/],
    [
      '{\n  "regions": [],,\n}',
      /^the settings file must be JSON, got '"regions": \[\],,' \(at settings.json:2\); property name expected\n$/,
    ],
  ])('that is wrong is refused as synth does: %s', async (text, message) => {
    given('settings.json', text);
    const { code, out, err } = await policy('settings.json');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).toBe((await runCommand(cwd, ['synth', '--config', 'settings.json'])).err.replace('--regions', 'regions'));
  });
});

describe('synthesized Terraform', () => {
  const SETTINGS = { ...LOOSER, remediation: { action: 'deactivate', exempt: { paths: ['/break-glass/'] } } } as const;

  async function synthesize(folder: string, settings: UnusedCredentialsSettings): Promise<void> {
    given('settings.json', settings);
    expect((await runCommand(cwd, ['synth', '--config', 'settings.json', '--out', folder])).code).toBe(0);
  }

  test('is told as the settings say from which it was written: a folder, and its main file', async () => {
    await synthesize('keys', SETTINGS);
    const [settings, folder, file] = await told('settings.json', 'keys', 'keys/main.tf.json');
    expect([folder?.name, folder?.kind, file?.name, file?.kind]).toEqual(['keys', 'synthesized', 'keys/main.tf.json', 'synthesized']);
    expect(folder?.policies.map(({ after }) => after)).toEqual(settings?.policies.map(({ after }) => after));
    expect(folder?.policies.map(({ sentences }) => sentences)).toEqual(settings?.policies.map(({ sentences }) => sentences));
    expect(file?.policies.map(({ sentences }) => sentences)).toEqual(settings?.policies.map(({ sentences }) => sentences));
  });

  test('of the engine is told for each stack', async () => {
    await synthesize('cdktf.out/stacks/b', SETTINGS);
    await synthesize('cdktf.out/stacks/a', REGIONS);
    given('cdktf.out/manifest.json', {});
    mkdirSync(join(cwd, 'cdktf.out/stacks/empty'));
    expect((await told('cdktf.out')).map((file) => [file.name, counted(file)])).toEqual([
      ['cdktf.out/stacks/a', [['unused-credentials', undefined, 5]]],
      ['cdktf.out/stacks/b', [['unused-credentials', undefined, 9]]],
    ]);
  });

  test('says of a module which settings are left to the caller, and guesses none', async () => {
    await runCommand(cwd, ['module', 'keys']);
    const { code, out } = await policy('keys');
    expect(code).toBe(0);
    expect(out).toMatch(/^What is not told:$/m);
    expect((await told('keys'))[0]?.policies.map(({ sentences }) => sentences)).toEqual([{ before: null, after: null }]);
  });

  test('that calls a module of a local folder is not told whole', async () => {
    given('main.tf.json', { module: { keys: { source: './keys' } } });
    const { code, out } = await policy('main.tf.json');
    expect(code).toBe(3);
    expect(out.replaceAll('\n', ' ')).toContain(
      'Not all of it is told: the call of module.keys is added, and what a module holds is not read: review its own folder, or a plan.',
    );
  });

  test('with an automation of AWS Config and an organization rule tells who acts and whose users are judged', async () => {
    const [source, parameters] = ['IAM_USER_UNUSED_CREDENTIALS_CHECK', '{"maxCredentialUsageAge":"45"}'];
    given('account.tf.json', {
      provider: { aws: { region: 'eu-west-1' } },
      resource: {
        aws_config_config_rule: {
          r: { name: 'unused', input_parameters: parameters, source: { owner: 'AWS', source_identifier: source } },
        },
        aws_config_remediation_configuration: {
          r: { config_rule_name: 'unused', target_type: 'SSM_DOCUMENT', target_id: 'AWSConfigRemediation-DeleteIAMUser', automatic: true },
        },
      },
    });
    given('organization.tf.json', {
      provider: { aws: { region: 'eu-west-1' } },
      resource: {
        aws_config_organization_managed_rule: {
          r: { name: 'unused', rule_identifier: source, input_parameters: parameters, excluded_accounts: ['444455556666'] },
        },
      },
    });
    const files = await told('account.tf.json', 'organization.tf.json');
    const ends = files.flatMap(({ policies }) => policies.map(({ sentences: { after } }) => [after?.[0], after?.at(-1)]));
    expect(ends).toEqual([
      [
        'AWS Config judges every IAM user of the account once a day in eu-west-1.',
        'AWS Config starts AWSConfigRemediation-DeleteIAMUser, which deletes the user with its access keys, password and MFA devices; it starts by itself.',
      ],
      [
        'AWS Config judges every IAM user of every account of the organization, but 444455556666, once a day in eu-west-1.',
        'No key is deactivated or deleted: that stays with a person, who deactivates first, waits, then deletes.',
      ],
    ]);
  });

  test('with a conformance pack whose template is elsewhere says that it may hold the rule', async () => {
    const pack = { name: 'cis', template_s3_uri: 's3://packs/cis.yaml' };
    given('main.tf.json', { resource: { aws_config_conformance_pack: { cis: pack } } });
    const { code, err } = await policy('main.tf.json');
    expect([code, err]).toEqual([
      1,
      'Warning: aws_config_conformance_pack.cis may hold the Config rule: its template is in S3 and not in the files\n',
    ]);
  });

  test('may hold the rule in a conformance pack', async () => {
    const rule = {
      Type: 'AWS::Config::ConfigRule',
      Properties: { ConfigRuleName: 'unused', InputParameters: { maxCredentialUsageAge: '60' } },
    };
    const source = { Source: { Owner: 'AWS', SourceIdentifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK' } };
    const template = `Resources:\n  Unused: ${JSON.stringify({ ...rule, Properties: { ...rule.Properties, ...source } })}\n`;
    given('main.tf.json', { resource: { aws_config_conformance_pack: { cis: { name: 'cis', template_body: template } } } });
    expect((await told('main.tf.json'))[0]?.policies.map(({ after }) => after?.['maxCredentialUsageAgeDays'])).toEqual([60]);
  });

  test('beside files in the language of Terraform says what is not read', async () => {
    await synthesize('keys', REGIONS);
    given('keys/backend.tf', 'terraform {}');
    expect(await policy('keys')).toMatchObject({ code: 0, err: 'Warning: keys/backend.tf is not read: only files *.tf.json are\n' });
    given('keys/limit_override.tf', 'resource "aws_config_config_rule" "rule" {}');
    const { code, out } = await policy('keys');
    expect(code).toBe(3);
    expect(out).toContain('Not all of it is told: keys/limit_override.tf overrides some of it and is not read.');
  });
});

describe('several files', () => {
  test('are told in the order in which they are given', async () => {
    given('b.json', simulatedPlan({ before: REGIONS, after: LOOSER }));
    given('a.json', REGIONS);
    const { code, out } = await policy('b.json', 'a.json', 'b.json');
    expect([code, out.match(/^.*\.json: .*$/gm)]).toEqual([0, ['b.json: a plan', 'a.json: settings', 'b.json: a plan']]);
  });

  test('say whose a warning is', async () => {
    given('a.json', { ...REGIONS, alerts: 'none' });
    given('b.json', { ...LOOSER, alerts: 'none' });
    expect((await policy('a.json', 'b.json')).err).toBe(
      [
        'Warning: a.json: if Security Hub is on, its control IAM.22 reports the same users with a copy of this rule of its own',
        'Warning: b.json: if Security Hub is on, its control IAM.8 reports the same users with a copy of this rule of its own',
        '',
      ].join('\n'),
    );
  });

  test('are refused together when standard input is among them twice', async () => {
    expect(await policy('-', 'a.json', '-')).toEqual({
      code: 2,
      out: '',
      err: "- must be given once, got '- a.json -' (at command line)\n",
    });
  });
});

describe('no policy', () => {
  test.each([
    ['a plan', EMPTY_PLAN],
    ['synthesized Terraform', { resource: { aws_sns_topic: { other: {} } } }],
    ['settings', { language: 'typescript', app: 'node main.js' }],
  ])('in %s is said, and no pipeline takes it for one', async (kind, content) => {
    given('x.json', content);
    const title = `x.json: ${kind}`;
    expect(await policy('x.json')).toEqual({
      code: 1,
      out: `${title}\n${'='.repeat(title.length)}\n\nNo policy against unused credentials is in x.json.\n`,
      err: '',
    });
    const { code, err } = await policy('x.json', '--format', 'json');
    expect([code, err]).toEqual([1, 'No policy against unused credentials is in x.json.\n']);
    expect((await told('x.json')).map(({ policies }) => policies)).toEqual([[]]);
  });

  test('in one of several files is enough', async () => {
    given('a.json', { ...REGIONS, alerts: 'none' });
    given('b.json', EMPTY_PLAN);
    expect((await policy('a.json', 'b.json')).code).toBe(1);
  });
});

describe('what is none of the three', () => {
  const WANTED = 'a plan (JSON of terraform show -json), a synthesized file (Terraform JSON) or a settings file (JSON)';

  test.each([
    ['{"name":"x","version":"1.0.0"}', "'JSON of something else'"],
    ['{}', "'JSON of something else'"],
    ['', 'nothing'],
    ['  \n', "'only white space'"],
    ['[]', "'text that does not begin with {'"],
    ['{"name"', "'a text that is cut off'"],
  ])('is refused with all three named: %j', async (text, got) => {
    given('x.json', text);
    expect(await policy('x.json')).toEqual({ code: 2, out: '', err: `the file must be ${WANTED}, got ${got} (at x.json)\n` });
  });

  test('is refused as no plan where it was meant to be one', async () => {
    given('x.json', '{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","resources":[]}');
    expect((await policy('x.json')).err).toMatch(
      /^the plan must be JSON as terraform show -json FILE writes it, got 'a state' \(at x.json\);/,
    );
    given('x.json', 'PK\u0003\u0004');
    expect((await policy('x.json')).err).toMatch(
      /, got 'a binary plan file' \(at x.json\); use terraform show -json FILE, with this file\n$/,
    );
  });

  test.each([
    ['scan.json', "'an inventory, from scan --format json'"],
    ['review.json', "'a review, from review --format json'"],
    ['policy.json', "'policies, from policy --format json'"],
  ])('is told from what this tool writes itself: %s', async (file, got) => {
    copyFileSync(join(EXAMPLES, 'pull-request-review/plan.json'), join(cwd, 'plan.json'));
    copyFileSync(join(EXAMPLES, 'pull-request-review/scan.json'), join(cwd, 'scan.json'));
    await runCommand(cwd, ['review', 'plan.json', '--format', 'json', '--out', 'review.json']);
    await policy('plan.json', '--format', 'json', '--out', 'policy.json');
    expect(await policy(file)).toEqual({ code: 2, out: '', err: `the file must be ${WANTED}, got ${got} (at ${file})\n` });
  });

  test('stops all, and nothing is written', async () => {
    given('a.json', REGIONS);
    given('x.json', '{}');
    expect(await policy('a.json', 'x.json', '--out', 'out.txt')).toMatchObject({ code: 2, out: '' });
    expect(readdirSync(cwd).sort()).toEqual(['a.json', 'x.json']);
  });

  test('and is no plan may not be larger than 64 MiB', async () => {
    given('x.json', `{"name":"${'x'.repeat(64 << 20)}`);
    expect(await policy('x.json')).toEqual({
      code: 2,
      out: '',
      err: "the file must be at most 64 MiB, or a plan, got 'more' (at x.json)\n",
    });
  });
});

describe('the command line', () => {
  test.each([
    [[], /^policy must be followed by <file\.\.>, got nothing \(at command line\)\n$/],
    [['nowhere.json'], /^the file must be a file or folder that can be read, got 'ENOENT' \(at nowhere.json\)\n$/],
    [['empty'], /^the folder must be one with files \*\.tf\.json, as synth and cdktf synth write, got nothing \(at empty\)\n$/],
    [['a.json', '--format', 'markdown'], /^--format must be one of text, json, got 'markdown' \(at command line\)\n$/],
    [['a.json', '--out', 'a.json'], /^--out must be another file than a.json, got 'a.json' \(at command line\)\n$/],
    [['a.json', '--out', 'link.json'], /^--out must be another file than a.json, got 'link.json'/],
    [['folder', '--out', './folder/main.tf.json'], /^--out must be another file than folder\/main.tf.json, got/],
    [['a.json', '--out', 'nowhere/x'], /^--out must be a file that can be written, got 'ENOENT' \(at nowhere\/x\)\n$/],
    [
      ['a.json', '--frmat', 'json'],
      /^each flag must be one that policy has, got '--frmat' \(at command line\); did you mean --format\?\n$/,
    ],
  ])('that asks for what cannot be is refused: %j', async (argv, message) => {
    given('a.json', REGIONS);
    mkdirSync(join(cwd, 'empty/stacks'), { recursive: true });
    mkdirSync(join(cwd, 'folder'));
    given('folder/main.tf.json', { resource: {} });
    symlinkSync(join(cwd, 'a.json'), join(cwd, 'link.json'));
    const { code, out, err } = await policy(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  test('may name a file to write to, which says so', async () => {
    given('a.json', { ...REGIONS, alerts: 'none' });
    given('b.json', EMPTY_PLAN);
    const shown = await policy('a.json', 'b.json');
    const { code, out, err } = await policy('a.json', 'b.json', '--out', 'policy.txt');
    expect([code, out, err]).toEqual([1, '', `Wrote policy.txt\n${shown.err}No policy against unused credentials is in b.json.\n`]);
    expect(readFileSync(join(cwd, 'policy.txt'), 'utf8')).toBe(shown.out);
  });
});

describe('what others named', () => {
  const NAME = '\u001b[31m\u202e::error::x\n##vso[task.setvariable]`|<b>';

  /** Puts text of others into a plan: in place of the name of its rule. */
  function renamed(plan: PlanJson, name: string): PlanJson {
    return JSON.parse(JSON.stringify(plan).replaceAll(/"unused-credentials"/g, () => JSON.stringify(name))) as PlanJson;
  }

  test('is seen, and acts on nothing', async () => {
    given('plan.json', renamed(simulatedPlan({ before: REGIONS, after: REGIONS }), NAME));
    const { code, out } = await policy('plan.json');
    expect([code, out.split('\n')[3]]).toEqual([
      0,
      'Policy \\u001B[31m\\u202E::error::x\\u000A\\u0023#vso[task.setvariable]`|<b> stays as it is',
    ]);
    expect((await told('plan.json'))[0]?.policies.map(({ id }) => id)).toEqual([NAME]);
  });

  test('is not told where it is sensitive, and what is not known is no guess', async () => {
    const plan = simulatedPlan({
      before: undefined,
      after: { ...REGIONS, alerts: { topicArn: 'arn:aws:sns:eu-west-1:111122223333:secret' } },
    });
    const hidden = plan.resource_changes.map((change) => ({ ...change, change: { ...change.change, after_sensitive: true } }));
    given('sensitive.json', { ...plan, resource_changes: hidden });
    const unknown = plan.resource_changes.map((change) =>
      change.type === 'aws_config_config_rule'
        ? {
            ...change,
            change: {
              ...change.change,
              after: { ...change.change.after, input_parameters: undefined },
              after_unknown: { input_parameters: true },
            },
          }
        : change,
    );
    given('unknown.json', { ...plan, resource_changes: unknown });
    const { code, out } = await policy('sensitive.json', 'unknown.json', '--format', 'json');
    const { files } = JSON.parse(out) as Told;
    expect(code).toBe(0);
    expect(files.map(({ policies }) => policies.map(({ sentences }) => sentences.after))).toEqual([[null], [null]]);
    expect(JSON.stringify(files[0])).not.toMatch(/secret"|eu-west-1"/);
    expect(files[1]?.policies[0]?.unknown).toEqual([
      {
        setting: 'maxCredentialUsageAgeDays',
        address: 'aws_config_config_rule.rule["eu-west-1"]',
        because: 'it is known only after apply',
      },
    ]);
    expect((await policy('unknown.json')).out).toMatch(
      /^Not all of it is known\. What is known:\n\n- regions: eu-west-1\n[^]*- topic \(alerts\.topicArn\): arn:aws:sns:eu-west-1:111122223333:secret\n/m,
    );
  });
});
