import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { complaint, SettingError } from '../../domain/errors';
import { exitCodeOf, type FailOn } from '../../review/exit-code';
import { PlanReader } from '../../review/read/plan-reader';
import { WANTED_TYPES } from '../../review/recover/kinds';
import { renderJson } from '../../review/render/json';
import { renderMarkdown } from '../../review/render/markdown';
import { renderText } from '../../review/render/text';
import { review as reviewPlan } from '../../review/review';
import type { ReviewResult } from '../../review/review-result';
import { FLOOR_FLAGS, gatherFloor } from '../floor-input';
import { chosen } from '../chosen';
import { readInput, STANDARD_INPUT } from '../read-input';
import { textOf } from '../write-command';
import { writeOutput } from '../write-output';
import type { Command } from './command';

const FORMATS: Readonly<Record<string, (result: ReviewResult) => string>> = {
  text: renderText,
  markdown: renderMarkdown,
  json: renderJson,
};
const GATES: readonly FailOn[] = ['danger', 'warning', 'never'];

/** Says what a Terraform plan does to the policies in it. */
export const review: Command = {
  name: 'review',
  positionals: [{ name: 'plan', description: 'Plan as JSON, from terraform show -json; - reads standard input' }],
  description: 'Read a Terraform plan and say what it does to the policy: what it was, what it becomes, what must be decided',
  flags: {
    format: { type: 'string', description: 'One of text, markdown, json. Default: text.', group: 'Output:' },
    out: { type: 'string', description: 'File to write to, instead of standard output. Default: none.', group: 'Output:' },
    'fail-on': {
      type: 'string',
      description: 'Exit with 1 when something is found that is at least this. One of danger, warning, never. Default: danger.',
      group: 'Output:',
    },
    ...FLOOR_FLAGS,
  },
  examples: [
    ['terraform show -json plan.out | $0 review -', 'what a plan does, on the terminal'],
    ['$0 review plan.json --format markdown --out review.md', 'the same for a pull request'],
    ['$0 review plan.json --max-limit-days 45 --max-action deactivate', 'nothing may go beyond these'],
  ],
  async run(args, io) {
    const file = textOf(args, 'plan', '<plan>') ?? '';
    const format = chosen(args, 'format', Object.keys(FORMATS), 'text');
    const failOn = chosen(args, 'fail-on', GATES, 'danger');
    const out = textOf(args, 'out');
    if (out !== undefined) refuseToOverwrite(file, out, io.cwd);
    const floor = gatherFloor(args, io.cwd);
    const reader = new PlanReader(WANTED_TYPES, file === STANDARD_INPUT ? 'standard input' : file);
    await readInput(file, io, (chunk) => {
      reader.feed(chunk);
    });
    const result = reviewPlan(reader.end(), floor);
    const text = FORMATS[format]?.(result) ?? '';
    if (out === undefined) io.out(text);
    else writeOutput(out, text, io);
    return exitCodeOf(result.outcome, result.findings, failOn);
  },
};

/** The plan may be the only one that there is. */
function refuseToOverwrite(plan: string, out: string, cwd: string): void {
  if (plan === STANDARD_INPUT || placeOf(plan, cwd) !== placeOf(out, cwd)) return;
  throw new SettingError(complaint({ name: '--out', accepted: 'another file than the plan', got: out, at: 'command line' }));
}

/** Where a file is, whatever links lead to it; one that is not there yet is where it is written. */
function placeOf(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  return existsSync(path) ? realpathSync(path) : path;
}
