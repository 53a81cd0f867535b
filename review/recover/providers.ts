import type { ConfiguredResource, Plan, ResourceChange } from '../plan';

/** Where a resource stands, as far as the plan tells. */
export interface Provider {
  /** Tells accounts apart: the first of the provider's configurations that are of one account; `*` when it may be any of several. */
  readonly account: string;
  /** The region of its configuration; undefined when that is not told. */
  readonly region: string | undefined;
}

/** The account of what may be in any. */
export const ANY_ACCOUNT = '*';

/** Tells whether two accounts, as providers tell them apart, may be the same. */
export function mayBeOneAccount(one: string, other: string): boolean {
  return one === other || one === ANY_ACCOUNT || other === ANY_ACCOUNT;
}

/**
 * Gives a function that tells account and region of a resource by its provider's configuration. Configurations of one account,
 * which differ by region only, are the same.
 *
 * What is no longer configured does not say its own: it is found by its account, else it is the one that all others have, in the
 * plan or in its module. Where that decides nothing it may be in any account: what names it decides then.
 */
export function providersIn(
  plan: Plan,
  changes: readonly ResourceChange[],
  configured: (change: ResourceChange) => ConfiguredResource | undefined,
): (change: ResourceChange) => Provider {
  const numbers = new Map<string, string>();
  const modules = new Map<string, Set<string>>();
  const keys = new Set([...plan.providers.keys()].filter(isOfAws));
  for (const [key, { accountId }] of plan.providers) if (accountId !== undefined) numbers.set(key, accountId);
  for (const change of changes) {
    const key = configured(change)?.providerKey;
    if (key === undefined) continue;
    keys.add(key);
    const module = change.moduleAddress ?? '';
    modules.set(module, (modules.get(module) ?? new Set()).add(key));
    const number = accountIn(change, OWN);
    if (number !== undefined && !numbers.has(key)) numbers.set(key, number);
  }
  const ambient = ambientIn(plan, keys, numbers);
  const firstOf = new Map<string, string>();
  for (const key of keys) {
    const number = numbers.get(key);
    if (number !== undefined && !firstOf.has(number)) firstOf.set(number, key);
  }
  const accountFor = (key: string): string =>
    firstOf.get(numbers.get(key) ?? '') ?? (ambient.includes(key) ? ambient[0] : undefined) ?? key;
  const onlyAccount = (some: Iterable<string> = []): string | undefined => onlyOne(new Set([...some].map(accountFor)));
  const everywhere = onlyAccount(keys);
  return (change) => {
    const own = configured(change)?.providerKey;
    if (own !== undefined) return { account: accountFor(own), region: plan.providers.get(own)?.region };
    const number = accountIn(change, OWN);
    const unnumbered = [...keys].filter((key) => !numbers.has(key));
    const account =
      firstOf.get(number ?? accountIn(change, USED) ?? '') ??
      everywhere ??
      (number === undefined ? onlyAccount(modules.get(change.moduleAddress ?? '')) : (onlyAccount(unnumbered) ?? `account ${number}`)) ??
      ANY_ACCOUNT;
    const alike = [...keys].filter((key) => accountFor(key) === account);
    // Of several configurations of the account, which differ by region, it may have had any.
    return { account, region: alike.length === 1 ? plan.providers.get(alike[0] ?? '')?.region : undefined };
  };
}

/**
 * Finds the configurations that are whoever runs Terraform, and so are of one account; none where their resources are of several: what a
 * `dynamic` block says of them is not in the plan. Gives all of them the account of any.
 */
function ambientIn(plan: Plan, keys: ReadonlySet<string>, numbers: Map<string, string>): readonly string[] {
  const ambient = [...keys].filter((key) => plan.providers.get(key)?.isAmbient === true);
  const [number, ...others] = new Set(ambient.flatMap((key) => numbers.get(key) ?? []));
  if (others.length > 0) return [];
  if (number !== undefined) for (const key of ambient) numbers.set(key, number);
  return ambient;
}

const isOfAws = (key: string): boolean => /(^|:)aws(\.|$)/.test(key);

function onlyOne(keys: ReadonlySet<string>): string | undefined {
  return keys.size === 1 ? [...keys][0] : undefined;
}

/** Where a resource has an ARN of its own, and of what it uses, which mostly is of its account too. */
const OWN = ['arn', 'id'];
const USED = ['role_arn', 'topic_arn'];

function accountIn({ before, after }: ResourceChange, names: readonly string[]): string | undefined {
  for (const values of [before, after]) {
    for (const name of names) {
      const value = values?.[name];
      const account = typeof value === 'string' ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(value)?.[1] : undefined;
      if (account !== undefined) return account;
    }
  }
  return undefined;
}
