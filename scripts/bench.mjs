// `npm run bench`: what a start of the command line costs, as ratios in one run. Needs GNU time (Debian's package `time`);
// installs the engine's own command and its default template into .scratch for the comparison.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSteps } from './steps.mjs';

process.chdir(join(import.meta.dirname, '..'));
const RUNS = 10;
const ENV = { ...process.env, CHECKPOINT_DISABLE: '1', CI: 'true' };
// Costs Node 20 about 40 ms at every start.
delete ENV.NODE_EXTRA_CA_CERTS;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs a command under GNU time; gives CPU seconds (user and system) and the most memory in MiB. */
function measure([command, ...args], cwd = '.') {
  const { status, stderr, stdout } = spawnSync('/usr/bin/time', ['-f', '\n%U %S %M', command, ...args], {
    cwd,
    env: ENV,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stdout}\n${stderr}`);
  const [user, system, kib] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { cpu: user + system, mib: kib / 1024 };
}

/** Measures commands in turns, so that a busy moment of the machine falls on all of them. */
function measureInTurns(commands) {
  const seen = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let run = 0; run < RUNS; run += 1)
    for (const [name, [command, cwd]] of Object.entries(commands)) seen[name].push(measure(command, cwd));
  return Object.fromEntries(
    Object.entries(seen).map(([name, runs]) => [
      name,
      { cpu: median(runs.map(({ cpu }) => cpu)), mib: median(runs.map(({ mib }) => mib)) },
    ]),
  );
}

/** Lays out the engine's default TypeScript template: ts-node, and the provider's index. */
function template() {
  const folder = join('.scratch', 'template');
  if (existsSync(join(folder, 'node_modules', 'cdktf-cli'))) return folder;
  mkdirSync(folder, { recursive: true });
  const versions = {
    cdktf: '0.21.0',
    'cdktf-cli': '0.21.0',
    '@cdktf/provider-aws': '21.22.1',
    constructs: '10.6.0',
    'ts-node': '10.9.2',
    typescript: '5.9.3',
    '@types/node': '20.19.25',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
  writeFileSync(
    join(folder, 'cdktf.json'),
    JSON.stringify({
      language: 'typescript',
      app: 'npx ts-node main.ts',
      projectId: 'template',
      sendCrashReports: 'false',
      terraformProviders: [],
    }),
  );
  const options = {
    alwaysStrict: true,
    declaration: true,
    experimentalDecorators: true,
    lib: ['es2018'],
    module: 'CommonJS',
    strict: true,
    target: 'ES2018',
    moduleResolution: 'node',
    skipLibCheck: true,
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, include: ['**/*.ts'], exclude: ['node_modules', 'cdktf.out'] }),
  );
  writeFileSync(
    join(folder, 'main.ts'),
    `import { Construct } from 'constructs';
import { App, TerraformStack } from 'cdktf';
import { provider, configConfigRule } from '@cdktf/provider-aws';
class MyStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new provider.AwsProvider(this, 'aws', { region: 'eu-west-1' });
    new configConfigRule.ConfigConfigRule(this, 'rule', { name: 'rule', source: { owner: 'AWS', sourceIdentifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK' } });
  }
}
const app = new App();
new MyStack(app, 'stack');
app.synth();
`,
  );
  execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  return folder;
}

execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
const templateFolder = template();
const synth = [process.execPath, 'dist/iam-unused-credentials.js', 'synth', '--regions', 'eu-west-1', '--out', '.scratch/bench'];
const seen = measureInTurns({
  'node -e 0': [[process.execPath, '-e', '0']],
  "node -e require('cdktf')": [[process.execPath, '-e', "require('cdktf')"]],
  'iam-unused-credentials synth': [synth],
  'cdktf synth (default template)': [['npx', 'cdktf', 'synth'], templateFolder],
});
console.log(`\nmedians of ${RUNS} runs in turns`);
for (const [name, { cpu, mib }] of Object.entries(seen))
  console.log(`  ${name.padEnd(32)} ${cpu.toFixed(3)} s CPU  ${mib.toFixed(0).padStart(5)} MiB`);

/** Synthesizes stacks in one app, in a process of its own. */
const stacksScript = `
  const { App, TerraformStack, AwsProvider } = require('./dist/constructs/terraform.js');
  const { UnusedCredentialsPolicy } = require('./dist/constructs');
  const synth = (count) => {
    const start = process.cpuUsage();
    const app = new App({ outdir: '.scratch/bench-stacks', stackTraces: false });
    for (let at = 0; at < count; at += 1) {
      const stack = new TerraformStack(app, 'stack-' + at);
      new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
      new UnusedCredentialsPolicy(stack, 'policy', { regions: ['eu-west-1'] });
    }
    app.synth();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  console.log(synth(Number(process.argv[1])));`;
const stacks = (count) => median(Array.from({ length: RUNS }, () => measure([process.execPath, '-e', stacksScript, String(count)]).cpu));
const [one, hundred] = [stacks(1), stacks(100)];
console.log(`  1 stack ${one.toFixed(3)} s CPU, 100 stacks ${hundred.toFixed(3)} s CPU, as whole processes`);

const [{ size, filename }] = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--pack-destination', '.scratch'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
);
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
console.log(`  ${filename} ${(size / 1e6).toFixed(2)} MB\n`);

const bare = seen["node -e require('cdktf')"].cpu;
const ours = seen['iam-unused-credentials synth'];
const theirs = seen['cdktf synth (default template)'].cpu;
const within = (value, limit, text) => () =>
  value <= limit ? void console.log(`  ${text}: ${value.toFixed(2)}, at most ${limit}`) : `${text}: ${value.toFixed(2)}, at most ${limit}`;
runSteps([
  ["synth takes no more CPU than require('cdktf')", within(ours.cpu / bare, 1, 'ratio')],
  ['synth stays under 80 MB resident', within(ours.mib * 1.048576, 80, 'MB')],
  ['synth takes 50 times less CPU than cdktf synth', within((50 * ours.cpu) / theirs, 1, '50 times the ratio')],
  ['100 stacks cost less than 20 times one', within(hundred / one, 20, 'ratio')],
  ['the tarball is under 2 MB', within(size / 1e6, 2, 'MB')],
  ['there is no runtime dependency', () => (dependencies === undefined ? undefined : Object.keys(dependencies).join())],
]);
