import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { complaint, SettingError } from '../../domain/errors';
import { VERDICTS } from '../../domain/verdict';
import { chosen } from '../chosen';
import { settingFlags } from '../flags';
import { gatherSettings, isOn, type SettingsInput } from '../settings-input';
import { CONFIG_FLAG, textOf } from '../write-command';
import type { Command } from './command';

/** The forms of an inventory. */
const FORMATS = ['table', 'json', 'csv', 'markdown'] as const;

/** The file of settings that is looked for where the command runs. */
const PROJECT = 'cdktf.json';

/** What is asked before anything is armed: who would be hit? */
const AS_IF = { remediation: { action: 'delete' } };

/** Looks at the access keys of an account, and says what the function would do about each. */
export const scan: Command = {
  name: 'scan',
  positionals: [],
  description: 'Look at the access keys of an account, without changing anything, and say what a policy does about each, and when',
  // Made when asked for, so that the other commands start without them.
  get flags(): Command['flags'] {
    return {
      profile: {
        type: 'string',
        description: 'Profile of the AWS configuration. Default: as the AWS CLI finds credentials.',
        group: 'Account:',
      },
      user: { type: 'string', description: 'The only IAM user to look at. Default: all.', group: 'Account:' },
      'verify-all': {
        type: 'string',
        description:
          'Read every access key, also those that the credential report shows in use. Default: false. True or false; alone it means true.',
        group: 'Account:',
      },
      'print-policy': {
        type: 'string',
        description: 'Only print the IAM policy that a scan needs, as JSON. Default: false. True or false; alone it means true.',
        group: 'Account:',
      },
      only: { type: 'string', description: `The only verdict to show. One of ${VERDICTS.join(', ')}. Default: all.`, group: 'Output:' },
      format: { type: 'string', description: `One of ${FORMATS.join(', ')}. Default: table.`, group: 'Output:' },
      out: { type: 'string', description: 'File to write to, instead of standard output. Default: none.', group: 'Output:' },
      against: {
        type: 'string',
        description: 'File of settings of another policy, to say what it would mean for whom. Default: none.',
        group: 'Input:',
      },
      ...CONFIG_FLAG,
      config: {
        ...CONFIG_FLAG.config,
        description:
          'JSON file of settings, or a cdktf.json with them under context.unusedCredentials; flags win. Default: cdktf.json, if it is here and has some.',
      },
      ...settingFlags(),
    };
  },
  examples: [
    ['$0 scan --profile production', 'every access key under the default limit, as if remediation were delete'],
    ['$0 scan --max-credential-usage-age-days 30 --only unused', 'who would be hit by another limit'],
    ['$0 scan --against next.json', 'what the settings of a pull request would mean for whom'],
    ['$0 scan --format json --out scan.json', 'for programs, with all facts'],
    ['$0 scan --print-policy', 'what must be allowed to whoever scans'],
  ],
  async run(args, io) {
    const config = args['config'] ?? (existsSync(join(io.cwd, PROJECT)) ? PROJECT : undefined);
    const settings = gatherSettings(config === undefined ? args : { ...args, config }, io.cwd, AS_IF);
    // A file that was named was meant: its settings stand elsewhere, or under another name.
    if (args['config'] !== undefined && !settings.isFromFile) throw withoutSettings(args['config']);
    const against = otherSettings(textOf(args, 'against'), io.cwd);
    const format = chosen(args, 'format', FORMATS, 'table');
    if (against !== undefined && format === 'csv') throw notAsCsv();
    const request = {
      ...settings,
      against,
      profile: textOf(args, 'profile'),
      userName: textOf(args, 'user'),
      verdict: chosen(args, 'only', VERDICTS, undefined),
      format,
      out: textOf(args, 'out'),
      verifiesAll: isOn(args, 'verify-all'),
    };
    const printsPolicy = isOn(args, 'print-policy');
    // Loaded only now: what talks to AWS costs more than all other commands need.
    const { printPolicy, scanAccount } = await import('../scan-account.js');
    return printsPolicy ? printPolicy(request, io) : scanAccount(request, io);
  },
};

/** Settings of the other policy come from its file alone: flags are of the one that is scanned under. */
function otherSettings(file: string | undefined, cwd: string): SettingsInput | undefined {
  if (file === undefined) return undefined;
  const settings = gatherSettings({ config: file }, cwd);
  if (!settings.isFromFile) throw withoutSettings(file, '--against');
  return settings;
}

function notAsCsv(): SettingError {
  return new SettingError(
    complaint({ name: '--format', accepted: 'table, json or markdown with --against', got: 'csv', at: 'command line' }),
  );
}

function withoutSettings(file: unknown, name = '--config'): SettingError {
  const accepted = 'one with settings, in a cdktf.json under context.unusedCredentials';
  return new SettingError(complaint({ name, accepted, got: file, at: 'command line' }));
}
