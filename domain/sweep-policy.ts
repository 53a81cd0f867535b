import { complaint, SettingError } from './errors';
import type { Exempt, Policy, RemediationAction } from './policy';
import { literalSource, readPolicy } from './read-policy';

/** What the function knows of its policy. It stands as JSON in its environment, without references, so that a plan shows all of it. */
export interface SweepPolicy {
  /** The limit: whole days without use after which a key is unused. */
  readonly maxCredentialUsageAgeDays: number;
  readonly action: RemediationAction;
  readonly warnDays: number;
  readonly graceDays: number;
  readonly maxKeysPerDay: number;
  readonly exempt: Exempt;
}

/** The name of the environment variable that holds the policy. */
export const POLICY_VARIABLE = 'POLICY';

const NAMES = ['maxCredentialUsageAgeDays', 'action', 'warnDays', 'graceDays', 'maxKeysPerDay', 'exempt'] as const;

/**
 * Reads the policy from the function's environment. Nothing has a default there: what is missing was lost.
 *
 * @throws {@link SettingError} when it is not a whole policy.
 */
export function readSweepPolicy(json: string | undefined): SweepPolicy {
  const raw = parsed(json);
  const missing = NAMES.find((name) => raw[name] === undefined);
  if (missing !== undefined) throw refused(`a policy with ${missing}`, json);
  const { maxCredentialUsageAgeDays, exempt, ...rest } = raw;
  const tag = (exempt as { readonly tag?: unknown }).tag;
  const remediation = { ...rest, exempt: { ...(exempt as object), tag: tag ?? undefined } };
  // The rules between settings are those of the whole policy; where it stands matters to none of these.
  const settings = { regions: ['us-east-1'], maxCredentialUsageAgeDays, remediation };
  const { policy } = readPolicy(settings, literalSource(POLICY_VARIABLE));
  return sweepPolicyOf(policy) ?? neverOff();
}

/** Gives the part of a policy that the function needs; undefined when it has none. */
export function sweepPolicyOf({ maxCredentialUsageAgeDays, remediation }: Policy): SweepPolicy | undefined {
  if (remediation === undefined) return undefined;
  const { action, warnDays, graceDays, maxKeysPerDay, exempt } = remediation;
  return { maxCredentialUsageAgeDays, action, warnDays, graceDays, maxKeysPerDay, exempt };
}

function parsed(json: string | undefined): Readonly<Record<string, unknown>> {
  const value = jsonOf(json);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw refused('a policy as JSON', json);
}

function jsonOf(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
}

function refused(accepted: string, got: unknown): SettingError {
  return new SettingError(complaint({ name: POLICY_VARIABLE, accepted, got, at: 'environment' }));
}

function neverOff(): never {
  throw refused('a policy with remediation', undefined);
}
