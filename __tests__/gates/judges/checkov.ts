import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { judgeProgram } from './describe-with-judge';

const IN_EACH = join(__dirname, '..', '..', '..', 'judges', 'checkov-in-each.py');

/** What checkov said. */
export interface Opinion {
  readonly exitCode: number;
  /** Checks that failed, each once, sorted. */
  readonly failed: readonly string[];
  /** Files that it could not read, which alone does not make it fail. */
  readonly unread: readonly string[];
  readonly filesRead: number;
  /** Names of the resources on which it has an opinion, each once, sorted. */
  readonly judged: readonly string[];
  /** Resources as it counts them, which it does for a plan only. */
  readonly resources: number;
}

interface Check {
  readonly check_id: string;
  readonly resource: string;
}

interface Report {
  readonly results: {
    readonly passed_checks: readonly Check[];
    readonly failed_checks: readonly Check[];
    readonly parsing_errors: readonly string[];
  };
  readonly summary: { readonly resource_count: number };
}

type Files = Readonly<Record<string, string>>;

/** Asks as a user does who stands in the folder of the emitted files; checkov finds its settings there by itself. */
export function askAboutFiles(...folders: readonly Files[]): readonly Opinion[] {
  return ask(folders, ['-d', '.', '--framework', 'terraform_json']);
}

/** Asks about a plan in Terraform's JSON, with the settings from another folder. */
export function askAboutPlan(plan: unknown, config: string): readonly Opinion[] {
  const files = { 'plan.json': JSON.stringify(plan, null, 2), 'emitted/.checkov.yaml': config };
  return ask([files], ['-f', 'plan.json', '--framework', 'terraform_plan', '--config-file', 'emitted/.checkov.yaml']);
}

function ask(folders: readonly Files[], args: readonly string[]): readonly Opinion[] {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'checkov-')));
  try {
    const paths = folders.map((files, at) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, String(at), path)), { recursive: true });
        writeFileSync(join(root, String(at), path), text);
      }
      return join(root, String(at));
    });
    execFileSync(judgeProgram('checkov', 'python'), [IN_EACH, ...paths, '--', ...args, '--skip-download', '--output', 'json'], {
      // Only at this level it says how many files it read. Settings of whoever runs the tests may not count.
      env: { PATH: process.env['PATH'], HOME: root, LOG_LEVEL: 'INFO' },
    });
    return paths.map(opinionIn);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** @throws Error when checkov wrote no report, with what it said instead. */
function opinionIn(folder: string): Opinion {
  const [code, stdout, stderr] = ['code', 'stdout', 'stderr'].map((name) => readFileSync(join(folder, `${name}.txt`), 'utf8'));
  const { results, summary } = /^\s*\{/.test(stdout ?? '') ? (JSON.parse(stdout ?? '') as Partial<Report>) : {};
  if (results === undefined) throw new Error(`checkov must write a report, got '${stdout ?? ''}': ${(stderr ?? '').slice(-2000)}`);
  return {
    exitCode: Number(code),
    failed: sortedOnce(results.failed_checks.map((check) => check.check_id)),
    unread: results.parsing_errors.map((path) => relative(folder, path)),
    filesRead: Number(/Successfully parsed (\d+) files/.exec(stderr ?? '')?.[1]),
    judged: sortedOnce([...results.passed_checks, ...results.failed_checks].filter(isOnResource).map(nameOf)),
    resources: summary?.resource_count ?? 0,
  };
}

/** Checks on a provider are not about a resource. */
const isOnResource = ({ resource }: Check): boolean => !resource.startsWith('provider.');

/** It writes `resource.topic` or `aws_sns_topic.topic["eu-west-1"]`, as the check is written. */
const nameOf = ({ resource }: Check): string => resource.replace(/^[^.]*\./, '').replace(/\[.*$/, '');

const sortedOnce = (items: readonly string[]): readonly string[] => [...new Set(items)].sort();
