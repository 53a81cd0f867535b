import { settingFlags } from '../flags';
import { gatherSettings, isOn } from '../settings-input';
import { CONFIG_FLAG, FORCE_FLAG, shellWord, textOf, writeAndReport } from '../write-command';
import type { Command } from './command';

/** Writes the policy as a Terraform module whose values are variables. */
export const module_: Command = {
  name: 'module',
  positionals: [{ name: 'dir', description: 'Folder of the module; it is made when it is not there' }],
  description: 'Write the policy as a Terraform module: what is made is fixed, every value is a variable with the given default',
  // Made when asked for, so that the other commands start without them.
  get flags(): Command['flags'] {
    return { ...FORCE_FLAG, ...CONFIG_FLAG, ...settingFlags() };
  },
  examples: [
    ['$0 module ./modules/unused-credentials', 'regions and all other values are left to the caller'],
    ['$0 module ./modules/unused-credentials --regions eu-west-1 --recorder existing', 'a default region, no recorder'],
  ],
  async run(args, io) {
    const { settings, source } = gatherSettings(args, io.cwd);
    const folder = textOf(args, 'dir', '<dir>') ?? '';
    const next = `terraform -chdir=${shellWord(folder)} init && terraform -chdir=${shellWord(folder)} test`;
    // Loaded only now: the engine costs more than all other commands need.
    const { declareModule } = await import('../../constructs/write.js');
    return writeAndReport(declareModule(settings, source), { cwd: io.cwd, folder, force: isOn(args, 'force') }, next, io);
  },
};
