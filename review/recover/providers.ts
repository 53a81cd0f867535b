import type { ConfiguredResource, Plan, ResourceChange } from '../plan';

/**
 * Gives a function that tells the provider's configuration of a resource, by which accounts are told apart.
 *
 * What is no longer configured does not say it: it gets the one of its module or of the plan where there is only one, else one
 * with the same account, else a name of its own made of the account.
 */
export function providersIn(
  plan: Plan,
  changes: readonly ResourceChange[],
  configured: (change: ResourceChange) => ConfiguredResource | undefined,
): (change: ResourceChange) => string {
  const byModule = new Map<string, Set<string>>();
  const byAccount = new Map<string, string>();
  const all = new Set([...plan.providers.keys()].filter(isOfAws));
  for (const [key, { accountId }] of plan.providers)
    if (accountId !== undefined && !byAccount.has(accountId)) byAccount.set(accountId, key);
  for (const change of changes) {
    const key = configured(change)?.providerKey;
    if (key === undefined) continue;
    all.add(key);
    const module = change.moduleAddress ?? '';
    const keys = byModule.get(module) ?? new Set();
    byModule.set(module, keys.add(key));
    const account = accountOf(change);
    if (account !== undefined && !byAccount.has(account)) byAccount.set(account, key);
  }
  return (change) => {
    const own = configured(change)?.providerKey;
    if (own !== undefined) return own;
    const account = accountOf(change);
    return (
      onlyOne(byModule.get(change.moduleAddress ?? '')) ??
      onlyOne(all) ??
      (account && (byAccount.get(account) ?? `account ${account}`)) ??
      ''
    );
  };
}

const isOfAws = (key: string): boolean => /(^|:)aws(\.|$)/.test(key);

function onlyOne(keys: ReadonlySet<string> | undefined): string | undefined {
  return keys?.size === 1 ? [...keys][0] : undefined;
}

/** The account in any ARN of a resource's own. */
function accountOf({ before, after }: ResourceChange): string | undefined {
  for (const values of [before, after]) {
    for (const name of ['arn', 'role_arn', 'topic_arn', 'id']) {
      const value = values?.[name];
      const account = typeof value === 'string' ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(value)?.[1] : undefined;
      if (account !== undefined) return account;
    }
  }
  return undefined;
}
