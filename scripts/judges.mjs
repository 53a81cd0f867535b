// `npm run judges`: installs the judges into .judges/, one folder each, and asks them. `--install NAME…` only installs these,
// `--install` all of them.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

process.chdir(join(import.meta.dirname, '..'));

/** What installs each judge: the pins that decide on it, the program that must be there, and the ways, of which the next is tried when one fails. */
const JUDGES = {
  checkov: python('judges/requirements-checkov.txt'),
  parliament: python('judges/requirements-parliament.txt'),
  rego: python('judges/requirements-rego.txt'),
  'event-ruler': jars('judges/event-ruler/pom.xml'),
  'dynamodb-local': jars('judges/dynamodb-local/pom.xml'),
  moto: python('judges/requirements-moto.txt', 'faketime'),
  ministack: python('judges/requirements-ministack.txt', 'faketime'),
  prowler: python('judges/requirements-prowler.txt'),
  custodian: python('judges/requirements-custodian.txt'),
  awscli: python('judges/requirements-awscli.txt'),
  shellcheck: python('judges/requirements-shellcheck.txt'),
  actionlint: go('github.com/rhysd/actionlint/cmd/actionlint', 'judges/actionlint/version'),
  'aws-cdk-lib': npmPackages('judges/aws-cdk-lib/package.json'),
  mermaid: npmPackages('judges/mermaid/package.json'),
};

/** What is measured against, and judges nothing. */
const FOR_BENCHMARKS = {
  conftest: go('github.com/open-policy-agent/conftest', 'judges/plan-review/conftest-version'),
};

/** A judge written in Go, built from its module. */
function go(command, pin) {
  return {
    pins: [pin],
    needs: [],
    ways: [
      (folder) => {
        const version = readFileSync(pin, 'utf8').trim();
        return [['env', `GOBIN=${join(process.cwd(), folder, 'bin')}`, 'go', 'install', '-ldflags=-s -w', `${command}@${version}`]];
      },
    ],
  };
}

/** A judge written in JavaScript, from a list of packages. */
function npmPackages(list) {
  return {
    pins: [list],
    needs: ['npm'],
    prepare: (folder) => cpSync(list, join(folder, 'package.json')),
    ways: [
      (folder) => [
        ['npm', 'install', '--prefix', folder, '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'],
      ],
    ],
  };
}

/** A judge written in Java, with all that it needs. */
function jars(pom) {
  return {
    pins: [pom],
    needs: ['java', 'mvn'],
    ways: [
      (folder) => [['mvn', '-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${join(process.cwd(), folder)}`]],
    ],
  };
}

/** A judge written in Python, in a virtual environment of its own; the list names everything, so nothing else is resolved. */
function python(requirements, ...programs) {
  return {
    pins: [requirements],
    needs: ['python3', ...programs],
    ways: [
      async (folder) => {
        const program = await uv();
        if (program === undefined) return undefined;
        return [
          [program, 'venv', '-q', folder],
          [program, 'pip', 'install', '-q', '--no-deps', '--python', join(folder, 'bin', 'python'), '-r', requirements],
        ];
      },
      (folder) => withPip(folder, requirements),
    ],
  };
}

function withPip(folder, requirements) {
  return [
    ['python3', '-m', 'venv', folder],
    [join(folder, 'bin', 'python'), '-m', 'pip', 'install', '-q', '--no-deps', '--disable-pip-version-check', '-r', requirements],
  ];
}

let foundUv;

/** Finds uv, which takes seconds for what takes pip a minute, or installs it with pip; undefined when it cannot be had. */
function uv() {
  foundUv ??= isProgram('uv') ? Promise.resolve('uv') : installedUv();
  return foundUv;
}

async function installedUv() {
  const requirements = 'judges/requirements-uv.txt';
  const { state } = await install('uv', { pins: [requirements], needs: ['python3'], ways: [(folder) => withPip(folder, requirements)] });
  return state === 'missing' ? undefined : join('.judges', 'uv', 'bin', 'uv');
}

function isProgram(name) {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Installs a judge unless it is there with the same pins. */
async function install(name, judge) {
  const started = Date.now();
  const told = (state, extra) => ({ name, state, seconds: ((Date.now() - started) / 1000).toFixed(1), ...extra });
  const missing = judge.needs.filter((program) => !isProgram(program));
  if (missing.length > 0) return told('missing', { because: `${missing.join(' and ')} is not installed` });
  const folder = join('.judges', name);
  const mark = join(folder, '.pins');
  const key = createHash('sha256')
    .update(JSON.stringify(judge.pins.map((path) => readFileSync(path, 'utf8'))))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === key) return told('there already');
  let because;
  for (const way of judge.ways) {
    const steps = await way(folder);
    if (steps === undefined) continue;
    because = await complaintOfAll(steps, folder, judge.prepare);
    if (because !== undefined) continue;
    writeFileSync(mark, key);
    return told('installed');
  }
  return told('missing', { because });
}

/** Takes all steps of one way into an empty folder; what stopped it. */
async function complaintOfAll(steps, folder, prepare) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  prepare?.(folder);
  for (const [program, ...args] of steps) {
    const complaint = await complaintOf(program, args);
    if (complaint !== undefined) return `${program} could not install it: ${complaint}`;
  }
  return undefined;
}

/** How uv gets at packages as pip does, and how soon it leaves them to pip. */
const FOR_UV = {
  UV_SYSTEM_CERTS: 'true',
  UV_HTTP_TIMEOUT: '20',
  UV_HTTP_RETRIES: '1',
  ...(process.env.PIP_INDEX_URL && { UV_DEFAULT_INDEX: process.env.PIP_INDEX_URL }),
};

/** What Maven is at: it keeps what it fetches in one place, and expects to be alone there. */
let maven = Promise.resolve();

/** Runs a step; what it says last when it fails. */
function complaintOf(program, args) {
  if (program !== 'mvn') return run(program, args);
  maven = maven.then(() => run(program, args));
  return maven;
}

function run(program, args) {
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...FOR_UV, ...process.env } });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said = `${said}${text}`.slice(-2000)));
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code) => resolve(code === 0 ? undefined : said.trim().split('\n').at(-1) || `exit status ${code}`));
  });
}

const [option, ...names] = process.argv.slice(2);
if (option === '--install') {
  const asked = names.length > 0 ? names : Object.keys(JUDGES);
  const wanted = await Promise.all(asked.map((name) => install(name, { ...JUDGES, ...FOR_BENCHMARKS }[name])));
  for (const { name, state, seconds, because } of wanted) console.log(`${name}: ${state}${because ? ` (${because})` : ''}, ${seconds} s`);
  process.exit(wanted.some(({ state }) => state === 'missing') ? 1 : 0);
}

const all = await Promise.all(Object.entries(JUDGES).map(([name, judge]) => install(name, judge)));
mkdirSync('.judges', { recursive: true });
const missing = all.filter(({ state }) => state === 'missing');
writeFileSync(join('.judges', 'missing.json'), JSON.stringify(Object.fromEntries(missing.map(({ name, because }) => [name, because]))));
for (const { name, state, seconds, because } of all) console.log(`${name}: ${state}${because ? ` (${because})` : ''}, ${seconds} s`);

// What runs on them is what is shipped, as the sources are now.
spawnSync(process.execPath, ['scripts/build-function.mjs'], { stdio: 'inherit' });
// Loaded only now: judges are installed beside npm ci, before what that brings is there.
const { buildCommandLine } = await import('./build-command-line.mjs');
await buildCommandLine();

const started = Date.now();
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(process.execPath, [jest, '-c', 'jest.gates.config.js', '__tests__/gates/judges/'], { stdio: 'inherit' });
console.log(`asked in ${((Date.now() - started) / 1000).toFixed(1)} s`);
for (const { name, because } of missing) console.log(`${name} was ${process.env.CI === 'true' ? 'not asked' : 'skipped'}: ${because}`);
process.exitCode = status ?? 1;
