import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The two npm packages whose generated classes describe the same Terraform provider. */
export type BindingsPackage = '@cdktf/provider-aws' | '@cdktn/provider-aws';

/** What one generated source file declares, by the name of each declaration. */
export interface BindingsSource {
  readonly interfaces: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, string>;
  readonly classes: ReadonlyMap<string, string>;
}

/**
 * Reads the TypeScript from which a binding was compiled.
 *
 * The compiled JavaScript of cdktf lost the comments that tell optional from computed, but its source map carries the
 * whole original; text is also ten times faster to read than to load the module.
 *
 * @param folder - below `lib`, such as `kms-key`, `data-aws-region` or `provider`
 * @throws Error if the package has no such folder, or no source map inside
 */
export function readBindings(bindings: BindingsPackage, folder: string): BindingsSource {
  const file = join(packageRoot(bindings), 'lib', folder, 'index.js');
  if (!existsSync(file)) {
    throw new Error(`type must be one that ${bindings} has a folder for, got ${folder}`);
  }
  const compiled = readFileSync(file, 'utf8');
  const marker = 'sourceMappingURL=data:application/json;base64,';
  const at = compiled.lastIndexOf(marker);
  const map = at < 0 ? {} : (JSON.parse(Buffer.from(compiled.slice(at + marker.length), 'base64').toString()) as object);
  const source = 'sourcesContent' in map && Array.isArray(map.sourcesContent) ? (map.sourcesContent[0] as unknown) : '';
  if (typeof source !== 'string' || source === '') {
    throw new Error(`${bindings} must carry its TypeScript in its source map, got none for ${folder}`);
  }
  return splitDeclarations(source);
}

/** Finds the folder of an installed bindings package. */
export function packageRoot(bindings: BindingsPackage): string {
  return dirname(require.resolve(`${bindings}/package.json`));
}

function splitDeclarations(source: string): BindingsSource {
  const found = {
    interface: new Map<string, string>(),
    function: new Map<string, string>(),
    class: new Map<string, string>(),
  };
  for (const part of source.split(/^export (?=(?:interface|function|class) \w)/m)) {
    const head = /^(interface|function|class) (\w+)/.exec(part);
    if (head?.[1] !== undefined && head[2] !== undefined) {
      found[head[1] as keyof typeof found].set(head[2], part);
    }
  }
  return { interfaces: found.interface, functions: found.function, classes: found.class };
}
