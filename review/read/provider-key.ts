/**
 * Finds the provider configuration that a resource names.
 *
 * A resource in a module names one by the module, such as `module.child:aws.audit`. Later versions of Terraform write the configuration that was
 * handed down in its place, but earlier versions keep the name of the child, which is then nowhere configured: we take the same name in
 * the nearest module around it.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/internal/command/jsonconfig/config.go (`ProviderConfigKey`, read 2026-11)
 */
export function providerKeyOf(key: string, isConfigured: (key: string) => boolean): string {
  const colon = key.lastIndexOf(':');
  if (colon === -1 || isConfigured(key)) return key;
  const tail = key.slice(colon + 1);
  for (let module = parentOf(key.slice(0, colon)); module !== ''; module = parentOf(module)) {
    if (isConfigured(`${module}:${tail}`)) return `${module}:${tail}`;
  }
  return tail;
}

function parentOf(module: string): string {
  return module.replace(/(?:^|\.)(?:module\.)?[^.]+$/, '');
}
