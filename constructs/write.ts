import { explain } from '../domain/explain';
import type { Policy, UnusedCredentialsSettings } from '../domain/policy';
import { readPolicy, type SettingsSource } from '../domain/read-policy';
import { CHECKOV_CONFIG } from './checkov-config';
import { FUNCTION_FILE, functionZip } from './function-zip';
import { moduleReadme } from './module-readme';
import { moduleStack } from './module-stack';
import { moduleTests } from './module-tests';
import { addOutputs } from './outputs';
import { sorted } from './sorted';
import { PlainStack, type TerraformJson } from './plain-stack';
import { countResources } from './resources';
import { UnusedCredentialsPolicy } from './unused-credentials-policy';
import { TERRAFORM_BLOCK } from './versions';

/** What was declared: each file by its path, and what to say of it. The same settings give the same bytes. */
export interface Declared {
  /** Those of text. */
  readonly files: Readonly<Record<string, string>>;
  /** Those of bytes: the function, with remediation. */
  readonly binaries: Readonly<Record<string, Uint8Array>>;
  /** How many resources of each type, by type; a looped one counts once. */
  readonly resources: Readonly<Record<string, number>>;
  readonly policy: Policy;
  readonly sentences: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Declares a policy as root configuration, ready for `terraform init`, with a provider block and without a backend.
 *
 * @throws SettingError when a setting is not what it must be.
 */
export function declareRoot(settings: unknown, source: SettingsSource): Declared {
  const { policy } = readPolicy(settings, source);
  const stack = new PlainStack(policy.homeRegion);
  const declared = new UnusedCredentialsPolicy(stack, 'policy', settings as UnusedCredentialsSettings);
  addOutputs(stack, declared);
  const json = stack.toJson();
  const files = {
    'main.tf.json': print({ data: json.data, locals: json.locals, resource: json.resource }),
    'provider.tf.json': print({ provider: json.provider }),
    ...commonFiles(json),
  };
  return { files, ...summary(json, policy), warnings: declared.warnings };
}

/**
 * Declares a policy as a module whose values are variables; the given values become their defaults. Regions may be left out.
 *
 * @throws SettingError when a setting is not what it must be.
 */
export function declareModule(settings: unknown, source: SettingsSource): Declared {
  const { stack, variables, defaults, warnings } = moduleStack(settings, source);
  const json = stack.toJson();
  const files = {
    'main.tf.json': print({ data: json.data, locals: json.locals, resource: json.resource }),
    'variables.tf.json': print({ variable: json.variable }),
    ...commonFiles(json),
    'README.md': moduleReadme(variables, json, defaults),
    'tests/policy.tftest.hcl': moduleTests(variables, defaults),
  };
  return { files, ...summary(json, defaults), warnings };
}

function commonFiles(json: TerraformJson): Record<string, string> {
  return {
    'outputs.tf.json': print({ output: json.output }),
    'versions.tf.json': print({ terraform: TERRAFORM_BLOCK }),
    '.checkov.yaml': CHECKOV_CONFIG,
  };
}

function summary(json: TerraformJson, policy: Policy): Omit<Declared, 'files' | 'warnings'> {
  const binaries = policy.remediation === undefined ? {} : { [FUNCTION_FILE]: functionZip().bytes };
  return { binaries, resources: countResources(json), policy, sentences: explain(policy) };
}

/** Prints Terraform JSON for people and for diffs: sorted, indented, without the engine's metadata. */
function print(blocks: Readonly<Record<string, unknown>>): string {
  const present = Object.entries(blocks).filter(([, block]) => block !== undefined);
  return `${JSON.stringify(sorted(withoutMetadata(Object.fromEntries(present), 3)), null, 2)}\n`;
}

/** Drops the engine's `//` entries, which stand in the blocks themselves; deeper ones are the user's. */
function withoutMetadata(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth < 0) return value;
  const entries = Object.entries(value).filter(([key]) => key !== '//');
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutMetadata(item, depth - 1)]));
}
