import type { Construct } from 'constructs';
import type { DeclaredPolicy } from '../domain/read-policy';
import { settingAt, type SettingPath } from '../domain/settings';
import { valueAt } from '../domain/value-path';
import { conditionsBetween, conditionsOn, type Condition, type Subject } from './conditions';
import { TerraformLocal, type TerraformResourceLifecycle } from './terraform';

/** Set on a scope whose deferred values are variables with validations of their own, named as the module names them. */
export const VARIABLES_CONTEXT = 'iam-unused-credentials:variables';

/**
 * Makes preconditions of the bounds of everything that is known only when Terraform plans.
 * Each deferred value gets a local, because a condition needs an expression that can be written inside another.
 */
export function preconditionsFor(scope: Construct, { policy, deferred }: DeclaredPolicy): TerraformResourceLifecycle | undefined {
  if (deferred.size === 0) return undefined;
  const hasVariables = scope.node.tryGetContext(VARIABLES_CONTEXT) === true;
  const locals = new Map<SettingPath, string>();
  const subject = (path: SettingPath): Subject | undefined => {
    const value = valueAt(policy, path.split('.'));
    const setting = settingAt(path);
    if (value === undefined || setting === undefined) return undefined;
    const name = hasVariables ? setting.variable : path;
    if (!deferred.has(path)) return { expression: JSON.stringify(value), name };
    const local = locals.get(path) ?? `local.${new TerraformLocal(scope, `given-${setting.flag}`, value).friendlyUniqueId}`;
    locals.set(path, local);
    return { expression: local, name };
  };
  const single = hasVariables
    ? []
    : [...deferred].flatMap((path) => {
        const [setting, given] = [settingAt(path), subject(path)];
        return setting === undefined || given === undefined ? [] : conditionsOn(setting, given, false);
      });
  const precondition: Condition[] = [...single, ...conditionsBetween(deferred, subject)];
  return precondition.length === 0 ? undefined : { precondition };
}
