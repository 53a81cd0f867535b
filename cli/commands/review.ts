import { complaint, SettingError } from '../../domain/errors';
import { exitCodeOf, type FailOn } from '../../review/exit-code';
import { review as reviewPlan } from '../../review/review';
import { chosen } from '../chosen';
import { FLOOR_FLAGS, gatherFloor } from '../floor-input';
import { STANDARD_INPUT } from '../read-input';
import { extrasFor, planFrom, reviewSource } from '../review-input';
import { checkedLabel, refuseToOverwrite, REVIEW_FORMATS, writeReview } from '../review-output';
import type { Arguments } from '../settings-input';
import { textOf } from '../write-command';
import type { Command } from './command';

const GATES: readonly FailOn[] = ['danger', 'warning', 'never'];

/** Says what a Terraform plan does to the policies in it. */
export const review: Command = {
  name: 'review',
  positionals: [{ name: 'plan', description: 'Plan as JSON, from terraform show -json; - reads standard input', count: 'optional' }],
  description:
    'Read a Terraform plan and say what it does to the policy: what it was, what it becomes, who is affected, what must be decided',
  flags: {
    before: {
      type: 'string',
      description: 'Without a plan: synthesized *.tf.json file as it was, or a folder of such files. Default: none.',
      group: 'Input:',
    },
    after: { type: 'string', description: 'Without a plan: the same as it becomes. Default: none.', group: 'Input:' },
    inventory: {
      type: 'string',
      description: 'File from scan --format json, to say who is affected; - reads standard input. Default: none.',
      group: 'Input:',
    },
    synth: {
      type: 'string',
      description:
        'Synthesized *.tf.json file, or folder of such files, where findings are shown in sarif, github and code-quality. Default: none.',
      group: 'Input:',
    },
    format: { type: 'string', description: `One of ${REVIEW_FORMATS.join(', ')}. Default: text.`, group: 'Output:' },
    out: { type: 'string', description: 'File to write to, instead of standard output. Default: none.', group: 'Output:' },
    summary: {
      type: 'string',
      description: 'File to write the long Markdown to as well, for the summary of a job. Default: none.',
      group: 'Output:',
    },
    label: {
      type: 'string',
      description: 'Name of this review in its Markdown, when a pull request has several. Default: none.',
      group: 'Output:',
    },
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
    ['$0 review plan.json --inventory scan.json', 'with the access keys that it hits'],
    ['$0 review --before main/main.tf.json --after main.tf.json', 'without credentials: two synthesized files'],
    ['$0 review plan.json --max-limit-days 45 --max-action deactivate', 'nothing may go beyond these'],
  ],
  async run(args, io) {
    const [before, after, inventory, synth] = ['before', 'after', 'inventory', 'synth'].map((flag) => textOf(args, flag));
    const source = reviewSource(textOf(args, 'plan', '<plan>'), before, after);
    const plan = 'plan' in source ? source.plan : undefined;
    const output = {
      format: chosen(args, 'format', REVIEW_FORMATS, 'text'),
      ...{ out: textOf(args, 'out'), summary: textOf(args, 'summary'), label: checkedLabel(textOf(args, 'label')), synth },
    };
    const failOn = chosen(args, 'fail-on', GATES, 'danger');
    refuseToOverwrite([plan, before, after, inventory], { '--out': output.out, '--summary': output.summary }, io.cwd);
    if (plan === STANDARD_INPUT && inventory === STANDARD_INPUT) throw twice(args);
    const floor = gatherFloor(args, io.cwd);
    const read = await planFrom(source, io);
    const result = reviewPlan(read, floor, await extrasFor(read, inventory, io));
    await writeReview(result, output, io);
    return exitCodeOf(result.outcome, result.findings, failOn);
  },
};

function twice(args: Arguments): SettingError {
  const accepted = 'a file when the plan comes from standard input';
  return new SettingError(complaint({ name: '--inventory', accepted, got: args['inventory'], at: 'command line' }));
}
