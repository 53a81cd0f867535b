// Part of `npm run bench`: what a review of a plan costs, beside a bare JSON.parse of the same file, conftest and checkov, all in one run.
// Needs GNU time (Debian's package `time`), bash, and about 1.5 GB under .scratch; conftest and checkov are those of
// `node scripts/judges.mjs --install conftest checkov`.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { buildCommandLine } from './build-command-line.mjs';
import { runSteps } from './steps.mjs';

process.chdir(join(import.meta.dirname, '..'));
const RESOURCES = 50_000;
const RUNS = 5;
/** Of what takes long, or has no limit as tight. */
const FEW_RUNS = 3;
const SMALL_RUNS = 20;
/** So many UTF-16 units, and no more, does a string of Node 20 hold. */
const MOST_IN_A_STRING = 0x1fffffe8;
const POLICIES = [500, 2000];
const SMALL = 'examples/pull-request-review/plan.json';
const FOLDER = join('.scratch', 'bench-review');
const ENV = { ...process.env };
// Costs Node 20 about 40 ms at every start.
delete ENV.NODE_EXTRA_CA_CERTS;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const medians = (runs) => Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))]));
const MB = 1e6;

// Without the gate, so that a finding is no failure.
const review = (file) => [process.execPath, 'dist/iam-unused-credentials.js', 'review', file, '--format', 'json', '--fail-on', 'never'];
const parse = (file) => [process.execPath, '-e', `JSON.parse(fs.readFileSync(${JSON.stringify(file)}, 'utf8'))`];
const conftest = (file) => [judge('conftest'), 'test', '--no-fail', '--policy', 'judges/plan-review/bench.rego', file];
const checkov = (file) => [judge('checkov'), '-f', file, '--framework', 'terraform_plan', '--soft-fail', '--quiet', '--compact'];
const judge = (name) => join('.judges', name, 'bin', name);

/** Runs a command under GNU time; gives seconds that passed, CPU seconds (user and system) and the most memory in MB. */
function measure([command, ...args]) {
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '\n%e %U %S %M', command, ...args], {
    env: ENV,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  const [wall, user, system, kib] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { wall, cpu: user + system, mb: (kib * 1024) / MB };
}

/** CPU seconds of a command to the millisecond, which GNU time cuts to hundredths. */
function measureCpu(command) {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null';
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], { env: ENV, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
  const [user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return user + system;
}

/** Measures commands in turns, so that a busy moment of the machine falls on all of them. */
function inTurns(runs, commands, measured = measure) {
  const seen = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1) for (const [name, command] of Object.entries(commands)) seen[name].push(measured(command));
  return seen;
}

function print(title, rows) {
  console.log(`\n${title}`);
  for (const [name, { wall, cpu, mb }] of Object.entries(rows))
    console.log(
      `  ${name.padEnd(24)} ${wall.toFixed(2).padStart(7)} s  ${cpu.toFixed(2).padStart(7)} s CPU  ${mb.toFixed(0).padStart(5)} MB`,
    );
}

/** Writes a plan of so many resources; gives the file and its size. */
function bigPlan(count, ...mix) {
  const file = join(FOLDER, `plan-${[count, ...mix].join('-')}.json`);
  execFileSync(process.execPath, ['scripts/big-plan.mjs', String(count), file, ...mix]);
  return { file, bytes: statSync(file).size };
}

/** Writes the policy of the small plan so many times, each in a module and an account of its own; gives the file. */
function manyPolicies(count) {
  const { resource_changes: changes, configuration, ...plan } = JSON.parse(readFileSync(SMALL, 'utf8'));
  const file = join(FOLDER, `policies-${count}.json`);
  const out = openSync(file, 'w');
  writeSync(out, `${JSON.stringify({ ...plan, planned_values: {} }).slice(0, -1)},"resource_changes":[`);
  for (let at = 0; at < count; at += 1) {
    const module = `module.p${at}`;
    const own = changes.map((change) => ({ ...change, address: `${module}.${change.address}`, module_address: module }));
    writeSync(out, `${at === 0 ? '' : ','}${JSON.stringify(own).slice(1, -1)}`);
  }
  writeSync(out, '],"configuration":{"provider_config":{');
  const { aws } = configuration.provider_config;
  for (let at = 0; at < count; at += 1) writeSync(out, `${at === 0 ? '' : ','}"aws.p${at}":${JSON.stringify({ ...aws, alias: `p${at}` })}`);
  writeSync(out, '},"root_module":{"module_calls":{');
  for (let at = 0; at < count; at += 1) {
    const resources = configuration.root_module.resources.map((resource) => ({ ...resource, provider_config_key: `aws.p${at}` }));
    writeSync(out, `${at === 0 ? '' : ','}"p${at}":${JSON.stringify({ source: './p', module: { resources } })}`);
  }
  writeSync(out, '}}}}\n');
  closeSync(out);
  return file;
}

/** How many policies a review finds in a plan. */
function policiesIn(file) {
  const [command, ...args] = review(file);
  const { stdout } = spawnSync(command, args, { env: ENV, encoding: 'utf8', maxBuffer: 1e9 });
  return JSON.parse(stdout).policies.length;
}

await buildCommandLine();
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const within = (value, limit, text) => () =>
  value <= limit ? void console.log(`  ${text}: ${value.toFixed(2)}, at most ${limit}`) : `${text}: ${value.toFixed(2)}, at most ${limit}`;
const ratio = (one, other, key) => one[key] / other[key];

const big = bigPlan(RESOURCES);
const bigRuns = inTurns(RUNS, { review: review(big.file), 'JSON.parse': parse(big.file) });
const [ours, bare] = [medians(bigRuns.review), medians(bigRuns['JSON.parse'])];
print(
  `a plan of ${RESOURCES} resources, ${(big.bytes / MB).toFixed(0)} MB, a third of types that are read; medians of ${RUNS} runs in turns`,
  {
    review: ours,
    'JSON.parse': bare,
  },
);

const read = bigPlan(RESOURCES, 'read');
const readRuns = inTurns(FEW_RUNS, { review: review(read.file), 'JSON.parse': parse(read.file) });
print(`the same with all of a type that is read, ${(read.bytes / MB).toFixed(0)} MB`, {
  review: medians(readRuns.review),
  'JSON.parse': medians(readRuns['JSON.parse']),
});

const conftestSteps = [];
if (existsSync(judge('conftest'))) {
  const theirs = medians(inTurns(FEW_RUNS, { conftest: conftest(big.file) }).conftest);
  print('conftest with eight rules on the first', { conftest: theirs });
  conftestSteps.push(
    ['review takes less time than conftest', within(ratio(ours, theirs, 'wall'), 1, 'ratio')],
    ['review takes less memory than conftest', within(ratio(ours, theirs, 'mb'), 1, 'ratio')],
  );
} else {
  const skipped = 'conftest: skipped, not installed (node scripts/judges.mjs --install conftest)';
  console.log(`\n${skipped}`);
  conftestSteps.push(['conftest is compared with', () => (process.env.CI === 'true' ? skipped : undefined)]);
}

const huge = bigPlan(Math.ceil((600 * MB * RESOURCES) / big.bytes));
print(`a plan of ${(huge.bytes / MB).toFixed(0)} MB, which no string of Node holds`, { review: measure(review(huge.file)) });

const thousand = bigPlan(1000);
print('a plan of 1000 resources', {
  review: medians(inTurns(RUNS, { review: review(thousand.file) }).review),
  ...(existsSync(judge('checkov')) && { checkov: measure(checkov(thousand.file)) }),
});
if (!existsSync(judge('checkov'))) console.log('  checkov: skipped, not installed (node scripts/judges.mjs --install checkov)');

const asText = ([command, script, name, file]) => [command, script, name, file, '--fail-on', 'never'];
const starts = inTurns(
  SMALL_RUNS,
  {
    'five resources': asText(review(bigPlan(5).file)),
    'the example': asText(review(SMALL)),
    'the example as Markdown': [...asText(review(SMALL)), '--format', 'markdown'],
    'the example as JSON': review(SMALL),
    'node -e 0': [process.execPath, '-e', '0'],
  },
  measureCpu,
);
const bareStart = median(starts['node -e 0']);
const startRatio = (name) => median(starts[name]) / bareStart;
console.log(`\na small plan, medians of ${SMALL_RUNS} in turns, CPU beside node -e 0`);
for (const [name, runs] of Object.entries(starts))
  console.log(`  ${name.padEnd(24)} ${median(runs).toFixed(3)} s CPU  ${startRatio(name).toFixed(2).padStart(5)}`);

const [few, many] = POLICIES.map(manyPolicies);
const manyRuns = inTurns(FEW_RUNS, { [`${POLICIES[0]} policies`]: review(few), [`${POLICIES[1]} policies`]: review(many) });
const [forFew, forMany] = Object.values(manyRuns).map(medians);
print('policies of many accounts in one plan', { [`${POLICIES[0]} policies`]: forFew, [`${POLICIES[1]} policies`]: forMany });
const found = [few, many].map(policiesIn);
console.log('');

await runSteps([
  ['review takes no more time than JSON.parse', within(ratio(ours, bare, 'wall'), 1, 'ratio')],
  ['review takes no more CPU than JSON.parse', within(ratio(ours, bare, 'cpu'), 1, 'ratio')],
  ['review takes less memory than JSON.parse', within(ratio(ours, bare, 'mb'), 0.99, 'ratio')],
  ...conftestSteps,
  ['the large plan is past the limit of a string', () => (huge.bytes > MOST_IN_A_STRING ? undefined : `${huge.bytes} bytes`)],
  ...['five resources', 'the example'].map((name) => [
    `a small plan, ${name}, takes at most 3.5 times the CPU of node -e 0`,
    within(startRatio(name), 3.5, 'ratio'),
  ]),
  ['every policy of a plan is found', () => (found.join() === POLICIES.join() ? undefined : `${found.join()} of ${POLICIES.join()}`)],
  ['four times the policies take less than eight times the CPU', within(ratio(forMany, forFew, 'cpu'), 8, 'ratio')],
]);
rmSync(FOLDER, { recursive: true });
