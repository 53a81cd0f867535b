import { Construct } from 'constructs';
import type { ManagedRuleIdentifier } from '../domain/aws-names';
import type { Policy, UnusedCredentialsSettings } from '../domain/policy';
import type { DeclaredPolicy } from '../domain/read-policy';
import { warningsFor } from '../domain/warnings';
import { addressOf } from './address';
import { alarmNamesOf, type AlarmNames } from './alarm-names';
import { Alerts } from './alerts';
import type { PolicyStatement } from './iam-policy';
import { placeFor, type Place } from './place';
import { preconditionsFor } from './preconditions';
import { checkFramework, readProps } from './props';
import { Recorder } from './recorder';
import { Remediation } from './remediation';
import { refuseTwin } from './twins';
import { AccessanalyzerAnalyzer, Annotations, ConfigConfigRule, IamServiceLinkedRole, Lazy, TerraformStack, Token } from './terraform';

/**
 * Defines one policy against unused IAM credentials: the managed Config rule `IAM_USER_UNUSED_CREDENTIALS_CHECK` in each region,
 * the recorder that it needs and, in the home region, alerts and what acts on unused access keys.
 *
 * Every underlying resource is a member, for what no setting covers; the ids of its parts are part of the contract.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-user-unused-credentials-check.html
 */
export class UnusedCredentialsPolicy extends Construct {
  /** The policy with every default resolved. Values may be tokens. */
  readonly policy: Policy;
  /** Name of the Config rule, the same in every region. */
  readonly ruleName: string;
  /** The Config rule in each region. */
  readonly configRule: ConfigConfigRule;
  /** Absent unless `rotation` is set. */
  readonly rotationRule?: ConfigConfigRule;
  /** Absent when `recorder` is `existing`. */
  readonly recorder?: Recorder;
  /** Absent unless `serviceLinkedRole` is `create`. */
  readonly serviceLinkedRole?: IamServiceLinkedRole;
  /** Absent when `alerts` is `none`. */
  readonly alerts?: Alerts;
  /** Absent unless `remediation` is set. */
  readonly remediation?: Remediation;
  /** Absent unless `accessAnalyzer` is set. */
  readonly accessAnalyzer?: AccessanalyzerAnalyzer;
  /** What the policy of a given KMS key must say; empty when no key was given. */
  readonly keyPolicyStatements: readonly PolicyStatement[];
  /** What a person should know before merging; also added as annotations, which the engine keeps in its manifest only. */
  readonly warnings: readonly string[];
  /** @internal */
  readonly declared: DeclaredPolicy;

  /**
   * @param settings - Values may be literals or tokens; what decides which resources are made must be a literal.
   * @throws SettingError when a setting is not what it must be, or when `scope` belongs to another framework.
   */
  constructor(scope: Construct, id: string, settings: UnusedCredentialsSettings) {
    checkFramework(scope, id);
    const declared = readProps(settings, scope.node.path === '' ? id : `${scope.node.path}/${id}`);
    super(scope, id);
    for (const other of policiesAround(this)) refuseTwin(this, declared, { path: other.node.path, declared: other.declared });
    this.declared = declared;
    this.policy = declared.policy;
    const { policy } = this;
    const place = placeFor(this, declared, preconditionsFor(this, declared));
    this.ruleName = place.names.configRule;
    if (policy.serviceLinkedRole === 'create') {
      this.serviceLinkedRole = new IamServiceLinkedRole(this, 'service-linked-role', {
        awsServiceName: 'config.amazonaws.com',
        ...(place.tags && { tags: place.tags }),
      });
    }
    if (policy.recorder === 'create') this.recorder = new Recorder(this, 'recorder', place, this.serviceLinkedRole);
    this.configRule = this.rule('rule', place, place.names.configRule, 'IAM_USER_UNUSED_CREDENTIALS_CHECK', {
      maxCredentialUsageAge: Token.asString(policy.maxCredentialUsageAgeDays),
    });
    if (policy.rotation !== undefined) {
      this.rotationRule = this.rule('rotation-rule', place, place.names.rotationRule, 'ACCESS_KEYS_ROTATED', {
        maxAccessKeyAge: Token.asString(policy.rotation.maxAccessKeyAgeDays),
      });
    }
    if (policy.accessAnalyzer) this.accessAnalyzer = this.analyzer(place);
    if (policy.alerts !== 'none') this.alerts = new Alerts(this, 'alerts', place, policy.alerts);
    if (policy.remediation !== undefined && this.alerts !== undefined) {
      this.remediation = new Remediation(this, 'remediation', place, policy.remediation, this.alerts);
    }
    this.keyPolicyStatements = [this.alerts, this.recorder, this.remediation].flatMap((part) => part?.keyPolicyStatements ?? []);
    this.warnings = warningsFor(declared);
    for (const warning of this.warnings) Annotations.of(this).addWarning(warning);
  }

  /** ARN of the topic of the alerts, ours (known after apply, and what uses it waits for it) or given; undefined when `alerts` is `none`. */
  get topicArn(): string | undefined {
    return this.alerts?.topic?.topic.arn ?? this.alerts?.topicArn;
  }

  /** ARNs of the Config rule by region, known after apply. */
  get ruleArns(): { [region: string]: string } {
    return Token.asStringMap(reference(() => `{ for region, rule in ${addressOf(this.configRule)} : region => rule.arn }`));
  }

  /** E-mail addresses whose subscription waits for a click, known after apply; undefined when none is subscribed. */
  get pendingConfirmations(): string[] | undefined {
    const { subscriptions } = this.alerts?.topic ?? {};
    if (subscriptions === undefined) return undefined;
    const all = (): string => `[for email, subscription in ${addressOf(subscriptions)} : email if subscription.pending_confirmation]`;
    return Token.asList(reference(all));
  }

  /** Names of the alarms that act; undefined when `alerts` is `none`. */
  get alarmNames(): AlarmNames | undefined {
    const { alarms } = this.alerts ?? {};
    return alarms && alarmNamesOf(alarms, this.remediation?.alarms);
  }

  /** Name of the function; undefined unless `remediation` is set. */
  get functionName(): string | undefined {
    return this.remediation?.sweep.function.functionName;
  }

  /** Name of the table that the function remembers in; undefined unless `remediation` is set. */
  get tableName(): string | undefined {
    return this.remediation?.table.name;
  }

  /** URL of the queue of failed runs, known after apply; undefined unless `remediation` is set. */
  get deadLetterQueueUrl(): string | undefined {
    return this.remediation?.deadLetterQueue.url;
  }

  private rule(
    id: string,
    place: Place,
    name: string,
    identifier: ManagedRuleIdentifier,
    parameters: Record<string, string>,
  ): ConfigConfigRule {
    return new ConfigConfigRule(this, id, {
      forEach: place.eachRegion,
      region: place.eachRegion.value as string,
      name,
      source: { owner: 'AWS', sourceIdentifier: identifier },
      // AWS takes the parameters as strings only.
      inputParameters: JSON.stringify(parameters),
      maximumExecutionFrequency: place.policy.evaluationFrequency,
      ...(this.recorder && { dependsOn: [this.recorder.status] }),
      ...(place.tags && { tags: place.tags }),
    });
  }

  private analyzer(place: Place): AccessanalyzerAnalyzer {
    return new AccessanalyzerAnalyzer(this, 'access-analyzer', {
      region: place.policy.homeRegion,
      analyzerName: place.names.analyzer,
      type: 'ACCOUNT_UNUSED_ACCESS',
      configuration: { unusedAccess: { unusedAccessAge: place.policy.maxCredentialUsageAgeDays } },
      ...(place.tags && { tags: place.tags }),
    });
  }
}

/** The other policies in the stack of a construct. */
function policiesAround(construct: Construct): readonly UnusedCredentialsPolicy[] {
  const isPolicy = (node: unknown): node is UnusedCredentialsPolicy => node instanceof UnusedCredentialsPolicy;
  return TerraformStack.of(construct)
    .node.findAll()
    .filter(isPolicy)
    .filter((policy) => policy !== construct);
}

/** An expression of Terraform's, written only when the ids of the resources are final. */
const reference = (expression: () => string): ReturnType<typeof Lazy.anyValue> => Lazy.anyValue({ produce: () => `\${${expression()}}` });
