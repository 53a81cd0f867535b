import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namesFor } from '../../domain/names';
import { readableAccount } from './example-account';
import { blocksIn, blocksOf, ROOT } from './markdown';
import { scanAgainst } from './scan-against';
import { runCommand, type Ran } from '../support/command';

const commands = blocksIn('shell').flatMap(({ page, line, text }) =>
  text
    .trimEnd()
    .split('\n')
    .map((command, at) => ({ page, line: line + 1 + at, command })),
);
/** What may hand a plan to our command. */
const SHOW = /^(terraform|tofu) show -json plan\.out \| /;
const ours = commands.filter(({ command }) => /^(npx )?iam-unused-credentials /.test(command.replace(SHOW, '')));
const reviews = ours.filter(({ command }) => / review /.test(command));
const scans = ours.filter(
  ({ command }) => / iam-unused-credentials scan\b/.test(command) || /^iam-unused-credentials scan\b/.test(command),
);
const comments = ours.filter(({ command }) => / comment /.test(command));
const others = commands.filter((entry) => !ours.includes(entry));

/** What may stand in a shell block besides our own command. */
const KNOWN: readonly RegExp[] = [
  /^npm (start|test|run [\w-]+|install iam-unused-credentials)$/,
  /^terraform -chdir=unused-credentials (init|plan)$/,
  /^(terraform|tofu) plan -out=plan\.out$/,
  /^terraform show -json plan\.out > plan\.json$/,
  /^git show origin\/main:floor\.json > floor\.json$/,
  /^aws (configservice|dynamodb|iam|lambda|sns|sqs|sso) [a-z-]+( --[a-z-]+( ('[^']+'|[\w.,:/=-]+))?)+$/,
  /^aws lambda invoke( --[a-z-]+ [\w-]+)+ \/dev\/null$/,
  /^npx -p cdktf-cli@0\.21\.0 cdktf synth$/,
];

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'docs-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

/** The example with a plan that must be decided about. */
const EXAMPLE = join(ROOT, 'examples/pull-request-review');
const PLAN = readFileSync(join(EXAMPLE, 'plan.json'), 'utf8');

const run = (argv: readonly string[]): Promise<Ran> => runCommand(cwd, argv);

/** An environment whose only credentials are those of the profile that the pages name. */
function inProfile(): Readonly<Record<string, string | undefined>> {
  const file = join(cwd, 'credentials');
  writeFileSync(file, '[production]\naws_access_key_id = AKIAFAKEFAKEFAKEFAKE\naws_secret_access_key = nobody-knows-this-secret\n');
  return { AWS_SHARED_CREDENTIALS_FILE: file, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
}

/** What the example's branches synthesize, where the pages say: both, and that of the pull request once more. */
async function synthesized(): Promise<void> {
  for (const name of ['before.json', 'after.json']) copyFileSync(join(EXAMPLE, name), join(cwd, name));
  for (const [config, out] of [
    ['before.json', 'main'],
    ['after.json', 'unused-credentials'],
  ] as const) {
    expect(await run(['synth', '--config', config, '--out', out])).toMatchObject({ code: 0 });
  }
  copyFileSync(join(cwd, 'unused-credentials/main.tf.json'), join(cwd, 'main.tf.json'));
}

describe('commands in the documentation', () => {
  test.each(reviews)('$page:$line reviews a plan: $command', async ({ command }) => {
    for (const { text } of blocksOf('docs/review.md').filter(({ language }) => language === 'json')) {
      if (text.includes('"context"')) writeFileSync(join(cwd, 'cdktf.json'), text);
      else if (text.includes('"maxLimitDays"')) writeFileSync(join(cwd, 'floor.json'), text);
    }
    const isPiped = SHOW.test(command);
    if (!isPiped) writeFileSync(join(cwd, 'plan.json'), PLAN);
    if (command.includes('--inventory')) copyFileSync(join(EXAMPLE, 'scan.json'), join(cwd, 'scan.json'));
    if (/--(synth|before) /.test(command)) await synthesized();
    const [, name, ...argv] = command.replace(SHOW, '').split(' ');
    expect(name).toBe('iam-unused-credentials');
    const { code, out, err } = await runCommand(cwd, argv, { stdin: isPiped ? PLAN : '' });
    const file = /--out (\S+)/.exec(command)?.[1];
    const told = file === undefined ? out : readFileSync(join(cwd, file), 'utf8');
    expect(told.includes('Who is affected')).toBe(command.includes('--inventory'));
    expect([code, err]).toEqual([command.includes('--fail-on never') ? 0 : 1, file === undefined ? '' : `Wrote ${file}\n`]);
    // SARIF describes every check, found or not.
    const crossed = command.includes('sarif') ? '"ruleId": "floor-crossed"' : 'floor-crossed';
    expect([told.includes('grace-shortened'), told.includes(crossed)]).toEqual([true, / --(max|min|config)/.test(command)]);
  });

  test.each(scans)('$page:$line scans an account: $command', async ({ command }) => {
    writeFileSync(join(cwd, 'cdktf.json'), JSON.stringify({ context: { unusedCredentials: { regions: ['eu-west-1'] } } }));
    for (const { text } of blocksOf('docs/scan.md').filter(({ text: block }) => block.includes('"maxCredentialUsageAgeDays": 30'))) {
      writeFileSync(join(cwd, 'next.json'), text);
    }
    const argv = command.split(' ').slice(2);
    const { code, out, err } = await scanAgainst(readableAccount(), cwd, argv, command.includes('--profile') ? inProfile() : {});
    const file = /--out (\S+)/.exec(command)?.[1];
    const told = file === undefined ? out : readFileSync(join(cwd, file), 'utf8');
    expect([code, err]).toEqual([/--(print-policy|user alice)/.test(command) ? 0 : 1, file === undefined ? '' : `Wrote ${file}\n`]);
    expect(told).toContain(command.includes('--print-policy') ? 'iam:GetCredentialReport' : '111122223333');
  });

  test.each(ours.filter((entry) => ![...reviews, ...scans, ...comments].includes(entry)))(
    '$page:$line runs: $command',
    async ({ command }) => {
      writeFileSync(join(cwd, 'cdktf.json'), JSON.stringify({ context: { unusedCredentials: { regions: ['eu-west-1'] } } }));
      const [typed = ''] = command.split(' >> ');
      const argv = typed.replace(/^npx /, '').split(' ').slice(1);
      const { code, out, err } = await run(argv);
      expect({ code, err: err.replaceAll(/^(Warning|Source): .*\n/gm, '') }).toEqual({ code: 0, err: '' });
      expect(out).not.toBe('');
    },
  );

  test.each(others)('$page:$line is a known command: $command', ({ command }) => {
    expect(KNOWN.filter((pattern) => pattern.test(command))).toHaveLength(1);
  });

  test.each([
    ['--function-name', 'sweep'],
    ['--role-name', 'sweep'],
    ['--table-name', 'keysTable'],
    ['--queue-name', 'deadLetterQueue'],
    ['--config-rule-name', 'configRule'],
  ] as const)('every %s in a command is the name that is made', (option, name) => {
    const given = others.flatMap(({ command }) => [...command.matchAll(new RegExp(` ${option} (\\S+)`, 'g'))].map(({ 1: value }) => value));
    expect([...new Set(given)]).toEqual([namesFor('unused-credentials')[name]]);
  });

  test('every npm script that is named exists', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly scripts: object };
    const named = commands.flatMap(({ command }) => /^npm (?:run )?(start|test|[\w-]+)$/.exec(command)?.[1] ?? []);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('the message in the page on errors is the one that comes', async () => {
    const { code, out, err } = await run(['synth', '--regions', 'eu-west-1', '--max-credential-usage-age-days', '366']);
    expect([code, out]).toEqual([2, '']);
    expect(blocksOf('docs/errors.md').map(({ text }) => text)).toContain(err);
  });

  test('any other flag of remediation makes the function too, with notify, as the page says', async () => {
    const { code } = await run(['synth', '--regions', 'eu-west-1', '--exempt-user-names', 'ops?bot']);
    expect([code, readdirSync(join(cwd, 'unused-credentials'))]).toEqual([0, expect.arrayContaining(['sweep.zip'])]);
    const { resource } = JSON.parse(readFileSync(join(cwd, 'unused-credentials/main.tf.json'), 'utf8')) as {
      readonly resource: {
        readonly aws_lambda_function: { readonly sweep: { readonly environment: { readonly variables: { readonly POLICY: string } } } };
      };
    };
    expect(JSON.parse(resource.aws_lambda_function.sweep.environment.variables.POLICY)).toEqual(
      expect.objectContaining({ action: 'notify', exempt: { userNames: ['ops?bot'], paths: [] } }),
    );
  });

  test('remediation that nobody hears of is refused, as the page says', async () => {
    const { code, out, err } = await run(['synth', '--regions', 'eu-west-1', '--alerts', 'none', '--remediation', 'notify']);
    expect([code, out, err]).toEqual([
      2,
      '',
      "--alerts must be other than none when --remediation is given, got 'none' (at command line); nothing is done to an access key without telling somebody\n",
    ]);
  });
});
