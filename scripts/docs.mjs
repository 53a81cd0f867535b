// Writes the parts of docs/ that follow from the source: the settings, the addresses, the help of the command line, the findings, and
// the picture of a scan.
// `node scripts/docs.mjs` rewrites them, `node scripts/docs.mjs --check` fails when one differs.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

process.chdir(join(import.meta.dirname, '..'));
const require = createRequire(import.meta.url);
const schema = JSON.parse(readFileSync('domain/policy.schema.json', 'utf8'));
const product = await load();
const source = product.literalSource('docs');
/** How wide the terminal of the examples is, in characters. */
const COLUMNS = 100;
const withRegions = (settings) => ({ regions: ['eu-west-1'], ...settings });

const generated = {
  'docs/settings.md': { 'settings-table': settingsTable(), settings: settingSections() },
  'docs/addresses.md': addresses(),
  'docs/command-line.md': { help: await help() },
  'docs/findings.md': { 'findings-table': findingsTable(), findings: findingSections() },
};

const different = [];
for (const [file, parts] of Object.entries(generated)) {
  const text = Object.entries(parts).reduce((whole, [name, part]) => withPart(file, whole, name, part), readFileSync(file, 'utf8'));
  put(file, await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
}
put('docs/pictures/scan.svg', picture('npx iam-unused-credentials scan', readFileSync('examples/scan/scan.txt', 'utf8')));
if (different.length > 0) {
  const isCheck = process.argv.includes('--check');
  console.error(
    different.map((file) => (isCheck ? `${file} differs from the source; run node scripts/docs.mjs` : `Wrote ${file}`)).join('\n'),
  );
  if (isCheck) process.exitCode = 1;
}

/** Writes a file that differs, or only notes that it does. */
function put(file, after) {
  if (existsSync(file) && readFileSync(file, 'utf8') === after) return;
  different.push(file);
  if (!process.argv.includes('--check')) writeFileSync(file, after);
}

/** Loads the product from its source, so that no build has to come first. */
async function load() {
  const contents = [
    "export { literalSource } from './domain/read-policy';",
    "export { SETTINGS } from './domain/settings';",
    "export { declareModule, declareRoot } from './constructs/write';",
    "export { PolicyStack } from './constructs/policy-stack';",
    "export { App, TerraformElement } from './constructs/terraform';",
    "export { FLAGGED_SETTINGS } from './cli/flags';",
    "export { main } from './cli/program';",
    "export { CHECKS } from './review/checks';",
    "export { CHECK_FAILED_DESCRIPTION } from './review/findings';",
  ].join('\n');
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    // The parser's CommonJS build lays out help as the bundled one does: between words.
    supported: { 'dynamic-import': false },
    write: false,
  });
  const module = { exports: {} };
  // The function's file is looked for from where the constructs stand.
  new Function('require', 'module', 'exports', '__dirname', outputFiles[0].text)(
    require,
    module,
    module.exports,
    join(process.cwd(), 'constructs'),
  );
  return module.exports;
}

/** Puts a part between its two markers. */
function withPart(file, text, name, part) {
  const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`];
  const from = text.indexOf(start) + start.length;
  const to = text.indexOf(end);
  if (from < start.length || to < from) throw new Error(`${file} must have the markers of ${name}`);
  return `${text.slice(0, from)}\n\n${part}\n\n${text.slice(to)}`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The settings that a policy can have. */
function settings() {
  const variables = moduleVariables();
  return product.SETTINGS.map((setting) => {
    const node = nodeAt(setting.path);
    const hasFlag = product.FLAGGED_SETTINGS.includes(setting);
    return { ...setting, hasFlag, hasVariable: variables.has(setting.variable), why: node['x-why'], see: node['x-see'] };
  });
}

function settingsTable() {
  return table(
    ['setting', 'flag', 'module variable', 'kind', 'default'],
    settings().map(({ path, flag, hasFlag, variable, hasVariable, isStructure, fallback, default: value }) => [
      `[\`${path}\`](#${anchor(path)})`,
      hasFlag ? `\`--${flag}\`` : '',
      hasVariable ? `\`${variable}\`` : '',
      isStructure ? 'structure' : 'value',
      said(fallback, value),
    ]),
  );
}

function settingSections() {
  return settings()
    .map(({ path, description, accepts, unit, fallback, default: value, why, see }) =>
      [
        `### \`${path}\``,
        '',
        description,
        '',
        `- Must be ${escaped(accepts)}${unit === undefined ? '' : `, in ${unit}`}.`,
        `- Default: ${said(fallback, value)}${why === undefined ? '' : `; ${why}`}.`,
        ...(see === undefined ? [] : [`- Source: <${see}>`]),
      ].join('\n'),
    )
    .join('\n\n');
}

/** Values are code, words are words. */
function said(fallback, value) {
  return [value].flat().join(', ') === fallback ? `\`${fallback}\`` : escaped(fallback);
}

/** Keeps characters that Markdown would take for its own. */
function escaped(text) {
  return text.replace(/[!-/:-@[-`{-~]( [!-/:-@[-`{-~])+/g, (characters) => `\`${characters}\``);
}

/** The name of a heading as a link has it. */
function anchor(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');
}

function nodeAt(path) {
  return path
    .split('.')
    .reduce((node, name) => [node, ...(node.anyOf ?? [])].find((option) => option.properties?.[name]).properties[name], schema);
}

/** Choices that decide what is made, each as a change of the default policy. */
function choices() {
  const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alerts';
  return [
    { words: '`recorder` is `existing`', settings: { recorder: 'existing' } },
    { words: '`serviceLinkedRole` is `create`', settings: { serviceLinkedRole: 'create' } },
    { words: '`bucket.name` is given', settings: { bucket: { name: 'given' } } },
    { words: '`kmsKeyArn` is given', settings: { kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1' } },
    { words: '`alerts` is `none`', settings: { alerts: 'none' } },
    { words: '`alerts.topicArn` is given', settings: { alerts: { topicArn } } },
    { words: '`alerts.perUser` is `false`', settings: { alerts: { perUser: false } } },
    { words: '`alerts.emails` is given', settings: { alerts: { emails: ['a@example.com'] } } },
    { words: '`remediation` is given', settings: { remediation: {} } },
    { words: '`accessAnalyzer` is `true`', settings: { accessAnalyzer: true } },
    { words: '`rotation` is given', settings: { rotation: {} } },
  ];
}

/** Says when something is made, by trying the default policy and every change of it alone. */
function whenMade(namesOf) {
  const start = new Set(namesOf({}));
  const tried = choices().map(({ words, settings }) => ({ words, names: new Set(namesOf(settings)) }));
  const all = new Set([...start, ...tried.flatMap(({ names }) => [...names])]);
  return [...all].sort().map((name) => {
    const deciding = tried.filter(({ names }) => names.has(name) !== start.has(name)).map(({ words }) => words);
    if (deciding.length === 0) return [name, 'always'];
    return [name, `${start.has(name) ? 'unless' : 'when'} ${deciding.join(' or ')}`];
  });
}

function addresses() {
  const loops = new Map();
  const inApp = new Map();
  const resources = whenMade((settings) => {
    for (const [plain, address] of addressesInApp(settings)) inApp.set(plain, address);
    const { files } = product.declareRoot(withRegions(settings), source);
    return Object.entries(JSON.parse(files['main.tf.json']).resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => {
        const address = `${type}.${name}`;
        loops.set(address, block.for_each === undefined ? '' : name === 'email' ? '["ADDRESS"]' : '["REGION"]');
        return address;
      }),
    );
  });
  const outputs = whenMade((settings) => Object.keys(outputsOf(settings)));
  const descriptions = Object.assign({}, ...[{}, ...choices().map(({ settings }) => settings)].map(outputsOf));
  return {
    addresses: table(
      ['address', 'when', 'in the clone'],
      resources.map(([address, when]) => [`\`${address}${loops.get(address)}\``, when, `\`${inApp.get(address)}\``]),
    ),
    outputs: table(
      ['output', 'what it holds', 'when'],
      outputs.map(([name, when]) => [`\`${name}\``, descriptions[name].description, when]),
    ),
    variables: table(
      ['variable', 'setting', 'when'],
      whenMade(variablesOf).map(([name, when]) => [
        `\`${name}\``,
        `\`${product.SETTINGS.find(({ variable }) => variable === name).path}\``,
        when,
      ]),
    ),
  };
}

function outputsOf(settings) {
  return JSON.parse(product.declareRoot(withRegions(settings), source).files['outputs.tf.json']).output;
}

function variablesOf(settings) {
  return Object.keys(JSON.parse(product.declareModule(withRegions(settings), source).files['variables.tf.json']).variable);
}

/** Every variable that a module can have. */
function moduleVariables() {
  return new Set([{}, ...choices().map(({ settings }) => settings)].flatMap(variablesOf));
}

/** The addresses in the stack of main.ts, by those in a module. */
function addressesInApp(settings) {
  const outdir = mkdtempSync(join(tmpdir(), 'docs-'));
  const stack = new product.PolicyStack(new product.App({ outdir, stackTraces: false }), 'unused-credentials', withRegions(settings));
  const found = stack.node
    .findAll()
    .filter((node) => node instanceof product.TerraformElement && node.terraformResourceType !== undefined)
    .map((node) => [node.node.id.replaceAll('-', '_'), node])
    .map(([id, node]) => [`${node.terraformResourceType}.${id}`, `${node.terraformResourceType}.${node.friendlyUniqueId}`]);
  rmSync(outdir, { recursive: true, force: true });
  return found;
}

/** Everything that can be found, the worst first, else in the order in which it is shown. */
function findings() {
  const severities = ['danger', 'warning', 'info'];
  return [...product.CHECKS, product.CHECK_FAILED_DESCRIPTION].sort(
    (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity),
  );
}

function findingsTable() {
  return table(
    ['finding', 'severity', 'when'],
    findings().map(({ name, severity, means }) => [`[\`${name}\`](#${anchor(name)})`, severity, prose(means)]),
  );
}

function findingSections() {
  return findings()
    .map(({ name, severity, means, why, example, advice }) =>
      [
        `### \`${name}\``,
        '',
        prose(means),
        '',
        `- Severity: \`${severity}\`.`,
        `- Why it matters: ${prose(why)}`,
        `- For example: ${prose(example)}`,
        `- What to do: ${prose(advice)}`,
      ].join('\n'),
    )
    .join('\n\n');
}

/** Keeps code as it is, and characters that Markdown would take for its own outside of it. */
function prose(text) {
  return text.replace(/`[^`]*`|[*_<[\]]/g, (found) => (found.length === 1 ? `\\${found}` : found));
}

/** The real output of `--help`, of the whole and of every command that it lists. */
async function help() {
  const whole = await run('--help');
  const commands = [...whole.matchAll(/^ {2}iam-unused-credentials (\S+)/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'completion');
  const parts = [['iam-unused-credentials --help', whole]];
  for (const command of commands) parts.push([`iam-unused-credentials ${command} --help`, await run(command, '--help')]);
  return parts.map(([typed, text]) => [`### \`${typed}\``, '', '```text', text.trimEnd(), '```'].join('\n')).join('\n\n');
}

async function run(...argv) {
  let printed = '';
  const code = await product.main(argv, {
    version: '0.0.0',
    env: () => undefined,
    cwd: process.cwd(),
    input: () => [],
    out: (text) => (printed += text),
    err: (text) => (printed += text),
  });
  if (code !== 0) throw new Error(`${argv.join(' ')} must succeed, got ${code}: ${printed}`);
  return printed;
}

/** Draws what a terminal shows after a command: a dark frame, and lines in a font of one width, broken where the terminal ends. */
function picture(command, output) {
  const lines = [`$ ${command}`, ...output.trimEnd().split('\n')].flatMap((line) => line.match(new RegExp(`.{1,${COLUMNS}}`, 'g')) ?? ['']);
  // The widest of the usual fonts has this share of its size.
  const [size, perLine, margin, widest] = [14, 19, 24, 0.61];
  const width = Math.ceil(COLUMNS * size * widest) + 2 * margin;
  const height = lines.length * perLine + 2 * margin;
  const texts = lines.flatMap((line, at) =>
    line === '' ? [] : [`<text x="${margin}" y="${margin + at * perLine + size}"${at === 0 ? ' fill="#7ee787"' : ''}>${xml(line)}</text>`],
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${xml(`What ${command} shows`)}</title>`,
    `<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>`,
    '<!-- Spaces count, or the columns would not stand below each other. -->',
    `<g fill="#e6edf3" font-family="ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${size}"` +
      ' xml:space="preserve" style="white-space: pre">',
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function xml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
