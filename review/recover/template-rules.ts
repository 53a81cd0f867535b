import { UNUSED_CREDENTIALS_CHECK, at } from './kinds';
import { TemplateValues, type Given, type Unknown, type Worked } from './template-values';
import type { Values } from '../plan';

/** The rule, or what acts on whom it reports, as it stands in a template. */
export interface TemplateResource {
  readonly kind: 'rule' | 'automation';
  /** Its name in the template. */
  readonly id: string;
  /** Its attributes, named as Terraform names those of a resource of its own. */
  readonly values: Values;
  /** The attributes that are known only after apply. */
  readonly later: readonly string[];
  /** Why the limit cannot be read, where it cannot. */
  readonly because?: string;
}

/** A template that was read: a map, of which nothing else is known. */
export type Template = Readonly<Record<string, unknown>>;

/**
 * Finds the rule for unused credentials in the template of a conformance pack, mostly once or never, and the remediations of it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-configrule.html (read 2026-11)
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-remediationconfiguration.html (read 2026-11)
 */
export function resourcesIn(template: Template, given: Given): readonly TemplateResource[] {
  const values = new TemplateValues(template, given);
  const rules = rulesIn(values, template).filter((one) => isOurs(values, one));
  if (rules.length === 0) return [];
  const names = new Set(rules.flatMap((one) => [one.id, ...textOf(values.valueOf(one.properties['ConfigRuleName']))]));
  return [
    ...rules.map((one) => ruleOf(values, one)),
    ...ofType(values, template, 'AWS::Config::RemediationConfiguration').flatMap((one) => automationOf(values, one, names)),
  ];
}

/** Tells why it is not known whether the rule is in a template; undefined where it is, or where that is known of all rules. */
export function unsureIn(template: Template, given: Given): Unknown | undefined {
  const values = new TemplateValues(template, given);
  const identifiers = rulesIn(values, template).map((one) => identifierOf(values, one));
  if (identifiers.some((one) => textOf(one).includes(UNUSED_CREDENTIALS_CHECK))) return undefined;
  return identifiers.find((one) => one.kind === 'unknown');
}

interface Declared {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Why it is not known whether it is there. */
  readonly unsure?: Unknown;
}

const rulesIn = (values: TemplateValues, template: Template): readonly Declared[] => ofType(values, template, 'AWS::Config::ConfigRule');

function ofType(values: TemplateValues, template: Template, type: string): readonly Declared[] {
  return Object.entries(mapAt(template, 'Resources')).flatMap(([id, resource]) => {
    const is = at(resource, 'Type') === type ? declared(values, id, resource) : undefined;
    return is ?? [];
  });
}

function declared(values: TemplateValues, id: string, resource: unknown): Declared | undefined {
  const condition = at(resource, 'Condition');
  const truth = typeof condition === 'string' ? values.holds(condition) : true;
  if (truth === false) return undefined;
  return { id, properties: mapAt(resource, 'Properties'), ...(truth !== true && { unsure: truth }) };
}

const isOurs = (values: TemplateValues, one: Declared): boolean => textOf(identifierOf(values, one)).includes(UNUSED_CREDENTIALS_CHECK);

/** A rule of one's own has none of AWS's. */
function identifierOf(values: TemplateValues, { properties }: Declared): Worked {
  const { members, unknown } = values.membersOf(properties['Source']);
  if (unknown !== undefined) return unknown;
  const [owner = ''] = textOf(values.valueOf(members['Owner']));
  return owner.startsWith('CUSTOM_') ? NONE : values.valueOf(members['SourceIdentifier']);
}

function ruleOf(values: TemplateValues, { id, properties, unsure }: Declared): TemplateResource {
  const parameters = values.membersOf(properties['InputParameters']);
  const limit = unsure ?? parameters.unknown ?? values.valueOf(parameters.members['maxCredentialUsageAge']);
  const frequency = values.valueOf(properties['MaximumExecutionFrequency']);
  const scope = values.valueOf(properties['Scope']);
  const modes = values.valueOf(properties['EvaluationModes']);
  return {
    kind: 'rule',
    id,
    values: {
      input_parameters: limit.kind === 'known' ? JSON.stringify({ maxCredentialUsageAge: limit.value }) : null,
      // What cannot be read is not the frequency that AWS takes where none is given.
      maximum_execution_frequency: frequency.kind === 'known' ? frequency.value : frequency.kind === 'none' ? null : false,
      scope: scope.kind === 'known' ? [scopeOf(scope.value)] : [],
      evaluation_mode: modes.kind === 'known' ? [modes.value].flat().map((mode) => ({ mode: at(mode, 'Mode') })) : [],
    },
    later: laterOf({ input_parameters: limit, maximum_execution_frequency: frequency, scope, evaluation_mode: modes }),
    ...(limit.kind === 'unknown' && !limit.isLater && { because: limit.because }),
    ...(limit.kind === 'none' && { because: 'the template gives the Config rule no maxCredentialUsageAge' }),
  };
}

function scopeOf(scope: unknown): Values {
  return {
    compliance_resource_id: at(scope, 'ComplianceResourceId'),
    compliance_resource_types: at(scope, 'ComplianceResourceTypes'),
    tag_key: at(scope, 'TagKey'),
    tag_value: at(scope, 'TagValue'),
  };
}

/** A remediation belongs to the rule that it names; one whose rule is not told may belong to it. */
function automationOf(values: TemplateValues, { id, properties }: Declared, names: ReadonlySet<string>): readonly TemplateResource[] {
  const of = values.valueOf(properties['ConfigRuleName']);
  if (of.kind === 'known' && !names.has(String(of.value))) return [];
  const target = values.valueOf(properties['TargetId']);
  const automatic = values.valueOf(properties['Automatic']);
  const given = Object.entries(values.membersOf(properties['Parameters']).members).map(([name, parameter]) => ({
    name,
    value: values.valueOf(parameter),
  }));
  return [
    {
      kind: 'automation',
      id,
      values: {
        target_id: target.kind === 'known' ? target.value : null,
        automatic: automatic.kind === 'known' && isTrue(automatic.value),
        parameter: given.map(({ name, value }) => parameterOf(name, value)),
      },
      later: [
        ...laterOf({ target_id: target, parameter: given.map(({ value }) => value).find(isLater) ?? NONE }),
        // It may start by itself.
        ...(automatic.kind === 'unknown' ? ['automatic'] : []),
      ],
    },
  ];
}

/** CloudFormation takes YAML 1.1. */
const isTrue = (value: unknown): boolean => value === true || (typeof value === 'string' && /^(true|yes|on)$/i.test(value));

const NONE: Worked = { kind: 'none' };

/** A parameter with one value that never changes, with several, or with what comes from the user, as Terraform has it. */
function parameterOf(name: string, worked: Worked): Values {
  const value = worked.kind === 'known' ? worked.value : undefined;
  const fixed = at(value, 'StaticValue', 'Values');
  const values: readonly unknown[] = Array.isArray(fixed) ? fixed : [];
  if (values.length > 1) return { name, static_values: values };
  return values.length === 1 ? { name, static_value: values[0] } : { name, resource_value: at(value, 'ResourceValue', 'Value') };
}

const isLater = (worked: Worked): boolean => worked.kind === 'unknown' && worked.isLater;

function laterOf(worked: Readonly<Record<string, Worked>>): readonly string[] {
  return Object.entries(worked)
    .filter(([, one]) => isLater(one))
    .map(([name]) => name);
}

function textOf(worked: Worked): readonly string[] {
  return worked.kind === 'known' && typeof worked.value === 'string' ? [worked.value] : [];
}

function mapAt(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const found = at(value, name);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Readonly<Record<string, unknown>>) : {};
}
