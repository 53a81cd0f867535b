/**
 * One statement of a resource policy, with the names of the IAM policy grammar.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | { readonly AWS: string } | { readonly Service: string };
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One statement of a policy that hangs on a role, which is the principal itself. */
export type RoleStatement = Omit<PolicyStatement, 'Principal'>;

/** One statement of the policy that says who may take a role. */
export type TrustStatement = Omit<PolicyStatement, 'Resource'>;

/** Writes a policy document as literal JSON, so that a plan shows it whole. */
export function policyDocument(statements: readonly (PolicyStatement | RoleStatement | TrustStatement)[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
