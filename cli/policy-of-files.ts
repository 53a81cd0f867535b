import { complaint, SettingError } from '../domain/errors';
import { literalSource, readPolicy } from '../domain/read-policy';
import { visible } from '../domain/safe-text';
import { warningsFor } from '../domain/warnings';
import { declaredChange } from '../review/declared-change';
import { outcomeOf } from '../review/outcome';
import type { Plan } from '../review/plan';
import { planOf } from '../review/read/synthesized';
import { readTemplate } from '../review/read/template';
import { WANTED_TYPES } from '../review/recover/kinds';
import { recover } from '../review/recover/recover';
import type { HeldPolicies } from '../review/render/held-policies';
import { noPolicyIn, policyDocument } from '../review/render/policy-document';
import { policyJsonDocument } from '../review/render/policy-json-document';
import { inputsNamed, readHeldInput, shownName, THE_FILE, type NamedInput } from './held-input';
import type { Io } from './io';
import { readText, STANDARD_INPUT } from './read-input';
import { refuseToOverwrite } from './review-output';
import { settingsInText } from './settings-text';
import { writeOutput } from './write-output';

/** What was asked for. */
export interface PolicyRequest {
  /** At least one; `-` stands for standard input. */
  readonly files: readonly string[];
  readonly format: 'text' | 'json';
  /** The file to write to; undefined for standard output. */
  readonly out: string | undefined;
}

/** What was read of one input, and what its reader should know. */
interface Read {
  readonly held: HeldPolicies;
  readonly warnings: readonly string[];
}

const NOTHING_HELD = 1;
const INCOMPLETE = 3;

/**
 * Prints the policies that files hold, and gives the exit code: 0 when each file holds one, 1 when one holds none, 3 when one could not
 * be told whole.
 *
 * @throws InputError when a file cannot be read, or is none of those that hold a policy; SettingError when a setting in it is not what
 * it must be.
 */
export async function policyOfFiles({ files, format, out }: PolicyRequest, io: Io): Promise<number> {
  refuseTwice(files);
  const inputs = files.flatMap((file) => inputsNamed(file, io.cwd));
  const all = inputs.flatMap((input) => (input.kind === 'folder' ? input.files : [input.name]));
  refuseToOverwrite(all, { '--out': out }, io.cwd);
  const read: Read[] = [];
  // One after the other: a plan may be large.
  for (const input of inputs) read.push(await readOne(input, io));
  const held = read.map((one) => one.held);
  const text = format === 'json' ? policyJsonDocument(held) : policyDocument(held);
  if (out === undefined) io.out(text);
  else writeOutput(out, text, io);
  for (const warning of read.flatMap(warningsOf)) io.err(`Warning: ${warning}\n`);
  const empty = held.filter(({ policies }) => policies.length === 0);
  // The text says it by itself, where it is seen.
  if (format === 'json' || out !== undefined) for (const { name } of empty) io.err(`${noPolicyIn(name)}\n`);
  if (held.some(({ incomplete }) => incomplete.length > 0)) return INCOMPLETE;
  return empty.length > 0 ? NOTHING_HELD : 0;
}

/** Of several inputs each says whose the warning is. */
function warningsOf({ held, warnings }: Read, _: number, all: readonly Read[]): readonly string[] {
  return all.length === 1 ? warnings : warnings.map((warning) => `${visible(held.name)}: ${warning}`);
}

/** What was read is gone. */
function refuseTwice(files: readonly string[]): void {
  if (files.filter((file) => file === STANDARD_INPUT).length < 2) return;
  throw new SettingError(complaint({ name: STANDARD_INPUT, accepted: 'given once', got: files.join(' '), at: 'command line' }));
}

async function readOne(input: NamedInput, io: Io): Promise<Read> {
  if (input.kind === 'folder') return readFolder(input, io);
  const name = shownName(input.name);
  const found = await readHeldInput(input.name, WANTED_TYPES, io);
  switch (found.kind) {
    case 'plan':
      return readPlan(name, 'plan', found.plan);
    case 'synthesized':
      return readPlan(name, 'synthesized', planOf([{ name, text: found.text }], WANTED_TYPES));
    case 'settings':
      return readSettings(name, found.text);
  }
}

async function readFolder({ name, files, gaps, warnings }: NamedInput & { readonly kind: 'folder' }, io: Io): Promise<Read> {
  const texts: { readonly name: string; readonly text: string }[] = [];
  for (const file of files) texts.push({ name: file, text: await readText(file, io, THE_FILE) });
  const read = readPlan(name, 'synthesized', planOf(texts, WANTED_TYPES));
  return { held: { ...read.held, incomplete: [...read.held.incomplete, ...gaps] }, warnings: [...read.warnings, ...warnings] };
}

function readPlan(name: string, kind: 'plan' | 'synthesized', plan: Plan): Read {
  const view = recover(plan, {}, readTemplate);
  return {
    held: { name, kind, policies: view.policies, incomplete: outcomeOf(view, []).incomplete },
    warnings: view.untoldPacks.map(
      ({ address, because: { before, after } }) => `${visible(address)} may hold the Config rule: its template ${after ?? before ?? ''}`,
    ),
  };
}

function readSettings(name: string, text: string): Read {
  const file = settingsInText(text, name);
  const none: HeldPolicies = { name, kind: 'settings', policies: [], incomplete: [] };
  if (!file.isGiven) return { held: none, warnings: [] };
  const declared = readPolicy(file.settings, { ...literalSource(name), at: (path) => file.at(path) });
  return { held: { ...none, policies: [declaredChange(declared.policy, name)] }, warnings: warningsFor(declared) };
}
