import { conditionsOnRemediation } from './remediation-conditions';
import { OFFERED_REGIONS, PARTITION_BY_PREFIX } from '../domain/regions';
import { settingAt, type Setting, type SettingPath } from '../domain/settings';

/** A bound that Terraform checks when it plans, as `validation` and `precondition` take it. */
export interface Condition {
  readonly condition: string;
  readonly errorMessage: string;
}

/** A value in Terraform's language: how it is written and how the reader knows it. */
export interface Subject {
  readonly expression: string;
  readonly name: string;
}

/** States the bounds of one setting as Terraform's language has them: the same bounds, the same words as at synth. */
export function conditionsOn(setting: Setting, { expression, name }: Subject, nullable: boolean): readonly Condition[] {
  const met = testsOf(setting, expression);
  if (met.length === 0) return [];
  const all = met.join(' && ');
  return [
    {
      condition: `\${${nullable ? `${expression} == null ? true : (${all})` : all}}`,
      errorMessage: `${name} must be ${setting.accepts}.`,
    },
  ];
}

function testsOf({ kind, bounds }: Setting, value: string): readonly string[] {
  switch (kind) {
    case 'integer':
      return [
        ...(bounds.minimum === undefined ? [] : [`${value} >= ${String(bounds.minimum)}`]),
        ...(bounds.maximum === undefined ? [] : [`${value} <= ${String(bounds.maximum)}`]),
        ...(bounds.oneOf === undefined ? [] : [`contains(${JSON.stringify(bounds.oneOf)}, ${value})`]),
        `floor(${value}) == ${value}`,
      ];
    case 'choice':
      return [`contains(${JSON.stringify(bounds.choices ?? [])}, ${value})`];
    case 'string':
      return [
        ...(bounds.pattern === undefined ? [] : [matches(bounds.pattern, value)]),
        ...(bounds.maxLength === undefined ? [] : [matches(`^.{0,${String(bounds.maxLength)}}$`, value)]),
        ...(bounds.not === undefined ? [] : [`!${matches(bounds.not, value)}`]),
      ];
    case 'list':
      return [
        ...(bounds.minItems === undefined ? [] : [`length(${value}) >= ${String(bounds.minItems)}`]),
        ...(bounds.maxItems === undefined ? [] : [`length(${value}) <= ${String(bounds.maxItems)}`]),
        `length(distinct(${value})) == length(${value})`,
        ...(bounds.item === undefined ? [] : [`alltrue([for item in ${value} : ${matches(bounds.item, 'item')}])`]),
        ...(bounds.itemMaxLength === undefined
          ? []
          : [`alltrue([for item in ${value} : length(item) <= ${String(bounds.itemMaxLength)}])`]),
      ];
    case 'map':
      return [
        ...(bounds.maxItems === undefined ? [] : [`length(${value}) <= ${String(bounds.maxItems)}`]),
        ...(bounds.item === undefined ? [] : [`alltrue([for item in values(${value}) : ${matches(bounds.item, 'item')}])`]),
        ...(bounds.key === undefined ? [] : [`alltrue([for key in keys(${value}) : ${matches(bounds.key, 'key')}])`]),
        ...(bounds.notKey === undefined ? [] : [`alltrue([for key in keys(${value}) : !${matches(bounds.notKey, 'key')}])`]),
      ];
    case 'boolean':
    case 'object':
      return [];
  }
}

const matches = (pattern: string, value: string): string => `can(regex("${pattern}", ${value}))`;

/** States what concerns two settings. Asked for a path, `subject` gives the expression of a deferred value or of a literal one. */
export function conditionsBetween(
  deferred: ReadonlySet<SettingPath>,
  subject: (path: SettingPath) => Subject | undefined,
): readonly Condition[] {
  const either = (...paths: SettingPath[]): boolean => paths.some((path) => deferred.has(path));
  const of = (path: SettingPath): Subject => subject(path) ?? { expression: 'null', name: path };
  const [regions, home, allowed] = [of('regions'), of('homeRegion'), of('allowRegions')];
  const offered = JSON.stringify(OFFERED_REGIONS);
  return [
    ...(either('regions', 'allowRegions')
      ? [
          {
            condition: `\${alltrue([for region in ${regions.expression} : contains(concat(${offered}, ${allowed.expression}), region)])}`,
            errorMessage: `${regions.name} must be AWS regions that offer the Config rule, got \${join(", ", ${regions.expression})}; a region where AWS offers it by now goes into ${allowed.name}.`,
          },
          onePartition(regions),
        ]
      : []),
    ...(either('regions', 'homeRegion')
      ? [
          {
            condition: `\${contains(${regions.expression}, ${home.expression})}`,
            errorMessage: `${home.name} must be one of ${regions.name} (\${join(", ", ${regions.expression})}), got \${${home.expression}}.`,
          },
        ]
      : []),
    ...(['alerts.topicArn', 'kmsKeyArn', 'alerts.alarmActions'] as const).flatMap((path) => {
      const arns = subject(path);
      return arns !== undefined && either(path, 'homeRegion') ? [inHome(arns, home, settingAt(path)?.kind === 'list')] : [];
    }),
    ...(subject('remediation.action') === undefined ? [] : conditionsOnRemediation(either, of)),
  ];
}

/** States that regions are of one partition: an account lives in one. */
function onePartition({ expression, name }: Subject): Condition {
  const starts = PARTITION_BY_PREFIX.map(([prefix]) => prefix).join('|');
  return {
    condition: `\${length(distinct([for region in ${expression} : try(regex("^(?:${starts})", region), "")])) <= 1}`,
    errorMessage: `${name} must be in one partition, got \${join(", ", ${expression})}.`,
  };
}

/** States that an ARN, or each of a list, is in the home region or in none. */
function inHome(arns: Subject, home: Subject, isList: boolean): Condition {
  const list = isList ? arns.expression : `[${arns.expression}]`;
  return {
    condition: `\${alltrue([for arn in ${list} : contains(["", ${home.expression}], try(split(":", arn)[3], ""))])}`,
    errorMessage: `${arns.name} must be in the home region \${${home.expression}}.`,
  };
}
