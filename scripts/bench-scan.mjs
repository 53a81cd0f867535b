// `npm run bench:scan`: what a scan of an account costs, beside prowler, Cloud Custodian and the shell loop of articles, all in one run
// against one fake AWS on this machine (without TLS; its own CPU is not counted), and whether all of them find the same. Needs GNU time
// (Debian's package `time`), bash, and the judges prowler, custodian, awscli and moto, which it installs as `npm run judges` does.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildCommandLine } from './build-command-line.mjs';
import { runSteps } from './steps.mjs';

const ROOT = join(import.meta.dirname, '..');
process.chdir(ROOT);
const USERS = 1000;
const MANY_USERS = 5000;
/** The loop is measured on so many, because it is slow, and costs the same for each. */
const LOOP_USERS = 100;
/** Who is there when everything is run once before it is measured, so that nothing is compiled meanwhile. */
const FEW_USERS = 4;
/** Of users: each has one stale key. As every second user has two keys, these are 2 % of the keys. */
const STALE_SHARE = 0.03;
const LIMIT_DAYS = 45;
const RUNS_OF_MANY = 3;
const MAX_RUN_MS = 900_000;
const MB = 1e6;

const FOLDER = mkdtempSync(join(tmpdir(), 'bench-scan-'));
const ENV = {
  ...process.env,
  HOME: FOLDER,
  PATH: [join(ROOT, '.judges', 'awscli', 'bin'), process.env.PATH].join(delimiter),
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
};
// Costs Node 20 about 40 ms at every start.
delete ENV.NODE_EXTRA_CA_CERTS;
delete ENV.AWS_SESSION_TOKEN;
delete ENV.AWS_PROFILE;

const judge = (name) => join(ROOT, '.judges', name, 'bin', name);
const scan = (...flags) => [process.execPath, join(ROOT, 'dist', 'iam-unused-credentials.js'), 'scan', ...flags];
const PROWLER_CHECKS = ['iam_user_accesskey_unused', 'iam_user_no_setup_initial_access_key'];
const CUSTODIAN_POLICIES = ['used-long-ago', 'never-used'];

/** Each with its command, the exit code with which it tells of findings, and whom it names, as read from what it wrote. */
const CONTENDERS = {
  scan: { command: scan(), found: 1 },
  'scan --verify-all': { command: scan('--verify-all'), found: 1 },
  prowler: {
    command: [
      ...[judge('prowler'), 'aws', '--checks', ...PROWLER_CHECKS, '--region', 'us-east-1', '--config-file', 'prowler.yaml'],
      ...['--output-formats', 'json-ocsf', '--output-directory', '.', '--output-filename', 'prowler', '--only-logs'],
    ],
    found: 3,
    before: () => rmSync(join(FOLDER, 'prowler.ocsf.json'), { force: true }),
    named: () =>
      readJson('prowler.ocsf.json')
        .filter(({ status_code: status }) => status === 'FAIL')
        .map(({ status_detail: detail }) => /^User (\S+) has (?:not|never) used access key [12]\b/.exec(detail)?.[1] ?? detail),
  },
  'Cloud Custodian': {
    command: [
      ...[judge('custodian'), 'run', '--cache-period', '0', '--region', 'us-east-1', '--output-dir', 'custodian'],
      join(ROOT, 'judges', 'custodian', 'unused-access-keys.yml'),
    ],
    found: 0,
    named: () => CUSTODIAN_POLICIES.flatMap((policy) => readJson(join('custodian', policy, 'resources.json')).map((user) => user.UserName)),
  },
  'shell loop': {
    command: ['bash', join(ROOT, 'judges', 'article-loop.sh'), String(LIMIT_DAYS)],
    found: 0,
    named: (stdout) => stdout.split('\n').slice(0, -1),
  },
};

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const medians = (runs) => Object.fromEntries(['wall', 'cpu', 'mb', 'requests'].map((key) => [key, median(runs.map((run) => run[key]))]));
const readJson = (name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
const staleOf = (users) => Math.ceil(users * STALE_SHARE);
const counts = async (endpoint) => (await fetch(`${endpoint}/counts`)).json();

/** Serves an account while `use` works with it. */
async function withAccount(users, use) {
  const program = join('.judges', 'moto', 'bin', 'python');
  const server = spawn(program, ['judges/bench-account.py', String(users), String(staleOf(users))], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [port] = await once(server.stdout, 'data');
    return await use(`http://127.0.0.1:${String(port).trim()}`);
  } finally {
    server.stdin.end();
    await once(server, 'exit');
  }
}

/** Runs a command in the temporary folder; gives what it wrote. */
function run([program, ...args], endpoint, found) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: FOLDER,
    env: { ...ENV, AWS_ENDPOINT_URL: endpoint },
    encoding: 'utf8',
    maxBuffer: 1e9,
    timeout: MAX_RUN_MS,
  });
  if (error) throw error;
  if (status !== found)
    throw new Error(`${program} ${args.join(' ')} ended with ${status}, not ${found}: ${(stdout + stderr).slice(-2000)}`);
  return { stdout, stderr };
}

/** Runs a contender under GNU time; gives seconds that passed, CPU seconds, the most memory in MB, requests, and whom it names. */
async function measure(name, endpoint) {
  const { command, found, before, named } = CONTENDERS[name];
  before?.();
  await counts(endpoint);
  const { stdout, stderr } = run(['/usr/bin/time', '-q', '-f', '\n%e %U %S %M', ...command], endpoint, found);
  const [wall, user, system, kib] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  const requests = sum(Object.values(await counts(endpoint)));
  return { wall, cpu: user + system, mb: (kib * 1024) / MB, requests, named: named?.(stdout).sort() };
}

/** The keys that a scan calls unused, as the shell loop writes them. */
function unusedBy(endpoint, ...flags) {
  const { complete, keys } = JSON.parse(run(scan('--format', 'json', ...flags), endpoint, 1).stdout);
  if (complete !== true) throw new Error('the scan is incomplete');
  const unused = keys.filter(({ verdict }) => verdict === 'unused');
  return unused.map(({ userName, accessKeyId }) => `${userName}\t${accessKeyId}`).sort();
}

/** Lets everybody go through the account of 1,000 users, the loop through that of 100, with a scan between each two. */
async function inTurns(endpoint, loopEndpoint) {
  const seen = { scan: [await measure('scan', endpoint)] };
  for (const name of Object.keys(CONTENDERS).filter((name) => name !== 'scan')) {
    seen[name] = [await measure(name, name === 'shell loop' ? loopEndpoint : endpoint)];
    seen.scan.push(await measure('scan', endpoint));
  }
  return seen;
}

/** What the loop would take for all users: IAM lists 100 users a page, so that the list grows with them too. */
function extrapolated({ wall, cpu, mb, requests }) {
  const times = USERS / LOOP_USERS;
  return { wall: wall * times, cpu: cpu * times, mb, requests: requests * times };
}

const line = (name, { wall, cpu, mb, requests }) =>
  [
    `  ${name.padEnd(18)} ${wall.toFixed(2).padStart(8)} s  ${cpu.toFixed(2).padStart(7)} s CPU`,
    `${mb.toFixed(0).padStart(5)} MB  ${String(requests).padStart(6)} requests`,
  ].join('  ');
const range = (runs, key) =>
  `${Math.min(...runs.map((run) => run[key])).toFixed(2)} to ${Math.max(...runs.map((run) => run[key])).toFixed(2)}`;

const account = (users) => `${users} users, ${users * 1.5} access keys, ${staleOf(users)} of them used 200 days ago, the others 3 days ago`;

/** Measures everybody on one account, and asks whether they found the same. */
async function besideOthers() {
  return withAccount(USERS, (endpoint) =>
    withAccount(LOOP_USERS, async (loopEndpoint) => {
      // The first to ask waits for the report.
      for (const one of [endpoint, loopEndpoint]) run(scan(), one, 1);
      const seen = await inTurns(endpoint, loopEndpoint);
      const [loop, ours] = [seen['shell loop'][0], medians(seen.scan)];
      const rows = {
        ...Object.fromEntries(Object.entries(seen).map(([name, [row]]) => [name, row])),
        scan: ours,
        'shell loop': extrapolated(loop),
      };
      console.log(`\n${account(USERS)}; of scan the median of ${seen.scan.length} runs, one before and after each other`);
      for (const [name, row] of Object.entries(rows)) console.log(line(name, row));
      console.log(`  scan took from ${range(seen.scan, 'wall')} s, from ${range(seen.scan, 'cpu')} s CPU`);
      console.log(
        `  the shell loop is extrapolated from ${LOOP_USERS} users: ${loop.wall.toFixed(2)} s, ${loop.cpu.toFixed(2)} s CPU, ${loop.requests} requests`,
      );
      const keys = unusedBy(endpoint);
      const verified = unusedBy(endpoint, '--verify-all');
      return { rows, named: { keys, verified, loop: loop.named, besideLoop: unusedBy(loopEndpoint), seen } };
    }),
  );
}

/** Measures a scan of many users. */
async function ofMany() {
  return withAccount(MANY_USERS, async (endpoint) => {
    run(scan(), endpoint, 1);
    const runs = [];
    for (let at = 0; at < RUNS_OF_MANY; at += 1) runs.push(await measure('scan', endpoint));
    const rows = { scan: medians(runs), 'scan --verify-all': await measure('scan --verify-all', endpoint) };
    console.log(`\n${account(MANY_USERS)}; of scan the median of ${RUNS_OF_MANY} runs`);
    for (const [name, row] of Object.entries(rows)) console.log(line(name, row));
    console.log('');
    return rows;
  });
}

const usersIn = (keys) => keys.map((key) => key.split('\t')[0]).join();

/** Tells who found something else than a scan. No user has two stale keys, so that whoever names the users has named the keys. */
function disagreement({ keys, verified, loop, besideLoop, seen }) {
  if (keys.length !== staleOf(USERS)) return `scan found ${keys.length} of ${staleOf(USERS)}`;
  if (verified.join() !== keys.join()) return `scan --verify-all found ${verified.length} others`;
  if (loop.join() !== besideLoop.join()) return `the shell loop found ${loop.length}, scan ${besideLoop.length} of its users`;
  const different = ['prowler', 'Cloud Custodian'].find((name) => seen[name][0].named.join() !== usersIn(keys));
  if (different !== undefined) return `${different} found ${seen[different][0].named.length} others`;
  console.log(`  ${keys.length} keys; the shell loop ${loop.length} of its ${LOOP_USERS} users`);
  return undefined;
}

/** Measures everything; the temporary folder is gone afterwards. */
async function measureAll() {
  try {
    execFileSync(process.execPath, ['scripts/judges.mjs', '--install', 'prowler', 'custodian', 'awscli', 'moto'], { stdio: 'inherit' });
    await buildCommandLine();
    writeFileSync(join(FOLDER, 'prowler.yaml'), `aws:\n  max_unused_access_keys_days: ${LIMIT_DAYS}\n`);
    await withAccount(FEW_USERS, async (endpoint) => {
      for (const name of Object.keys(CONTENDERS)) await measure(name, endpoint);
    });
    return { ...(await besideOthers()), many: await ofMany() };
  } finally {
    rmSync(FOLDER, { recursive: true });
  }
}

const { rows, named, many } = await measureAll();
const { scan: ours, 'shell loop': loop } = rows;
const atMost = (value, limit, unit) => () =>
  value <= limit
    ? void console.log(`  ${value.toFixed(2)} of ${limit.toFixed(2)} ${unit}`)
    : `${value.toFixed(2)}, at most ${limit.toFixed(2)} ${unit}`;
const modes = ['scan', 'scan --verify-all'];
await runSteps([
  ['scan, scan --verify-all, prowler, Cloud Custodian and the shell loop find the same keys', () => disagreement(named)],
  ["scan sends at most 5 % of the shell loop's requests", atMost(ours.requests, 0.05 * loop.requests, 'requests')],
  ['scan sends at most 120 requests', atMost(ours.requests, 120, 'requests')],
  ['scan takes at most 0.7 s of CPU, its start included', atMost(ours.cpu, 0.7, 's')],
  ["scan takes at most a hundredth of the shell loop's time", atMost(ours.wall, loop.wall / 100, 's')],
  ...['prowler', 'Cloud Custodian'].map((name) => [
    `scan takes at most a fifth of the time of ${name}`,
    atMost(ours.wall, rows[name].wall / 5, 's'),
  ]),
  ...modes.flatMap((mode) => [
    [`${mode} of ${MANY_USERS} users stays under 150 MB`, atMost(many[mode].mb, 150, 'MB')],
    [`five times the users take ${mode} less than twice the memory`, atMost(many[mode].mb, 2 * rows[mode].mb, 'MB')],
  ]),
]);
