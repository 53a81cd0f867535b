import { declareModule, declareRoot } from '../../constructs/write';
import type { UnusedCredentialsSettings } from '../../domain/policy';
import { LITERAL } from './settings';

/** The name of the module that holds the policy at a place. */
export const moduleName = (at: number): string => `p${String(at)}`;

/**
 * A root that calls a module for each policy, all in one account.
 *
 * Every other one has literal settings; the rest are modules as they are shipped, with their variables left at the defaults.
 */
export function rootOf(all: readonly (UnusedCredentialsSettings | undefined)[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const modules: Record<string, object> = {};
  all.forEach((settings, at) => {
    if (settings === undefined) return;
    const made = at % 2 === 0 ? declareRoot(settings, LITERAL).files : declareModule(settings, LITERAL).files;
    for (const [file, text] of Object.entries(made)) {
      if (/^[a-z]+\.tf\.json$/.test(file) && file !== 'provider.tf.json') files[`${moduleName(at)}/${file}`] = text;
    }
    // A file that the new policy does not have must not stay from the old one.
    if (made['variables.tf.json'] === undefined) files[`${moduleName(at)}/variables.tf.json`] = '{}';
    modules[moduleName(at)] = { source: `./${moduleName(at)}` };
  });
  return { ...files, 'main.tf.json': JSON.stringify({ provider: { aws: { region: 'us-east-1' } }, module: modules }) };
}
