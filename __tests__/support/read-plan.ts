import type { Plan } from '../../review/plan';
import { PlanReader } from '../../review/read/plan-reader';
import { WANTED_TYPES } from '../../review/recover/kinds';

/** Reads a plan that a test has as a value, as the command line reads a file. */
export function readPlan(plan: unknown): Plan {
  const reader = new PlanReader(WANTED_TYPES, 'plan.json');
  reader.feed(new TextEncoder().encode(JSON.stringify(plan)));
  return reader.end();
}

/** Cuts a plan down to one module of the root, as if it had been planned alone. */
export function onlyModule(plan: unknown, name: string): unknown {
  const {
    resource_changes: changes = [],
    resource_drift: drift = [],
    ...rest
  } = plan as {
    readonly resource_changes?: readonly { readonly address: string }[];
    readonly resource_drift?: readonly { readonly address: string }[];
  };
  const isOfModule = ({ address }: { readonly address: string }): boolean => address.startsWith(`module.${name}.`);
  return { ...rest, resource_changes: changes.filter(isOfModule), resource_drift: drift.filter(isOfModule) };
}
