import { chosen } from '../chosen';
import { textOf } from '../write-command';
import type { Command } from './command';

/** The forges whose comments can be written. */
const FORGES = ['github', 'gitlab'] as const;

/** Writes a review under a pull request, always into the same comment. */
export const comment: Command = {
  name: 'comment',
  positionals: [{ name: 'file', description: 'Review in Markdown, from review --format markdown; - reads standard input' }],
  description: 'Write a review under a pull request of GitHub or a merge request of GitLab, over the comment of the run before',
  flags: {
    forge: {
      type: 'string',
      description: 'One of github, gitlab. Default: the one whose job this is, by its environment.',
      group: 'Where:',
    },
    'pull-request': {
      type: 'string',
      description: 'Number of the pull request, or of the merge request in its project. Default: the one that the job is about.',
      group: 'Where:',
    },
  },
  examples: [
    ['$0 comment review.md', 'in a job of GitHub with GITHUB_TOKEN, or of GitLab with GITLAB_TOKEN'],
    ['$0 comment review.md --forge github --pull-request 12', 'elsewhere, with GITHUB_TOKEN and GITHUB_REPOSITORY'],
  ],
  async run(args, io) {
    const request = {
      file: textOf(args, 'file', '<file>') ?? '',
      forge: chosen(args, 'forge', FORGES, undefined),
      pullRequest: textOf(args, 'pull-request'),
    };
    // Loaded only now: no other command talks to a forge.
    const { commentOn } = await import('../on-demand.js');
    return commentOn(request, io);
  },
};
