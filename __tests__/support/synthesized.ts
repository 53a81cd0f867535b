import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerraformStack } from '../../constructs/terraform';

/** Terraform JSON as the engine synthesizes it, without its metadata. */
export interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** Ways to look at what a stack of a test synthesizes to. */
export const synthesized = {
  /** An app makes its folder at once: one outside the tree. */
  folder: (): string => mkdtempSync(join(tmpdir(), 'synthesized-')),
  /** The JSON text, with a local backend that names no path. */
  textOf(stack: TerraformStack): string {
    stack.prepareStack();
    const { terraform, ...blocks } = stack.toTerraform() as { readonly terraform: { readonly required_providers: unknown } };
    return JSON.stringify({ ...blocks, terraform: { required_providers: terraform.required_providers } });
  },
  /** The blocks, without the engine's entries. */
  of(stack: TerraformStack): Synthesized {
    return JSON.parse(synthesized.textOf(stack), (key, value: unknown) => (key === '//' ? undefined : value)) as Synthesized;
  },
};
