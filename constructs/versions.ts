/** Versions of Terraform and OpenTofu that take what we emit. */
export const TERRAFORM_VERSIONS = '>= 1.6';

/** Versions of the AWS provider that take what we emit: from the first that our bindings know to the next major one. */
export const PROVIDER_VERSIONS = '>= 6.25, < 7.0';

/** The `terraform` block; in a file of its own, because checkov skips every file that holds `required_version`. */
export const TERRAFORM_BLOCK = {
  required_version: TERRAFORM_VERSIONS,
  required_providers: { aws: { source: 'hashicorp/aws', version: PROVIDER_VERSIONS } },
} as const;
