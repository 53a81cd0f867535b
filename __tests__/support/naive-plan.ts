import type { Plan, ConfiguredResource, ResourceChange } from '../../review/plan';
/* eslint-disable */
export function naivePlan(json: any): Plan {
  const change = (c: any): ResourceChange =>
    ({
      address: c.address,
      moduleAddress: c.module_address,
      mode: c.mode,
      type: c.type,
      name: c.name,
      index: c.index,
      deposed: c.deposed,
      actions: c.change.actions,
      before: c.change.before ?? null,
      after: c.change.after ?? null,
      afterUnknown: c.change.after_unknown,
      beforeSensitive: c.change.before_sensitive,
      afterSensitive: c.change.after_sensitive,
      replacePaths: c.change.replace_paths ?? [],
      isImported: false,
    }) as ResourceChange;
  const configured = new Map<string, ConfiguredResource>();
  const refs = (e: any): string[] =>
    Array.isArray(e)
      ? e.flatMap(refs)
      : e && typeof e === 'object'
        ? [
            ...(Array.isArray(e.references) ? e.references : []),
            ...Object.entries(e)
              .filter(([k]) => k !== 'references')
              .flatMap(([, v]) => refs(v)),
          ]
        : [];
  const walk = (module: any, path: string): void => {
    for (const r of module?.resources ?? [])
      configured.set(`${path}/${r.address}`, {
        providerKey: r.provider_config_key,
        references: new Map(Object.entries(r.expressions ?? {}).map(([k, v]) => [k, refs(v)])),
      });
    for (const [name, call] of Object.entries<any>(module?.module_calls ?? {})) walk(call.module, path === '' ? name : `${path}.${name}`);
  };
  walk(json.configuration?.root_module, '');
  const providers = new Map(
    Object.entries<any>(json.configuration?.provider_config ?? {}).map(([k, v]) => [k, { region: v.expressions?.region?.constant_value }]),
  );
  return {
    changes: (json.resource_changes ?? []).map(change),
    drift: [],
    deferred: [],
    otherChanges: 0,
    hasChanges: true,
    isComplete: true,
    configured,
    providers,
  } as Plan;
}
