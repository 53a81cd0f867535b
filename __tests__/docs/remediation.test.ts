import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declareRoot } from '../../constructs/write';
import { MATTERS } from '../../domain/matter';
import { MAX_DIGEST_BYTES } from '../../domain/digest';
import { SECTIONS } from '../../domain/digest-sections';
import { DAY_MS, MINUTE_MS } from '../../domain/instant';
import { CLOSED_STATES, MAX_HISTORY, OPEN_STATES } from '../../domain/key-record';
import { MAX_SILENCE_MS } from '../../domain/notice';
import type { RemediationAction } from '../../domain/policy';
import { literalSource } from '../../domain/read-policy';
import { warnDaysOrDefault } from '../../domain/resolve-policy';
import { DEFAULTS } from '../../domain/settings';
import { MAX_SWEEP_MS } from '../../domain/step-for';
import { SWEEP_METRICS, SWEEP_METRICS_DIMENSION, SWEEP_METRICS_NAMESPACE } from '../../domain/sweep-metrics';
import { reserveOf } from '../../sweep/run';
import { exampleDigest } from './digest-example';
import { blocksOf, proseOf, readPage, ROOT, tableUnder } from './markdown';

const PAGE = 'docs/remediation.md';

const SECOND_MS = 1000;

/** Everything that the function may say of a run that failed. */
const SOURCES = ['sweep', 'aws']
  .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name)))
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  .join('\n');

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Action: readonly string[] }[];
}

/** What is emitted for the function, as far as it is looked at here. */
interface Resources {
  readonly aws_lambda_function: { readonly sweep: { readonly timeout: number } };
  readonly aws_iam_role_policy: Readonly<Record<string, { readonly policy: string }>>;
}

/** Declares a policy with remediation and an exempt path, and gives what is emitted. */
function resourcesUnder(action: RemediationAction): Resources {
  const settings = { regions: ['eu-west-1'], remediation: { action, exempt: { paths: ['/break-glass/'] } } };
  const { files } = declareRoot(settings, literalSource('docs'));
  return (JSON.parse(files['main.tf.json'] ?? '') as { readonly resource: Resources }).resource;
}

const plain = (cell: string): string => cell.replaceAll('`', '');
const codesIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(({ 1: code = '' }) => code);

describe('the digest in the documentation', () => {
  test('every matter is in the table as it is told, in order', () => {
    const rows = tableUnder(PAGE, 'The digest').map((cells) => cells.map(plain));
    expect(rows).toEqual(
      MATTERS.map((matter) => {
        const { title, severity, told } = SECTIONS[matter];
        return [matter, title, severity, told];
      }),
    );
  });

  test('the example is what the function would send', () => {
    const [text] = blocksOf(PAGE).filter(({ language }) => language === 'text');
    const [, json] = blocksOf(PAGE).filter(({ language }) => language === 'json');
    expect(text?.text).toBe(`${exampleDigest().text}\n`);
    expect(JSON.parse(json?.text ?? '')).toEqual(JSON.parse(exampleDigest().json));
  });

  test('the filter policy names an attribute and values that a digest can have', () => {
    const { attributes } = exampleDigest();
    const [, , filter] = blocksOf(PAGE).filter(({ language }) => language === 'json');
    expect(JSON.parse(filter?.text ?? '')).toEqual({ severity: ['danger', 'warning'] });
    expect(Object.keys(attributes)).toEqual(['account', 'severity']);
    expect(MATTERS.map((matter) => SECTIONS[matter].severity)).toEqual(expect.arrayContaining(['danger', 'warning', 'info']));
    expect(readPage(PAGE)).toContain(`--attribute-value '${JSON.stringify(JSON.parse(filter?.text ?? ''))}'`);
  });
});

describe('remediation in the documentation', () => {
  test('every state of a record is in the table, in order', () => {
    expect(tableUnder(PAGE, 'Ask the table').map(([state = '']) => plain(state))).toEqual([...OPEN_STATES, ...CLOSED_STATES]);
  });

  test('every metric is in the table, in order, under its namespace and dimension', () => {
    expect(tableUnder(PAGE, 'Metrics').map(([metric = '']) => plain(metric))).toEqual(Object.values(SWEEP_METRICS));
    expect(proseOf(PAGE)).toContain(`Namespace \`${SWEEP_METRICS_NAMESPACE}\`, one dimension, \`${SWEEP_METRICS_DIMENSION}\``);
  });

  test('the numbers are those of the code', () => {
    const page = proseOf(PAGE);
    const runMs = resourcesUnder('delete').aws_lambda_function.sweep.timeout * SECOND_MS;
    const numbers = [
      `not told for more than ${String(MAX_SILENCE_MS / DAY_MS)} days is void`,
      `left alone for ${String(MAX_SWEEP_MS / MINUTE_MS)} minutes`,
      `nothing new in the last ${String(reserveOf(runMs) / MINUTE_MS)} minutes`,
      `It has ${String(runMs / MINUTE_MS)} minutes`,
      `at most ${String(MAX_DIGEST_BYTES / 1000)} KB`,
      `The latest ${String(MAX_HISTORY)} are kept`,
    ];
    expect(numbers.filter((words) => !page.includes(words))).toEqual([]);
  });

  test('the picture and the page tell the defaults as they are', () => {
    const limit = DEFAULTS.maxCredentialUsageAgeDays;
    const notice = warnDaysOrDefault(limit, undefined);
    const grace = DEFAULTS['remediation.graceDays'];
    const [near, whole, ahead, wait] = [limit - notice, limit, notice, grace].map(String);
    const [picture] = blocksOf('README.md').filter(({ language }) => language === 'mermaid');
    const shown = [
      `used --> announced: ${near ?? ''} days without use`,
      `announced --> deactivated: ${whole ?? ''} days without use, announced ${ahead ?? ''} days ago`,
      `state "deactivated, grace of ${wait ?? ''} days" as deactivated`,
      `doomed --> deleted: grace over, announced ${ahead ?? ''} days ago`,
    ];
    expect(shown.filter((line) => picture?.text.includes(line) !== true)).toEqual([]);
    expect(proseOf(PAGE)).toContain(
      `announced after ${near ?? ''} days without use, deactivated after ${whole ?? ''}, and deleted ${wait ?? ''} days later`,
    );
  });
});

/** What the two roles may do or are denied under an action, as it is emitted: each statement with each of its actions. */
function emitted(action: RemediationAction): Readonly<Record<'sweep' | 'schedule', readonly string[]>> {
  const policies = resourcesUnder(action).aws_iam_role_policy;
  const actionsOf = (name: string): readonly string[] => {
    const { Statement } = JSON.parse(policies[name]?.policy ?? '') as Policy;
    return Statement.flatMap(({ Sid, Action }) => Action.map((one) => `${Sid} ${one}`)).sort();
  };
  return { sweep: actionsOf('sweep_role_policy'), schedule: actionsOf('schedule_role_policy') };
}

describe('the runbook', () => {
  test('explains messages that the function has', () => {
    const [, section = ''] = readPage('docs/runbook.md').split('### SweepFailed\n');
    const [own = ''] = section.split('\n### ');
    const messages = [...own.matchAll(/^\| `([^`]+)`/gm)].map(({ 1: message = '' }) => message);
    expect(messages.at(-1)).toBe('… must be …, got … (at environment)');
    const words = messages.slice(0, -1).map((message) => message.replaceAll('…', '').trim());
    expect(words.length).toBeGreaterThan(4);
    expect(words.filter((part) => !SOURCES.includes(part))).toEqual([]);
  });
});

describe('permissions in the documentation', () => {
  const rowsOf = (heading: string, action: string): readonly string[] =>
    tableUnder('docs/permissions.md', heading)
      .filter(([, , , , when = 'any']) => when === 'any' || codesIn(when).includes(action))
      .flatMap(([statement = '', actions = '']) => codesIn(actions).map((one) => `${plain(statement)} ${one}`))
      .sort();

  test.each(['notify', 'deactivate', 'delete'] as const)('under %s the tables list exactly what the roles may do', (action) => {
    expect({ sweep: rowsOf('The function', action), schedule: rowsOf('The schedule', action) }).toEqual(emitted(action));
  });
});
