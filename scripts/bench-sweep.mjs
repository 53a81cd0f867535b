// `npm run bench:sweep`: what one sweep of a large account costs, from the zip that ships, against a fake AWS; and what the shell
// loop that people run today costs on the same account. Needs GNU time (Debian's package `time`) and the judges moto and awscli,
// which it installs as `npm run judges` does.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { unzipSync } from 'fflate';
import { runSteps } from './steps.mjs';

process.chdir(join(import.meta.dirname, '..'));
const USERS = [500, 5000];
const LOOP_USERS = 15;
const STALE_SHARE = 0.01;
const RUNS = 10;
const ACCOUNT = '123456789012';
const POLICY = {
  maxCredentialUsageAgeDays: 45,
  action: 'delete',
  // So that the second sweep acts on what the first announced.
  warnDays: 0,
  graceDays: 14,
  maxKeysPerDay: 10,
  exempt: { userNames: ['break-glass-*'], paths: ['/ci/'], tag: 'spare-until' },
};
const READS = /^(Get|List|Generate|Query|Scan|BatchGet)/;

const base = {
  ...process.env,
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
};
delete base.NODE_EXTRA_CA_CERTS;
delete base.AWS_SESSION_TOKEN;

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Unpacks what ships; gives the folder and the size of the zip. */
function unpack() {
  execFileSync(process.execPath, ['scripts/build-function.mjs'], { stdio: 'inherit' });
  const zip = readFileSync('dist/sweep.zip');
  const folder = join(process.cwd(), '.scratch', 'function');
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(unzipSync(zip))) writeFileSync(join(folder, name), bytes);
  return { folder, bytes: zip.length };
}

/** Serves an account while `use` works with it. */
async function withAccount(users, use) {
  const server = spawn(join('.judges', 'moto', 'bin', 'python'), ['judges/bench-account.py', String(users)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [port] = await once(server.stdout, 'data');
    return await use(`http://127.0.0.1:${String(port).trim()}`);
  } finally {
    server.stdin.end();
    await once(server, 'exit');
  }
}

/** Makes what a sweep needs; gives its environment. */
async function stack(endpoint, table) {
  const client = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const key = (name, type) => ({ AttributeName: name, KeyType: type });
  await new DynamoDBClient(client).send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [key('accountId', 'HASH'), key('accessKeyId', 'RANGE')],
      AttributeDefinitions: ['accountId', 'accessKeyId'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    }),
  );
  const { TopicArn } = await new SNSClient(client).send(new CreateTopicCommand({ Name: table }));
  return {
    ...base,
    AWS_ENDPOINT_URL: endpoint,
    POLICY: JSON.stringify(POLICY),
    ACCOUNT_ID: ACCOUNT,
    TABLE_NAME: table,
    TOPIC_ARN: TopicArn,
    POWERTOOLS_SERVICE_NAME: 'unused-credentials',
    POWERTOOLS_METRICS_NAMESPACE: 'UnusedCredentials',
  };
}

/** Sweeps once, in a process of its own under GNU time. */
async function sweep(folder, endpoint, env) {
  await counts(endpoint);
  const result = join('.scratch', 'sweep.json');
  const args = ['-f', '\n%e %U %S %M', process.execPath, 'judges/function-host.cjs', folder, 'index.handler', '900', '{}', result];
  const { stderr, stdout } = spawnSync('/usr/bin/time', args, { env, encoding: 'utf8', maxBuffer: 1e9 });
  const outcome = JSON.parse(readFileSync(result, 'utf8'));
  if (outcome.kind !== 'returned') throw new Error(`${JSON.stringify(outcome)}\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`);
  const [seconds, user, system, kib] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  const requests = await counts(endpoint);
  const reads = sum(Object.entries(requests).map(([action, count]) => (READS.test(action) ? count : 0)));
  return { seconds, cpu: user + system, mb: (kib * 1024) / 1e6, requests, reads };
}

function tell(name, { seconds, cpu, mb, reads, requests }) {
  console.log(
    `  ${name.padEnd(22)} ${seconds.toFixed(1)} s, ${cpu.toFixed(2)} s CPU, ${mb.toFixed(0)} MB, ${reads} reads, all: ${JSON.stringify(requests)}`,
  );
}

const counts = async (endpoint) => (await fetch(`${endpoint}/counts`)).json();

/** The loop of Prowler's article over the first users: list the users, list each one's keys, ask of each key. */
async function shellLoop(endpoint) {
  const loop = `aws iam list-users --max-items ${LOOP_USERS} --query 'Users[].UserName' --output text | tr '\\t' '\\n' | grep user- | while read -r user; do
    for key in $(aws iam list-access-keys --user-name "$user" --query 'AccessKeyMetadata[].AccessKeyId' --output text); do
      aws iam get-access-key-last-used --access-key-id "$key" --query 'AccessKeyLastUsed.LastUsedDate' --output text
    done
  done`;
  await counts(endpoint);
  const started = performance.now();
  const { status, stderr } = spawnSync('bash', ['-c', loop], {
    env: { ...base, AWS_ENDPOINT_URL: endpoint, PATH: `${join(process.cwd(), '.judges', 'awscli', 'bin')}:${process.env.PATH}` },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - started) / 1000, requests: sum(Object.values(await counts(endpoint))) };
}

/** CPU seconds of a cold start, with and without loading the function. */
function coldStart(folder) {
  const cpu = (script) => {
    const { stderr } = spawnSync('/usr/bin/time', ['-f', '\n%U %S', process.execPath, '-e', script], { env: base, encoding: 'utf8' });
    return sum(stderr.trim().split('\n').at(-1).split(' ').map(Number));
  };
  const seen = { bare: [], loaded: [] };
  for (let run = 0; run < RUNS; run += 1) {
    seen.bare.push(cpu('0'));
    seen.loaded.push(cpu(`require(${JSON.stringify(join(folder, 'index.js'))})`));
  }
  return { bare: sum(seen.bare) / RUNS, loaded: sum(seen.loaded) / RUNS, median: median(seen.loaded) };
}

execFileSync(process.execPath, ['scripts/judges.mjs', '--install', 'moto', 'awscli'], { stdio: 'inherit' });
const { folder, bytes } = unpack();
const cold = coldStart(folder);
const seen = {};
for (const users of USERS) {
  await withAccount(users, async (endpoint) => {
    const stale = Math.ceil(users * STALE_SHARE);
    const env = await stack(endpoint, 'keys');
    const first = await sweep(folder, endpoint, env);
    const second = await sweep(folder, endpoint, env);
    const loop = users === USERS.at(-1) ? await shellLoop(endpoint) : undefined;
    seen[users] = { stale, first, second, loop };
    console.log(`${users} users with two keys each, ${stale} of them stale`);
    tell('a sweep that announces', first);
    tell('a sweep that acts', second);
    if (loop === undefined) return;
    const times = users / LOOP_USERS;
    console.log(
      `  shell loop             ${(loop.seconds * times).toFixed(0)} s, ${Math.round(loop.requests * times)} requests (from the first ${LOOP_USERS} users)`,
    );
  });
}
console.log(
  `zip ${(bytes / 1000).toFixed(0)} KB; node -e 0 ${cold.bare.toFixed(3)} s CPU, with the function ${cold.loaded.toFixed(3)} s\n`,
);

const [small, large] = USERS.map((users) => seen[users]);
const atMost = (value, limit, unit) => () =>
  value <= limit ? void console.log(`  ${value.toFixed(2)} of ${limit} ${unit}`) : `${value.toFixed(2)}, at most ${limit} ${unit}`;
runSteps([
  ['reads are at most 4 for each user who needs anything, and 10 besides', atMost(large.first.reads, 4 * large.stale + 10, 'reads')],
  ['also when keys are due', atMost(large.second.reads, 4 * large.stale + 10, 'reads')],
  ['memory stays under 150 MB', atMost(Math.max(...[small, large].flatMap(({ first, second }) => [first.mb, second.mb])), 150, 'MB')],
  ['ten times the users take less than twice the memory', atMost(large.first.mb / small.first.mb, 2, 'times')],
  ['the zip is under 400 KB', atMost(bytes / 1000, 400, 'KB')],
  ['a cold require costs less than 4 times a bare node', atMost(cold.loaded / cold.bare, 4, 'times')],
]);
