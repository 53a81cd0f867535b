import { join } from 'node:path';
import type { Options } from 'yargs';
import type { Declared } from '../constructs/write';
import { complaint, SettingError } from '../domain/errors';
import { report } from '../domain/report';
import type { Io } from './io';
import type { Arguments } from './settings-input';
import { writeFiles, type WriteOptions } from './write-files';

/** The flag for a file of settings. */
export const CONFIG_FLAG = {
  config: {
    type: 'string',
    description: 'JSON file of settings, or a cdktf.json with them under context.unusedCredentials; flags win. Default: none.',
    group: 'Input:',
  },
} as const satisfies Record<string, Options>;

/** The flag that lets a command overwrite what it did not write. */
export const FORCE_FLAG = {
  force: {
    type: 'string',
    description:
      'Overwrite files that this tool did not write or that were changed by hand. Default: false. True or false; alone it means true.',
    group: 'Output:',
  },
} as const satisfies Record<string, Options>;

/** Writes what was declared and says so; warnings go to standard error. */
export function writeAndReport(declared: Declared, options: WriteOptions, next: string, io: Io): number {
  const { written, removed } = writeFiles({ ...declared.files, ...declared.binaries }, options);
  for (const warning of declared.warnings) io.err(`Warning: ${warning}\n`);
  for (const file of removed) io.err(`Removed ${join(options.folder, file)}, which is no longer made\n`);
  const { resources, sentences, policy } = declared;
  io.out(report({ files: written.map((file) => join(options.folder, file)), resources, regions: policy.regions, sentences, next }));
  return 0;
}

/**
 * Gives the text of a flag.
 *
 * @throws SettingError when it is empty or was given twice.
 */
export function textOf(args: Arguments, flag: string, name = `--${flag}`): string | undefined {
  const value = args[flag];
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw new SettingError(complaint({ name, accepted: 'given once, with a value', got: value, at: 'command line' }));
}

/** Writes a word so that a shell takes it as one. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./@:=+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
