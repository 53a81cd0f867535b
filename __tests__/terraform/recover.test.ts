import fc from 'fast-check';
import type { Policy, UnusedCredentialsSettings } from '../../domain/policy';
import type { Leaves } from '../../review/leaf';
import { recover } from '../../review/recover/recover';
import { policyJson } from '../../review/render/policy-json';
import { review } from '../../review/review';
import { anyPair, anySettings } from '../support/any-settings';
import { expectedFindings } from '../support/expected-findings';
import { normalForm } from '../support/normal-form';
import { moduleName, rootOf } from '../support/policy-modules';
import { onlyModule, readPlan } from '../support/read-plan';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { Workspace } from '../support/terraform/terraform';

type Side = UnusedCredentialsSettings | undefined;

/** Other policies than the usual ones, and more: LAW_SEED and LAW_POLICIES. */
const SEED = Number(process.env['LAW_SEED'] ?? 20261124);
const POLICIES = Number(process.env['LAW_POLICIES'] ?? 12);
const TIMEOUT_MS = 300_000;

/** Changes of policies, each in its module: the last two are introduced, and the two before them go. */
function changes(): readonly (readonly [before: Side, after: Side])[] {
  const pairs = fc.sample(anyPair, { numRuns: POLICIES, seed: SEED });
  const [one, other, third, fourth] = fc.sample(anySettings, { numRuns: 4, seed: SEED });
  return [...pairs, [one, undefined], [other, undefined], [undefined, third], [undefined, fourth]];
}

/** Applies one set of policies, and plans another. */
async function plannedBetween(all: readonly (readonly [before: Side, after: Side])[]): Promise<unknown> {
  const workspace = new Workspace({ files: rootOf(all.map(([before]) => before)), timeoutMs: TIMEOUT_MS });
  try {
    expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
    expect(await workspace.apply()).toMatchObject({ code: 0, stderr: '' });
    workspace.write(rootOf(all.map(([, after]) => after)));
    expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
    expect(await workspace.plan()).toMatchObject({ code: 0, stderr: '' });
    return await workspace.showPlan();
  } finally {
    workspace.dispose();
  }
}

const known = (leaves: Leaves | null): unknown => leaves && policyJson(leaves, new Set());
const wanted = (settings: Side): Policy | null => (settings === undefined ? null : normalForm(settings));

describeWithTerraform('what Terraform plans between two sets of policies', () => {
  const all = changes();
  let plan: unknown;
  beforeAll(async () => {
    plan = await plannedBetween(all);
  }, TIMEOUT_MS);

  test('is recovered as what was declared, before and after, all from one plan', () => {
    const found = recover(readPlan(plan), {}).policies.map(({ id, before, after }) => [id.split(':')[0], known(before), known(after)]);
    const declared = all.map(([before, after], at) => [`module.${moduleName(at)}`, wanted(before), wanted(after)]);
    expect(Object.fromEntries(found.map(([id, ...sides]) => [id, sides]))).toEqual(
      Object.fromEntries(declared.map(([id, ...sides]) => [id, sides])),
    );
    expect(found).toHaveLength(all.length);
  });

  test.each(all.map((pair, at) => [moduleName(at), pair] as const))(
    'has exactly the findings that the difference calls for in %s',
    (name, [before, after]) => {
      const result = review(readPlan(onlyModule(plan, name)), {});
      const checks = [...new Set(result.findings.map(({ check }) => check))].sort();
      expect({ checks, unknown: result.findings.filter(({ check }) => check === 'unknown-until-apply') }).toEqual({
        checks: expectedFindings(wanted(before), wanted(after)),
        unknown: [],
      });
    },
  );
});
