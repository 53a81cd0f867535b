import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { complaint, SettingError } from '../domain/errors';
import { renderJson } from '../review/render/json';
import { renderMarkdown } from '../review/render/markdown';
import { renderText } from '../review/render/text';
import type { ReviewResult } from '../review/review-result';
import type { Io } from './io';
import { STANDARD_INPUT } from './read-input';
import { terraformTexts } from './terraform-files';
import { writeOutput } from './write-output';

/** The forms of a review. */
export const REVIEW_FORMATS = ['text', 'markdown', 'json', 'sarif', 'github', 'code-quality'] as const;

/** How a review is written, and where to. */
export interface ReviewOutput {
  readonly format: (typeof REVIEW_FORMATS)[number];
  /** File to write to; undefined for standard output. */
  readonly out: string | undefined;
  /** File for the long Markdown; undefined for none. */
  readonly summary: string | undefined;
  readonly label: string | undefined;
  /** Folder of the synthesized files in which resources stand; undefined when it is not known. */
  readonly synth: string | undefined;
}

/** Writes a review, and its long form where one was asked for. */
export async function writeReview(result: ReviewResult, output: ReviewOutput, io: Io): Promise<void> {
  const { out, summary, label } = output;
  const text = await rendered(result, output, io);
  if (summary !== undefined) writeOutput(summary, renderMarkdown(result, { room: 'summary', label }), io, '--summary');
  if (out === undefined) io.out(text);
  else writeOutput(out, text, io);
}

async function rendered(result: ReviewResult, { format, label, synth }: ReviewOutput, io: Io): Promise<string> {
  switch (format) {
    case 'text':
      return renderText(result);
    case 'markdown':
      return renderMarkdown(result, { room: 'comment', label });
    case 'json':
      return renderJson(result);
    case 'sarif':
    case 'github':
    case 'code-quality': {
      const forms = await import('./on-demand.js');
      const places = synth === undefined ? undefined : forms.placesIn((await terraformTexts(synth, 'synth', io)).files);
      if (format === 'github') return forms.renderGithub(result, places);
      if (format === 'code-quality') return forms.renderCodeQuality(result, places, forms.hashOf);
      return forms.renderSarif(result, places, { version: io.version, hash: forms.hashOf });
    }
  }
}

const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9 ._/]|-(?!-)){0,59}$/;

/**
 * Holds a label to what a hidden comment can carry.
 *
 * @throws SettingError when it is anything else.
 */
export function checkedLabel(label: string | undefined): string | undefined {
  if (label === undefined || LABEL.test(label)) return label;
  const accepted = 'at most 60 letters, digits, blanks and . _ / -, the first of them a letter or digit, without two dashes in a row';
  throw new SettingError(complaint({ name: '--label', accepted, got: label, at: 'command line' }));
}

/**
 * Keeps what is read from being written over: it may be the only one that there is.
 *
 * @throws SettingError when a file is both.
 */
export function refuseToOverwrite(
  read: readonly (string | undefined)[],
  written: Readonly<Record<string, string | undefined>>,
  cwd: string,
): void {
  const taken = new Map(read.flatMap((file) => (file === undefined || file === STANDARD_INPUT ? [] : [[placeOf(file, cwd), file]])));
  for (const [name, file] of Object.entries(written)) {
    if (file === undefined) continue;
    const other = taken.get(placeOf(file, cwd));
    if (other !== undefined) {
      const accepted = `another file than ${other}`;
      throw new SettingError(complaint({ name, accepted, got: file, at: 'command line' }));
    }
    taken.set(placeOf(file, cwd), file);
  }
}

/** Where a file is, whatever links lead to it; one that is not there yet is where it is written. */
function placeOf(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  return existsSync(path) ? realpathSync(path) : path;
}
