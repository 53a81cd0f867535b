import { declareRoot, type declareModule } from '../../constructs/write';
import type { UnusedCredentialsSettings } from '../../domain/policy';
import type { SynthesizedFile } from '../../review/read/synthesized';
import { LITERAL } from './settings';

/** The files of Terraform's JSON syntax that `synth`, or with `module` the command of that name, writes for a policy; none for no policy. */
export function synthesizedFiles(
  settings: UnusedCredentialsSettings | undefined,
  declare: typeof declareRoot | typeof declareModule = declareRoot,
): readonly SynthesizedFile[] {
  if (settings === undefined) return [];
  return Object.entries(declare(settings, LITERAL).files)
    .filter(([name]) => /^[^/]+\.tf\.json$/.test(name))
    .map(([name, text]) => ({ name, text }));
}

/** One file of the given blocks. */
export function fileOf(blocks: object, name = 'main.tf.json'): SynthesizedFile {
  return { name, text: JSON.stringify(blocks) };
}
