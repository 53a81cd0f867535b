import { complaint, SettingError } from '../../domain/errors';
import { chosen } from '../chosen';
import type { Arguments } from '../settings-input';
import { textOf } from '../write-command';
import type { Command } from './command';

/** The forms in which a policy is told. */
const FORMATS = ['text', 'json'] as const;

/** Prints the policy that a file holds. */
export const policy: Command = {
  name: 'policy',
  positionals: [
    {
      name: 'file',
      description: 'Plan, synthesized file, folder of such files, or settings file; - reads standard input',
      count: 'many',
    },
  ],
  description: 'Print in sentences, or as JSON, the policy that a plan, a synthesized file or a settings file holds',
  flags: {
    format: { type: 'string', description: `One of ${FORMATS.join(', ')}. Default: text.`, group: 'Output:' },
    out: { type: 'string', description: 'File to write to, instead of standard output. Default: none.', group: 'Output:' },
  },
  examples: [
    ['terraform show -json plan.out | $0 policy -', 'what a plan makes of the policy'],
    ['$0 policy cdktf.json unused-credentials', 'what settings say, and what is written for them'],
    ['$0 policy plan.json --format json', 'for programs, with every setting'],
  ],
  async run(args, io) {
    const request = { files: filesOf(args), format: chosen(args, 'format', FORMATS, 'text'), out: textOf(args, 'out') };
    // Loaded only now: the other commands read no settings before they know that they need some.
    const { policyOfFiles } = await import('../on-demand.js');
    return policyOfFiles(request, io);
  },
};

/** Gives what follows the command: a list, or one that the parser gives alone. */
function filesOf(args: Arguments): readonly string[] {
  const files: readonly unknown[] = [args['file'] ?? []].flat();
  if (files.length > 0 && files.every((file) => typeof file === 'string' && file !== '')) return files as readonly string[];
  const got = files.length === 0 ? undefined : args['file'];
  throw new SettingError(complaint({ name: 'policy', accepted: 'followed by <file..>', got, at: 'command line' }));
}
