import type { Construct } from 'constructs';
import { complaint, SettingError } from '../domain/errors';
import type { UnusedCredentialsSettings } from '../domain/policy';
import { pathName, readPolicy, type DeclaredPolicy } from '../domain/read-policy';
import { ENGINE, Fn, TerraformStack, Token } from './terraform';

const ENTRY_POINTS: Readonly<Record<string, string>> = { cdktf: 'iam-unused-credentials', cdktn: 'iam-unused-credentials/cdktn' };

/**
 * Refuses a scope of another framework, whose tokens ours would write out as text.
 *
 * @throws SettingError that names the import for the other framework.
 */
export function checkFramework(scope: Construct, id: string): void {
  const stack: unknown = scope.node.scopes.find((node) => TerraformStack.isStack(node));
  if (stack instanceof TerraformStack) return;
  const other = Object.keys(ENTRY_POINTS).find((engine) => engine !== ENGINE) ?? '';
  const copies = `if the app uses ${ENGINE} only, two copies of it are installed: see npm ls ${ENGINE}`;
  const isForeign = stack !== undefined;
  throw new SettingError(
    complaint({
      name: 'scope',
      accepted: `inside a TerraformStack of ${ENGINE}`,
      got: isForeign ? 'a stack of another framework' : scope.constructor.name,
      at: scope.node.path === '' ? id : `${scope.node.path}/${id}`,
      advice: isForeign ? `for ${other}, import { UnusedCredentialsPolicy } from '${ENTRY_POINTS[other] ?? ''}'; ${copies}` : undefined,
    }),
  );
}

/** Reads the settings given to a construct; a token, or a text with an interpolation, is known only when Terraform plans. */
export function readProps(settings: UnusedCredentialsSettings, constructPath: string): DeclaredPolicy {
  return readPolicy(settings, {
    isDeferred: (value) => Token.isUnresolved(value) || (typeof value === 'string' && value.includes('${')),
    firstOf: (list) => (Token.isUnresolved(list) ? Token.asString(Fn.element([...list], 0)) : list[0]),
    nameOf: pathName,
    at: () => constructPath,
  });
}
