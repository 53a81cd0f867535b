import type { TerraformResource } from './terraform';

/** Gives the address of a resource as Terraform's language writes it; final once the resource stands in its stack. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
