import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '..', '..');
/** Longer than any script here. */
const MAX_RUN_MS = 60_000;

/** One step of the composite action. */
export interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** The action as it is in the repository. */
export const ACTION = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action;

/** What a process said and how it ended. */
export interface ScriptEnd {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program in a folder, with nothing in its environment but what is given. */
export function runScript(folder: string, command: readonly string[], env: Readonly<Record<string, string>>): Promise<ScriptEnd> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: folder, env, timeout: MAX_RUN_MS, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => void (out += bytes.toString('utf8')));
  child.stderr.on('data', (bytes: Buffer) => void (err += bytes.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

/** What a run of the action left behind. */
export interface ActionEnd extends ScriptEnd {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Names of the steps that ran. */
  readonly ran: readonly string[];
}

/** What is around a run. */
export interface ActionCall {
  readonly folder: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** What the workflow knows, by the paths of its expressions. */
  readonly context: Readonly<Record<string, string>>;
}

/** Runs the steps one after the other as the runner does, up to the first that fails. */
export async function runAction({ folder, inputs, env, context }: ActionCall): Promise<ActionEnd> {
  const known: Record<string, string> = { ...context };
  for (const [name, { default: fallback = '' }] of Object.entries(ACTION.inputs)) {
    known[`inputs.${name}`] = inputs[name] ?? substituted(fallback, known);
  }
  const files = { GITHUB_OUTPUT: join(folder, '.output'), GITHUB_STEP_SUMMARY: join(folder, '.summary') };
  if (!existsSync(files.GITHUB_STEP_SUMMARY)) writeFileSync(files.GITHUB_STEP_SUMMARY, '');
  const end = { code: 0 as number | null, out: '', err: '' };
  const ran: string[] = [];
  for (const step of ACTION.runs.steps) {
    if (end.code !== 0 || (step.if !== undefined && !holds(step.if, known))) continue;
    ran.push(step.name);
    writeFileSync(files.GITHUB_OUTPUT, '');
    const own = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, substituted(value, known)]));
    const script = join(folder, '.step.sh');
    writeFileSync(script, step.run);
    // As the runner starts `shell: bash`.
    const command = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', script];
    const { code, out, err } = await runScript(folder, command, {
      ...env,
      ...files,
      ...own,
      GITHUB_ACTION_PATH: ROOT,
      RUNNER_TEMP: folder,
    });
    Object.assign(end, { code, out: end.out + out, err: end.err + err });
    for (const [name, value] of outputsIn(files.GITHUB_OUTPUT)) known[`steps.${step.id ?? ''}.outputs.${name}`] = value;
  }
  const outputs = Object.fromEntries(Object.entries(ACTION.outputs).map(([name, { value }]) => [name, substituted(value, known)]));
  return { ...end, ran, outputs, summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') };
}

/** Puts values in the place of expressions, of which there are only paths, some with another path behind `||`. */
function substituted(text: string, known: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const paths = expression.split(/\s*\|\|\s*/);
    const stranger = paths.find((path) => !/^[a-z_]+(\.[a-z_-]+)+$/.test(path));
    if (stranger !== undefined) throw new SyntaxError(`nobody taught the test what ${stranger} is`);
    return paths.map((path) => known[path] ?? '').find((value) => value !== '') ?? '';
  });
}

/** Decides a condition, of which there are only comparisons with a text, joined by `&&`. */
function holds(condition: string, known: Readonly<Record<string, string>>): boolean {
  return condition.split(/\s*&&\s*/).every((part) => {
    const [, path, operator, text] = /^(\S+) (==|!=) '(.*)'$/.exec(part) ?? [];
    if (path === undefined) throw new SyntaxError(`nobody taught the test what ${part} is`);
    return ((known[path] ?? '') === text) === (operator === '==');
  });
}

/** A line `name=value` each; a value of several lines would need a delimiter, and none has. */
function outputsIn(file: string): readonly (readonly [string, string])[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, name, value] = /^([a-z-]+)=(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new SyntaxError(`an output must be name=value, got '${line}'`);
      return [name, value];
    });
}
