import { complaint, SettingError } from '../domain/errors';
import type { Plan } from '../review/plan';
import { PlanReader } from '../review/read/plan-reader';
import { PACK_TYPES, WANTED_TYPES } from '../review/recover/kinds';
import type { ReviewExtras } from '../review/review';
import type { Io } from './io';
import { readInput, readText, STANDARD_INPUT } from './read-input';
import { terraformTexts, type TerraformTexts, type UnreadFile } from './terraform-files';

/** What is reviewed: a plan, or two synthesized configurations. */
export type ReviewSource = { readonly plan: string } | { readonly before: string; readonly after: string };

/**
 * Chooses what is reviewed.
 *
 * @throws SettingError unless it is a plan, or both sides of two configurations.
 */
export function reviewSource(plan: string | undefined, before: string | undefined, after: string | undefined): ReviewSource {
  if (plan !== undefined && before === undefined && after === undefined) return { plan };
  if (plan === undefined && before !== undefined && after !== undefined) return { before, after };
  const given = [
    ...(plan === undefined ? [] : [plan]),
    ...(before === undefined ? [] : ['--before']),
    ...(after === undefined ? [] : ['--after']),
  ];
  const accepted = 'followed by a plan, or by --before and --after';
  throw new SettingError(
    complaint({ name: 'review', accepted, got: given.length === 0 ? undefined : given.join(' '), at: 'command line' }),
  );
}

/** Reads what is reviewed. */
export async function planFrom(source: ReviewSource, io: Io): Promise<Plan> {
  if ('plan' in source) {
    const { plan } = source;
    const reader = new PlanReader(WANTED_TYPES, plan === STANDARD_INPUT ? 'standard input' : plan);
    await readInput(plan, io, (chunk) => {
      reader.feed(chunk);
    });
    return reader.end();
  }
  const before = await terraformTexts(source.before, 'before', io);
  const after = await terraformTexts(source.after, 'after', io);
  const unread = await unreadBetween(before, after, io);
  for (const warning of unread.warnings) io.err(`Warning: ${warning}\n`);
  const { planBetween } = await import('./on-demand.js');
  const plan = planBetween(before.files, after.files, WANTED_TYPES);
  const gaps = [...(plan.gaps ?? []), ...before.gaps, ...after.gaps, ...unread.gaps];
  return gaps.length === 0 ? plan : { ...plan, isComplete: false, gaps };
}

/** Says what is not read: what is the same on both sides changes nothing, and may be warned of; what differs may change anything. */
async function unreadBetween(before: TerraformTexts, after: TerraformTexts, io: Io): Promise<Pick<TerraformTexts, 'gaps' | 'warnings'>> {
  if (before.unread === undefined || after.unread === undefined) return { gaps: [], warnings: [...before.warnings, ...after.warnings] };
  const all = [...before.unread, ...after.unread];
  const differing = new Map<string, string>();
  for (const name of new Set(all.map((file) => file.name))) {
    const of = (side: readonly UnreadFile[]): UnreadFile | undefined => side.find((file) => file.name === name);
    const difference = await differenceBetween(of(before.unread), of(after.unread), io);
    if (difference !== undefined) differing.set(name, difference);
  }
  return { gaps: [...differing.values()], warnings: all.flatMap(({ name, warning }) => (differing.has(name) ? [] : (warning ?? []))) };
}

/** Undefined where there is none, and where a gap is told of the file by itself. */
async function differenceBetween(was: UnreadFile | undefined, is: UnreadFile | undefined, io: Io): Promise<string | undefined> {
  const gap = was?.gap ?? is?.gap;
  if (gap !== undefined) return undefined;
  if (is === undefined) return was && `${was.path} is gone and is not read: ${was.because}`;
  if (was === undefined) return `${is.path} is new and is not read: ${is.because}`;
  return (await isSame(was, is, io)) ? undefined : `${is.path} differs from ${was.path} and is not read: ${is.because}`;
}

/** By their bytes: what they mean is not known. */
async function isSame(before: UnreadFile, after: UnreadFile, io: Io): Promise<boolean> {
  return (await bytesOf(before, '--before', io)).equals(await bytesOf(after, '--after', io));
}

async function bytesOf({ path }: UnreadFile, name: string, io: Io): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  // The memory of a piece is used anew for the next one.
  await readInput(path, io, (chunk) => pieces.push(chunk.slice()), name);
  return Buffer.concat(pieces);
}

/** Reads what this review needs besides. */
export async function extrasFor(plan: Plan, inventory: string | undefined, io: Io): Promise<ReviewExtras> {
  const hasPacks = plan.changes.some(({ type }) => PACK_TYPES.has(type));
  if (!hasPacks && inventory === undefined) return {};
  const { affectedByScan, readTemplate } = await import('./on-demand.js');
  if (inventory === undefined) return { readTemplate };
  const text = await readText(inventory, io, '--inventory');
  return { readTemplate, affected: affectedByScan(text, inventory === STANDARD_INPUT ? 'standard input' : inventory, io.now()) };
}
