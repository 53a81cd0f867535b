import type { SettingPath } from '../../domain/settings';
import type { Leaf, Leaves } from '../../review/leaf';
import type { Fate, Part, PartKind } from '../../review/part';
import type { Action, Plan, ResourceChange, Values } from '../../review/plan';
import type { PlanView, PolicyChange } from '../../review/policy-change';
import { POLICY } from './world/records';

/** What a test says of a part; the rest follows. */
export interface PartSpec {
  readonly address?: string;
  readonly type?: string;
  readonly before?: Values | null;
  readonly after?: Values | null;
  readonly afterUnknown?: unknown;
  readonly beforeSensitive?: unknown;
  readonly afterSensitive?: unknown;
  /** Unless it follows from the two sides. */
  readonly actions?: readonly Action[];
  readonly replacePaths?: readonly unknown[];
  readonly regions?: { readonly before: string | undefined; readonly after: string | undefined };
  readonly references?: Readonly<Record<string, readonly string[]>>;
  readonly provider?: string;
  readonly isOwn?: boolean;
}

/** A part of a policy as recovery makes it. Both sides are as given; one that is left out is null. */
export function part(kind: PartKind, spec: PartSpec): Part {
  const { before = null, after = null, provider = 'aws' } = spec;
  const actions = spec.actions ?? actionsOf(before, after);
  const address = spec.address ?? `aws_${kind.replaceAll('-', '_')}.one`;
  const change: ResourceChange = {
    address,
    mode: 'managed',
    type: spec.type ?? address.split('.').at(-2) ?? '',
    name: 'one',
    actions,
    before,
    after,
    afterUnknown: spec.afterUnknown ?? {},
    beforeSensitive: spec.beforeSensitive ?? {},
    afterSensitive: spec.afterSensitive ?? {},
    replacePaths: spec.replacePaths ?? [],
    isImported: false,
  };
  const there = (values: Values | null): string | undefined =>
    values === null ? undefined : ((values['region'] as string | undefined) ?? 'eu-west-1');
  return {
    kind,
    address,
    change,
    fate: fateOf(actions),
    before,
    after,
    regions: spec.regions ?? { before: there(before), after: there(after) },
    provider,
    isOwn: spec.isOwn ?? true,
    ...(spec.references && { configured: { references: new Map(Object.entries(spec.references)) } }),
  };
}

function actionsOf(before: Values | null, after: Values | null): readonly Action[] {
  if (before === null) return ['create'];
  if (after === null) return ['delete'];
  return JSON.stringify(before) === JSON.stringify(after) ? ['no-op'] : ['update'];
}

function fateOf(actions: readonly Action[]): Fate {
  if (actions.length > 1) return 'replaced';
  const fates: Readonly<Record<Action, Fate>> = {
    'no-op': 'kept',
    read: 'kept',
    create: 'made',
    update: 'changed',
    delete: 'removed',
    forget: 'forgotten',
  };
  return fates[actions[0] ?? 'no-op'];
}

/** Settings of one side; a value stands for itself, a leaf for what is not known or sensitive. */
export type LeafSpec = Partial<Readonly<Record<SettingPath, unknown>>>;

/** A setting that is known only after apply. */
export function unknownLeaf(address = 'aws_config_config_rule.one'): Leaf {
  return { kind: 'unknown', address, cause: 'apply', because: 'it is known only after apply' };
}

/** The leaves of one side. */
export function leaves(spec: LeafSpec, address = 'aws_config_config_rule.one'): Leaves {
  const isLeaf = (value: unknown): value is Leaf => typeof value === 'object' && value !== null && 'kind' in value;
  return new Map(
    Object.entries(spec).map(([path, value]) => [
      path as SettingPath,
      isLeaf(value) ? value : { kind: 'known', value, address, isSensitive: false },
    ]),
  );
}

/** The settings that a policy has when a test says nothing of them: one region, alerts, no remediation. */
export const USUAL: LeafSpec = {
  maxCredentialUsageAgeDays: 45,
  regions: ['eu-west-1'],
  homeRegion: 'eu-west-1',
  recorder: 'create',
  alerts: 'on',
  namePrefix: 'unused-credentials',
};

/** Remediation as it is by default, with an action. */
export function remediation(action: string): LeafSpec {
  return {
    remediation: 'on',
    'remediation.action': action,
    'remediation.warnDays': 7,
    'remediation.graceDays': 14,
    'remediation.maxKeysPerDay': 10,
    'remediation.exempt.userNames': [],
    'remediation.exempt.paths': [],
  };
}

/** A policy that changes from one to another; null for one that is not there. What is given is laid over the usual settings. */
export function policyChange(before: LeafSpec | null, after: LeafSpec | null, parts: readonly Part[] = []): PolicyChange {
  const side = (spec: LeafSpec | null): Leaves | null => (spec === null ? null : leaves({ ...USUAL, ...spec }));
  return { id: 'unused-credentials', parts, before: side(before), after: side(after) };
}

const EMPTY_PLAN: Plan = {
  changes: [],
  drift: [],
  deferred: [],
  otherChanges: 0,
  isRefreshOnly: false,
  isComplete: true,
  configured: new Map(),
  providers: new Map(),
};

/** What a check sees besides the policy. */
export function planView(given: Partial<Omit<PlanView, 'plan'>> & { readonly plan?: Partial<Plan> } = {}): PlanView {
  const { plan, ...rest } = given;
  return { policies: [], recorders: new Map(), accessKeys: [], untoldPacks: [], floor: {}, ...rest, plan: { ...EMPTY_PLAN, ...plan } };
}

/** The policy of a function, as it stands in its environment; the function takes it. */
export const SWEEP_POLICY = JSON.stringify(POLICY);
