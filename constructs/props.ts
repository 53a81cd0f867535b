import type { Construct } from 'constructs';
import { complaint, SettingError } from '../domain/errors';
import type { UnusedCredentialsSettings } from '../domain/policy';
import { readPolicy, type DeclaredPolicy } from '../domain/read-policy';
import { MOST_DEFAULT_WARN_DAYS, warnDaysOrDefault } from '../domain/resolve-policy';
import { pathName } from '../domain/value-path';
import { ENGINE, Fn, Op, TerraformStack, Token } from './terraform';

const ENTRY_POINTS: Readonly<Record<string, string>> = { cdktf: 'iam-unused-credentials', cdktn: 'iam-unused-credentials/cdktn' };

/** Where the engine's classes carry their full name, which minified code and subclasses keep. */
const RUNTIME_TYPE = Symbol.for('jsii.rtti');

/**
 * Refuses a scope of another framework, whose tokens ours would write out as text.
 *
 * @throws SettingError that names the import for the other framework.
 */
export function checkFramework(scope: Construct, id: string): void {
  const stack: unknown = scope.node.scopes.find((node) => TerraformStack.isStack(node));
  if (stack instanceof TerraformStack) return;
  throw new SettingError(
    complaint({
      name: 'scope',
      accepted: `inside a TerraformStack of ${ENGINE}`,
      at: scope.node.path === '' ? id : `${scope.node.path}/${id}`,
      ...(stack === undefined ? { got: scope.constructor.name } : foreign(engineOf(stack as object))),
    }),
  );
}

function engineOf({ constructor }: object): string {
  const type = (constructor as { readonly [RUNTIME_TYPE]?: { readonly fqn: string } })[RUNTIME_TYPE];
  return type?.fqn.split('.')[0] ?? '';
}

function foreign(engine: string): { readonly got: string; readonly advice: string } {
  const entryPoint = ENTRY_POINTS[engine];
  if (engine === ENGINE || entryPoint === undefined) {
    return { got: `a stack of another copy of ${ENGINE}`, advice: `npm ls ${ENGINE} shows where the copies come from` };
  }
  return { got: `a stack of ${engine}`, advice: `import { UnusedCredentialsPolicy } from '${entryPoint}'` };
}

/** Reads the settings given to a construct; a token, or a text with an interpolation, is known only when Terraform plans. */
export function readProps(settings: UnusedCredentialsSettings, constructPath: string): DeclaredPolicy {
  return readPolicy(settings, {
    isDeferred,
    firstOf: (list) => (Token.isUnresolved(list) ? Token.asString(Fn.element([...list], 0)) : list[0]),
    warnDaysFor,
    nameOf: pathName,
    at: () => constructPath,
  });
}

const isDeferred = (value: unknown): boolean => Token.isUnresolved(value) || (typeof value === 'string' && value.includes('${'));

/** Gives the notice, computed by Terraform where it, or the limit on which its default rests, is known only there. */
function warnDaysFor(limit: number, given: number | undefined): number {
  if (given !== undefined && !isDeferred(given)) return given;
  const fallback = isDeferred(limit)
    ? Token.asNumber(Fn.min([MOST_DEFAULT_WARN_DAYS, Op.sub(limit, 1)]))
    : warnDaysOrDefault(limit, undefined);
  return given === undefined ? fallback : Token.asNumber(Fn.coalesce([given, fallback]));
}
