import type { ConfiguredProvider } from '../plan';
import { isObject } from './references';

/**
 * Reads what an entry of `provider_config` says of region and account.
 *
 * @param variables - values of the variables of the root module that are strings
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs (`region`, `assume_role`, `allowed_account_ids`; read 2026-11)
 */
export function configuredProviderOf(entry: unknown, variables: ReadonlyMap<string, string>): ConfiguredProvider {
  const expressions = isObject(entry) && isObject(entry['expressions']) ? entry['expressions'] : {};
  // Inside another module the same name is another variable.
  const isRoot = isObject(entry) && (entry['module_address'] ?? '') === '';
  const region = regionIn(expressions['region'], isRoot ? variables : new Map());
  const accountId = accountIn(expressions['assume_role'], expressions['allowed_account_ids']);
  const isAmbient = 'region' in expressions && !IDENTITY.some((name) => name in expressions);
  return { ...(region !== undefined && { region }), ...(accountId !== undefined && { accountId }), ...(isAmbient && { isAmbient }) };
}

/** What says who a provider is, or where its account may be. A block that is made by `dynamic` is not in the plan. */
const IDENTITY = [
  ...['access_key', 'secret_key', 'token', 'profile', 'shared_config_files', 'shared_credentials_files'],
  ...['assume_role', 'assume_role_with_web_identity', 'allowed_account_ids', 'forbidden_account_ids', 'endpoints'],
];

/** A region by its look: references do not tell whether an expression is the variable itself or makes something of it. */
const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;

function regionIn(expression: unknown, variables: ReadonlyMap<string, string>): string | undefined {
  const written = constantOf(expression);
  if (typeof written === 'string' && written !== '') return written;
  const references = isObject(expression) ? expression['references'] : undefined;
  if (!Array.isArray(references) || references.length !== 1) return undefined;
  const [, name] = /^var\.([^.[]+)$/.exec(String(references[0])) ?? [];
  const value = name === undefined ? undefined : variables.get(name);
  return value !== undefined && REGION.test(value) ? value : undefined;
}

/** Where roles are assumed one after the other, the last one counts. */
function accountIn(assumeRole: unknown, allowedAccountIds: unknown): string | undefined {
  const role: unknown = Array.isArray(assumeRole) ? assumeRole.at(-1) : assumeRole;
  const arn = isObject(role) ? constantOf(role['role_arn']) : undefined;
  const [, assumed] = typeof arn === 'string' ? (/^arn:[^:]+:iam::(\d{12}):role\//.exec(arn) ?? []) : [];
  const allowed = constantOf(allowedAccountIds);
  const [only] = Array.isArray(allowed) && allowed.length === 1 ? (allowed as readonly unknown[]) : [];
  const named = new Set([assumed, only].filter((id) => typeof id === 'string' && /^\d{12}$/.test(id)));
  return named.size === 1 ? String([...named][0]) : undefined;
}

function constantOf(expression: unknown): unknown {
  return isObject(expression) ? expression['constant_value'] : undefined;
}
