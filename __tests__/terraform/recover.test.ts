import fc from 'fast-check';
import { declareModule, declareRoot } from '../../constructs/write';
import type { UnusedCredentialsSettings } from '../../domain/policy';
import { recover } from '../../review/recover/recover';
import { policyJson } from '../../review/render/policy-json';
import { anySettings } from '../support/any-settings';
import { naivePlan } from '../support/naive-plan';
import { normalForm } from '../support/normal-form';
import { LITERAL } from '../support/settings';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { Workspace } from '../support/terraform/terraform';

const POLICIES = Number(process.env['LAW_POLICIES'] ?? 20);
const SEED = Number(process.env['LAW_SEED'] ?? 20261124);

/** A root that calls one module for each policy, all in one account. */
function rootOf(all: readonly UnusedCredentialsSettings[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const modules: Record<string, object> = {};
  all.forEach((settings, at) => {
    const name = `p${String(at)}`;
    // Literal settings, and the variables of a module left at their defaults.
    const made = at % 2 === 0 ? declareRoot(settings, LITERAL).files : declareModule(settings, LITERAL).files;
    for (const [file, text] of Object.entries(made))
      if (/^[a-z]+\.tf\.json$/.test(file) && file !== 'provider.tf.json') files[`${name}/${file}`] = text;
    modules[name] = { source: `./${name}` };
  });
  return { ...files, 'main.tf.json': JSON.stringify({ provider: { aws: { region: 'us-east-1' } }, module: modules }) };
}

describeWithTerraform('what Terraform plans of a policy', () => {
  test('is recovered as the policy that was declared', async () => {
    const all = fc.sample(anySettings, { numRuns: POLICIES, seed: SEED });
    const workspace = new Workspace({ files: rootOf(all), timeoutMs: 400_000 });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
      expect(await workspace.plan()).toMatchObject({ code: 0, stderr: '' });
      const view = recover(naivePlan(await workspace.showPlan()), {});
      const found = Object.fromEntries(
        view.policies.map(({ id, after, before }) => [
          id.split(':')[0]?.slice('module.'.length),
          { before, after: after && policyJson(after, new Set()) },
        ]),
      );
      const wanted = Object.fromEntries(all.map((settings, at) => [`p${String(at)}`, { before: null, after: normalForm(settings) }]));
      expect(found).toEqual(wanted);
    } finally {
      workspace.dispose();
    }
  });
});
