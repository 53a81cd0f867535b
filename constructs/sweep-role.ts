import { Construct } from 'constructs';
import type { Remediation } from '../domain/policy';
import { policyDocument, type RoleStatement } from './iam-policy';
import type { Place } from './place';
import { DENIED_ACTIONS, DENIED_SID, exemptArns, sweepStatements, trustStatement } from './sweep-statements';
import { IamRole, IamRolePolicy, TerraformLocal } from './terraform';

/** Defines the role of the function. It denies itself who is exempt by name or path, so that not even a bug of ours can touch them. */
export class SweepRole extends Construct {
  /** The role itself. */
  readonly role: IamRole;
  /** All that it may do. */
  readonly rolePolicy: IamRolePolicy;

  /** @internal */
  constructor(scope: Construct, id: string, place: Place, remediation: Remediation, topicArn: string) {
    super(scope, id);
    const { policy, names, tags } = place;
    this.role = new IamRole(this, 'sweep-role', {
      name: names.sweep,
      description: `Lets the function ${names.sweep} ${WORDS[remediation.action]}`,
      assumeRolePolicy: policyDocument([trustStatement('lambda', place)]),
      ...(policy.permissionsBoundaryArn !== undefined && { permissionsBoundary: policy.permissionsBoundaryArn }),
      ...(tags && { tags }),
    });
    this.rolePolicy = new IamRolePolicy(this, 'sweep-role-policy', {
      name: names.sweep,
      role: this.role.name,
      policy: this.document(place, remediation, sweepStatements(place, remediation.action, topicArn)),
    });
  }

  private document(place: Place, { action, exempt }: Remediation, allowed: readonly RoleStatement[]): string {
    if (action === 'notify') return policyDocument(allowed);
    const isDeferred = place.isDeferred('remediation.exempt.userNames') || place.isDeferred('remediation.exempt.paths');
    if (isDeferred) return this.deferredDocument(place, exempt, allowed);
    const arns = exemptArns(place);
    // IAM refuses a statement on nothing.
    return policyDocument([
      ...allowed,
      ...(arns.length === 0 ? [] : [{ Sid: DENIED_SID, Effect: 'Deny' as const, Action: DENIED_ACTIONS, Resource: arns }]),
    ]);
  }

  /** Leaves it to Terraform to write who is exempt, as far as there is anybody. */
  private deferredDocument(place: Place, { userNames, paths }: Remediation['exempt'], allowed: readonly RoleStatement[]): string {
    const local = (id: string, expression: unknown): string => `local.${new TerraformLocal(this, id, expression).friendlyUniqueId}`;
    const user = local('user-arn', place.iamArn('user'));
    const names = local('exempt-user-names', [...userNames]);
    const starts = local('exempt-paths', [...paths]);
    const arns = local(
      'exempt-arns',
      `\${concat([for name in ${names} : "\${${user}}/\${name}"], [for name in ${names} : "\${${user}}/*/\${name}"], [for path in ${starts} : "\${${user}}\${path}*"])}`,
    );
    const known = local('allowed-to-sweep', policyDocument(allowed));
    const denied = `{ Sid = "${DENIED_SID}", Effect = "Deny", Action = ${JSON.stringify(DENIED_ACTIONS)}, Resource = arns }`;
    return `\${jsonencode({ Version = "2012-10-17", Statement = concat(jsondecode(${known}).Statement, [for arns in [${arns}] : ${denied} if length(arns) > 0]) })}`;
  }
}

const WORDS: Readonly<Record<Remediation['action'], string>> = {
  notify: 'read access keys and tell of them',
  deactivate: 'read and deactivate access keys',
  delete: 'read, deactivate and delete access keys',
};
