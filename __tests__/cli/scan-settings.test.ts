import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FakeIam } from '../support/fake-iam/fake-iam';
import { useScan } from '../support/scan-command';
import { unset, withoutCredentials } from '../support/scan-environment';
import { inventoryIn, keysIn, type ScannedJson } from '../support/scan-inventory';
import { people } from '../support/scan-people';
import { startProxy } from '../support/scan-proxy';

const bench = useScan();

/** Scans the account of `people`. */
async function scanned(...argv: string[]): Promise<{ readonly code: number; readonly inventory: ScannedJson; readonly fake: FakeIam }> {
  const fake = await bench.fake(people().account);
  const ran = await bench.scan(['--format', 'json', ...argv]);
  expect(ran.err).toBe('');
  return { code: ran.code, inventory: inventoryIn(ran), fake };
}

const DEFAULTS = {
  maxCredentialUsageAgeDays: 45,
  warnDays: 7,
  homeRegion: null,
  namePrefix: 'unused-credentials',
  remediation: { action: 'delete', warnDays: 7, graceDays: 14, maxKeysPerDay: 10, exempt: { userNames: [], paths: [] } },
};

/** Writes a project file with our settings. */
const project = (settings: object): string =>
  bench.write('cdktf.json', { language: 'typescript', app: 'node main.js', context: { unusedCredentials: settings } });

describe('the policy', () => {
  test('is the default with remediation delete when nobody says anything', async () => {
    expect((await scanned()).inventory.policy).toEqual(DEFAULTS);
  });

  test('is the one of the project in whose folder the scan runs', async () => {
    project({ regions: ['eu-central-1', 'eu-west-1'], maxCredentialUsageAgeDays: 90, remediation: { action: 'deactivate', warnDays: 5 } });
    expect((await scanned()).inventory.policy).toEqual({
      ...DEFAULTS,
      maxCredentialUsageAgeDays: 90,
      warnDays: 5,
      homeRegion: 'eu-central-1',
      remediation: { ...DEFAULTS.remediation, action: 'deactivate', warnDays: 5 },
    });
  });

  test('is the default beside a project that says nothing of it', async () => {
    bench.write('cdktf.json', { language: 'typescript', app: 'node main.js', context: { other: true } });
    expect((await scanned()).inventory.policy).toEqual(DEFAULTS);
  });

  test('is the one of the file that is asked for, not of the project', async () => {
    project({ regions: ['eu-central-1'], maxCredentialUsageAgeDays: 90, remediation: { action: 'notify' } });
    bench.write('policy.json', { maxCredentialUsageAgeDays: 60, remediation: { action: 'delete', graceDays: 30 } });
    expect((await scanned('--config', 'policy.json')).inventory.policy).toEqual({
      ...DEFAULTS,
      maxCredentialUsageAgeDays: 60,
      remediation: { ...DEFAULTS.remediation, graceDays: 30 },
    });
  });

  test.each([
    ['the project', []],
    ['a file', ['--config', 'policy.json']],
  ])('of flags goes over the one of %s', async (_, argv) => {
    const settings = { regions: ['eu-central-1'], maxCredentialUsageAgeDays: 90, remediation: { action: 'notify', warnDays: 5 } };
    project(settings);
    bench.write('policy.json', settings);
    const flags = ['--max-credential-usage-age-days', '30', '--remediation=delete', '--exempt-user-names', 'svc-*'];
    expect((await scanned(...argv, ...flags)).inventory.policy).toEqual({
      ...DEFAULTS,
      maxCredentialUsageAgeDays: 30,
      warnDays: 5,
      homeRegion: 'eu-central-1',
      remediation: { ...DEFAULTS.remediation, warnDays: 5, exempt: { userNames: ['svc-*'], paths: [] } },
    });
  });

  test('of flags alone is as if remediation were delete', async () => {
    const { policy } = (await scanned('--max-credential-usage-age-days=30', '--grace-days', '20')).inventory;
    expect(policy).toEqual({ ...DEFAULTS, maxCredentialUsageAgeDays: 30, remediation: { ...DEFAULTS.remediation, graceDays: 20 } });
  });

  test('decides what keys are', async () => {
    const found = people();
    await bench.fake(found.account);
    const argv = ['--format', 'json', '--max-credential-usage-age-days', '30', '--exempt-user-names', 'am?'];
    expect(keysIn(await bench.scan(argv))).toEqual([
      `amy ${found.unused} exempt`,
      `eve ${found.inactive} inactive`,
      `bob ${found.warned} unused`,
      `bob ${found.used} in-use`,
      'zoe without id in-use',
    ]);
  });

  test('without remediation foretells no steps, and asks for no records', async () => {
    project({ regions: ['eu-central-1'] });
    const { code, inventory, fake } = await scanned();
    expect(code).toBe(1);
    expect(inventory.policy).toEqual({ ...DEFAULTS, homeRegion: 'eu-central-1', remediation: null });
    expect(inventory.records).toEqual({ state: 'not-asked', because: 'none, as there is no remediation', table: null });
    expect(inventory.keys.map(({ userName, verdict, step }) => [userName, verdict, step])).toEqual([
      ['amy', 'unused', 'none'],
      ['eve', 'inactive', 'none'],
      ['bob', 'warn', 'none'],
      ['bob', 'in-use', 'none'],
      ['zoe', 'in-use', 'none'],
    ]);
    expect(fake.counts()['Query']).toBe(undefined);
  });
});

describe('settings that cannot be read', () => {
  const BROKEN = '{\n  "app": "node main.js",\n  "context": {\n    "unusedCredentials": {,}\n  }\n}\n';
  test.each<[string, string | object, string, string[]]>([
    [
      'in a broken project file',
      BROKEN,
      'the settings file must be JSON, got \'"unusedCredentials": {,}\' (at cdktf.json:4); value expected',
      [],
    ],
    [
      'in a project file with a limit that is none',
      '{\n  "app": "x",\n  "context": {\n    "unusedCredentials": {\n      "maxCredentialUsageAgeDays": 0\n    }\n  }\n}\n',
      'maxCredentialUsageAgeDays must be a whole number from 1 to 365, got 0 (at cdktf.json:5)',
      [],
    ],
    [
      'in a flag',
      '{"app": "x"}',
      "--max-credential-usage-age-days must be a whole number from 1 to 365, got 'many' (at command line)",
      ['--max-credential-usage-age-days=many'],
    ],
    [
      'in a file that is not there',
      '{}',
      "the settings file must be a file that can be read, got 'ENOENT' (at none.json)",
      ['--config', 'none.json'],
    ],
  ])('%s are wrong usage, and nothing is sent', async (_, content, message, argv) => {
    const fake = await bench.fake(people().account);
    bench.write('cdktf.json', content);
    expect(await bench.scan(argv)).toEqual({ code: 2, out: '', err: `${message}\n` });
    expect(fake.requests).toEqual([]);
  });

  test('in a project file do not matter when another file is asked for', async () => {
    bench.write('cdktf.json', BROKEN);
    bench.write('policy.json', { remediation: { action: 'delete' } });
    expect((await scanned('--config', 'policy.json')).inventory.policy).toEqual(DEFAULTS);
  });
});

describe('the region', () => {
  const table = (name: string, region: string): object => ({
    state: 'absent',
    because: `none, as there is no table ${name} in ${region}: no function remembers anything there`,
    table: { name, region },
  });

  test('is not needed: then records are not asked for', async () => {
    unset('AWS_REGION');
    const { code, inventory, fake } = await scanned();
    expect([code, inventory.complete]).toEqual([1, true]);
    expect(inventory.records).toEqual({
      state: 'not-asked',
      because:
        'not asked for, as no region is known: name the home region with --home-region, else steps are those of a function that remembers nothing',
      table: null,
    });
    expect(fake.counts()['Query']).toBe(undefined);
  });

  test('of the environment is where the table is looked for when the settings say none, and proves nothing where there is none', async () => {
    expect((await scanned()).inventory.records).toEqual({
      state: 'not-found',
      because:
        'not known, as there is no table unused-credentials-keys in eu-west-1, the region of the environment: name the home region with --home-region',
      table: { name: 'unused-credentials-keys', region: 'eu-west-1' },
    });
  });

  test.each<[string, string[], object | undefined, string]>([
    ['is the one of the flag', ['--home-region', 'ap-south-1'], undefined, 'ap-south-1'],
    [
      'is the one of the flag, not the one of the project',
      ['--home-region', 'eu-west-3'],
      { regions: ['eu-west-3', 'sa-east-1'] },
      'eu-west-3',
    ],
    ['is the home region of the project', [], { regions: ['us-east-2', 'sa-east-1'], homeRegion: 'sa-east-1' }, 'sa-east-1'],
    ['is the first region of the project', [], { regions: ['us-east-2', 'sa-east-1'] }, 'us-east-2'],
  ])('where the table is looked for %s', async (_, argv, settings, region) => {
    if (settings !== undefined) project({ ...settings, namePrefix: 'watch', remediation: { action: 'delete' } });
    const proxy = bench.ending(await startProxy());
    process.env['HTTP_PROXY'] = proxy.url;
    const { inventory, fake } = await scanned(...argv);
    const name = settings === undefined ? 'unused-credentials-keys' : 'watch-keys';
    expect(inventory.records).toEqual(table(name, region));
    expect(fake.requests.filter(({ service }) => service === 'dynamodb').map(({ target }) => target)).toEqual([name]);
    expect(proxy.signed.filter((scope) => scope.endsWith('dynamodb'))).toEqual([`AKIAFAKEFAKEFAKEFAKE ${region} dynamodb`]);
  });
});

describe('a profile', () => {
  test('gives credentials and region', async () => {
    process.env['AWS_CONFIG_FILE'] = bench.write('config', '[profile work]\nregion = eu-central-1\n');
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = bench.write(
      'credentials',
      '[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = one\n[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = other\n',
    );
    withoutCredentials();
    unset('AWS_REGION');
    const proxy = bench.ending(await startProxy());
    process.env['HTTP_PROXY'] = proxy.url;
    const { code, inventory } = await scanned('--profile', 'work');
    expect([code, inventory.records.because]).toEqual([
      1,
      'not known, as there is no table unused-credentials-keys in eu-central-1, the region of the environment: name the home region with --home-region',
    ]);
    expect([...new Set(proxy.signed)].sort()).toEqual([
      'AKIAWORK eu-central-1 dynamodb',
      'AKIAWORK eu-central-1 iam',
      'AKIAWORK eu-central-1 sts',
    ]);
  });
});

describe('what is asked for', () => {
  test('is refused where a file that is named has no settings of ours', async () => {
    bench.write('other.json', { language: 'typescript', app: 'node main.js', context: { unusedCredential: {} } });
    const { code, err } = await bench.scan(['--config', 'other.json']);
    expect([code, err]).toEqual([
      2,
      "--config must be one with settings, in a cdktf.json under context.unusedCredentials, got 'other.json' (at command line)\n",
    ]);
  });

  test('of a home region alone is refused by that name', async () => {
    const { code, err } = await bench.scan(['--home-region', 'mars-1']);
    expect([code, err]).toEqual([2, expect.stringMatching(/^--home-region must be an AWS region .*, got 'mars-1' \(at command line\)/)]);
  });

  test.each([
    ['a folder that is not there', 'nowhere/scan.json', 'ENOENT'],
    ['a folder', '.', 'EISDIR'],
  ])('to be written to %s is refused before anything is asked', async (_, file, got) => {
    const fake = await bench.fake(people().account);
    const { code, out, err } = await bench.scan(['--out', file]);
    expect([code, out, err]).toEqual([2, '', `--out must be a file that can be written, got '${got}' (at ${file})\n`]);
    expect(fake.requests).toEqual([]);
  });

  test('to be written over a file leaves it as it was until there is something to write', async () => {
    bench.write('scan.json', 'before');
    withoutCredentials();
    expect((await bench.scan(['--out', 'scan.json'])).code).toBe(3);
    expect(readFileSync(join(bench.folder(), 'scan.json'), 'utf8')).toBe('before');
  });
});

describe('the environment of the AWS CLI', () => {
  test('also says its region as AWS_DEFAULT_REGION', async () => {
    unset('AWS_REGION');
    process.env['AWS_DEFAULT_REGION'] = 'eu-central-2';
    expect((await scanned()).inventory.records.because).toContain('in eu-central-2');
  });

  test('also says the endpoint of a profile that is asked for', async () => {
    const { account } = people();
    const fake = await bench.fake(account);
    unset('AWS_ENDPOINT_URL');
    process.env['AWS_CONFIG_FILE'] = bench.write('config', `[profile he.re]\nendpoint_url = ${fake.url}\n`);
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = bench.write(
      'credentials',
      '[he.re]\naws_access_key_id = AKIAHERE\naws_secret_access_key = x\n',
    );
    const ran = await bench.scan(['--profile', 'he.re', '--format', 'json']);
    expect([ran.code, ran.err]).toEqual([1, '']);
    expect(fake.counts()['GetCallerIdentity']).toBe(1);
  });
});
