import { settingFlags } from '../flags';
import { gatherSettings, isOn } from '../settings-input';
import { CONFIG_FLAG, FORCE_FLAG, shellWord, textOf, writeAndReport } from '../write-command';
import type { Command } from './command';

/** Writes the policy as root Terraform configuration. */
export const synth: Command = {
  name: 'synth',
  positionals: [],
  description: 'Write the policy as Terraform JSON, ready for terraform init and plan',
  // Made when asked for, so that the other commands start without them.
  get flags(): Command['flags'] {
    return {
      out: {
        type: 'string',
        description: 'Folder to write to; it is made when it is not there. Default: unused-credentials.',
        group: 'Output:',
      },
      ...FORCE_FLAG,
      ...CONFIG_FLAG,
      ...settingFlags(),
    };
  },
  examples: [
    ['$0 synth --regions eu-west-1 --emails security@example.com', 'one region, told by e-mail'],
    ['$0 synth --regions eu-west-1,us-east-1 --recorder existing', 'regions that have a recorder already'],
    ['$0 synth --config settings.json --max-credential-usage-age-days 30', 'settings from a file, one overridden'],
  ],
  async run(args, io) {
    const { settings, source } = gatherSettings(args, io.cwd);
    const folder = textOf(args, 'out') ?? 'unused-credentials';
    const next = `terraform -chdir=${shellWord(folder)} init && terraform -chdir=${shellWord(folder)} plan`;
    // Loaded only now: the engine costs more than all other commands need.
    const { declareRoot } = await import('../../constructs/write.js');
    return writeAndReport(declareRoot(settings, source), { cwd: io.cwd, folder, force: isOn(args, 'force') }, next, io);
  },
};
