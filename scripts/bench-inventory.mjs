// Part of `npm run bench`: what a scan of a large account adds to a review of a plan (`--inventory`), beside the same review without it, in
// one run. Needs bash.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCommandLine } from './build-command-line.mjs';
import { runSteps } from './steps.mjs';

process.chdir(join(import.meta.dirname, '..'));
const USERS = 6000;
const KEYS = 10_000;
const STALE_SHARE = 0.03;
const RUNS = 10;
const MAX_SECONDS = 0.2;
const PLAN = 'examples/pull-request-review/plan.json';
const FOLDER = join('.scratch', 'bench-inventory');
const COMMAND = join(FOLDER, 'iam-unused-credentials.js');
const AT = '2026-11-24T06:00:00.000Z';
const DAY_MS = 86_400_000;
const MB = 1e6;
const ENV = { ...process.env };
// Costs Node 20 about 40 ms at every start.
delete ENV.NODE_EXTRA_CA_CERTS;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ago = (days) => new Date(Date.parse(AT) - days * DAY_MS).toISOString();

/** The account and the table of the policy in the plan, so that it is foretold for its keys. */
function homeOf(plan) {
  const sweep = plan.resource_changes.find(({ type }) => type === 'aws_lambda_function').change.before;
  const { ACCOUNT_ID, TABLE_NAME } = sweep.environment[0].variables;
  return { accountId: ACCOUNT_ID, table: { name: TABLE_NAME, region: sweep.region } };
}

/** One key as `scan` writes it: stale ones were read, of the others the report says that they are in use. */
function keyAt(at, isStale, accountId) {
  const userName = `user-${String(at % USERS).padStart(5, '0')}`;
  const idleDays = isStale ? 60 + (at % 300) : at % 30;
  return {
    ...{ userName, userArn: `arn:aws:iam::${accountId}:user/team/${userName}` },
    ...{ accessKeyId: isStale ? `AKIA${String(at).padStart(16, '0')}` : null, slot: at < USERS ? 1 : 2, verified: isStale },
    ...{ status: 'Active', createdAt: ago(400), lastUsedAt: ago(idleDays), lastUsedService: 's3', lastUsedRegion: 'eu-west-1' },
    ...{ record: isStale ? { state: 'none' } : null, userTags: isStale ? { team: 'platform' } : null, idleDays, since: ago(idleDays) },
    ...{ verdict: isStale ? 'unused' : 'in-use', step: isStale ? 'announce' : 'none', stepAt: isStale ? AT : null },
    ...{ nextStep: null, nextStepAt: null, reason: `last used ${ago(idleDays).slice(0, 10)}, ${idleDays} idle days of 45` },
  };
}

/** Writes a scan with so many stale keys, spread over the users; gives the file. */
function scanWith(stale, { accountId, table }) {
  const keys = Array.from({ length: KEYS }, (_, at) =>
    keyAt(at, Math.floor((at * stale) / KEYS) !== Math.floor(((at + 1) * stale) / KEYS), accountId),
  );
  const file = join(FOLDER, `scan-${stale}.json`);
  const remediation = { action: 'delete', warnDays: 7, graceDays: 14, maxKeysPerDay: 10, exempt: { userNames: [], paths: [] } };
  const document = {
    ...{ schemaVersion: 1, accountId, generatedAt: AT },
    policy: { maxCredentialUsageAgeDays: 45, warnDays: 7, homeRegion: table.region, namePrefix: 'unused-credentials', remediation },
    ...{ complete: true, records: { state: 'read', because: 'none', table }, rootAccessKeys: 0, vanishedUsers: [] },
    filter: { userName: null, verdict: null },
    counts: { unused: stale, undecided: 0, warn: 0, exempt: 0, inactive: 0, 'in-use': KEYS - stale },
    ...{ keys, unreadable: [], requests: { total: 0, throttled: 0, byAction: {} }, against: null },
  };
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  return file;
}

const review = (...flags) => [process.execPath, COMMAND, 'review', PLAN, '--fail-on', 'never', ...flags];

/** Seconds that passed and CPU seconds of a command, to the millisecond. */
function measure(command) {
  const script = 'TIMEFORMAT="%3R %3U %3S"; time "$@" >/dev/null';
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], { env: ENV, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
  const [wall, user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { wall, cpu: user + system };
}

/** How many keys a review with a scan lists and counts. */
function seenIn(file) {
  const [command, ...args] = review('--inventory', file, '--format', 'json');
  const { stdout } = spawnSync(command, args, { env: ENV, encoding: 'utf8', maxBuffer: 1e9 });
  const [{ foresight }] = JSON.parse(stdout).affected.policies;
  return { listed: foresight.keys.length, unknown: foresight.counts.unknown, inUse: foresight.counts.inUse };
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
await buildCommandLine(FOLDER);
const home = homeOf(JSON.parse(readFileSync(PLAN, 'utf8')));
const stale = KEYS * STALE_SHARE;
const [few, all] = [stale, KEYS].map((count) => scanWith(count, home));
const commands = {
  'without a scan': review(),
  '3 % stale': review('--inventory', few),
  '3 % stale, as Markdown': review('--inventory', few, '--format', 'markdown'),
  '3 % stale, as JSON': review('--inventory', few, '--format', 'json'),
  'all stale': review('--inventory', all),
};
// In turns, so that a busy moment of the machine falls on all of them.
const seen = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
for (let run = 0; run < RUNS; run += 1) for (const [name, command] of Object.entries(commands)) seen[name].push(measure(command));
const rows = Object.fromEntries(
  Object.entries(seen).map(([name, runs]) => [
    name,
    { wall: median(runs.map(({ wall }) => wall)), cpu: median(runs.map(({ cpu }) => cpu)) },
  ]),
);
const bare = rows['without a scan'];
console.log(`\n${KEYS} keys of ${USERS} users, ${(statSync(few).size / MB).toFixed(1)} MB; medians of ${RUNS} runs in turns`);
for (const [name, { wall, cpu }] of Object.entries(rows))
  console.log(
    `  ${name.padEnd(24)} ${wall.toFixed(3)} s, ${(wall - bare.wall).toFixed(3).padStart(6)} more  ${cpu.toFixed(3)} s CPU, ${(cpu - bare.cpu).toFixed(3).padStart(6)} more`,
  );
console.log('');

const expected = (count) => JSON.stringify({ listed: count, unknown: 0, inUse: KEYS - count });
const differs = (file, count) => () => (JSON.stringify(seenIn(file)) === expected(count) ? undefined : JSON.stringify(seenIn(file)));
await runSteps([
  ['every stale key is foretold', differs(few, stale)],
  ['every key of an account of stale keys is foretold', differs(all, KEYS)],
  [
    `a scan of ${KEYS} keys, 3 % of them stale, adds less than ${MAX_SECONDS} s`,
    () => {
      const more = rows['3 % stale'].wall - bare.wall;
      return more < MAX_SECONDS ? void console.log(`  ${more.toFixed(3)} s`) : `${more.toFixed(3)} s`;
    },
  ],
]);
rmSync(FOLDER, { recursive: true });
