import { complaint, InputError } from './errors';

/**
 * Finds the settings in the context that the engine's command hands to an app, as JSON; no settings when there is none.
 *
 * @throws InputError when it is not JSON, or not an object.
 */
export function settingsInContext(json: string | undefined): unknown {
  const context = parsed(json ?? '{}');
  if (typeof context !== 'object' || context === null) {
    throw new InputError(complaint({ name: 'CDKTF_CONTEXT_JSON', accepted: 'a JSON object', got: json, at: 'environment' }));
  }
  return (context as { readonly unusedCredentials?: unknown }).unusedCredentials ?? {};
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
