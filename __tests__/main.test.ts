import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  delete process.env['CDKTF_OUTDIR'];
  delete process.env['CDKTF_CONTEXT_JSON'];
  process.exitCode = undefined;
});

/** Runs the app as the engine's command does: with the context in the environment. */
function runApp(
  context: unknown,
  json = JSON.stringify(context),
): { readonly out: string; readonly err: string; readonly code: typeof process.exitCode } {
  const lines = { out: '', err: '' };
  jest.spyOn(console, 'log').mockImplementation((text: string) => void (lines.out += `${text}\n`));
  jest.spyOn(console, 'error').mockImplementation((text: string) => void (lines.err += `${text}\n`));
  process.env['CDKTF_OUTDIR'] = join(folder, 'out');
  process.env['CDKTF_CONTEXT_JSON'] = json;
  jest.isolateModules(() => {
    jest.requireActual('../main');
  });
  jest.restoreAllMocks();
  return { ...lines, code: process.exitCode };
}

test('the app declares the policy of the context and says what it made', () => {
  const { out, err, code } = runApp({ unusedCredentials: { regions: ['eu-west-1'], maxCredentialUsageAgeDays: 30 } });
  expect(code).toBeUndefined();
  const file = join(folder, 'out/stacks/unused-credentials/cdk.tf.json');
  const text = readFileSync(file, 'utf8');
  expect(out).toContain(`Wrote ${file}\n`);
  expect(out).toContain('25 resources, those of AWS Config once in each of: eu-west-1\n');
  expect(out).toContain('not used for 30 days becomes NON_COMPLIANT');
  expect(err).toContain('Warning: nobody hears of findings');
  expect((JSON.parse(text) as { terraform: unknown }).terraform).toEqual({
    backend: { local: { path: '../../../terraform.unused-credentials.tfstate' } },
    required_providers: { aws: { source: 'aws', version: '>= 6.25, < 7.0' } },
    required_version: '>= 1.6',
  });
  expect([text.includes(folder), text.includes(process.cwd())]).toEqual([false, false]);
});

test.each([
  [
    {},
    'regions must be a list of one or more different AWS regions, got nothing (at context.unusedCredentials in cdktf.json); name the region of the recorder, such as eu-west-1\n',
  ],
  [
    { unusedCredentials: { regions: ['eu-west-1'], maxCredentialUsageAgeDays: '45' } },
    "maxCredentialUsageAgeDays must be a whole number from 1 to 365, got '45' (at context.unusedCredentials in cdktf.json)\n",
  ],
])('the app refuses %j in one line, exit 2, and makes no folder', (context, message) => {
  expect(runApp(context)).toEqual({ out: '', err: message, code: 2 });
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

test('the app takes a text with an interpolation for text, because nothing in a file is a token', () => {
  expect(runApp({ unusedCredentials: { regions: '${var.x}' } })).toMatchObject({ out: '', code: 2 });
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

test.each(['{', '', 'null'])('the app refuses a context of %j in one line, exit 2, and makes no folder', (json) => {
  expect(runApp(undefined, json)).toEqual({
    out: '',
    err: `CDKTF_CONTEXT_JSON must be a JSON object, got '${json}' (at environment)\n`,
    code: 2,
  });
  expect(existsSync(join(folder, 'out'))).toBe(false);
});
