import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { anyPair, anySettings } from '../../support/any-settings';
import { onlyModule } from '../../support/read-plan';
import { simulatedPlan } from '../../support/simulated-plan';
import { Workspace } from '../../support/terraform/terraform';
import { FOREIGN_CASES } from '../../terraform/foreign-policies';

/** A plan that the judge and a review are both asked about. */
export interface JudgedPlan {
  readonly title: string;
  readonly plan: unknown;
}

const EXAMPLE = join(__dirname, '..', '..', '..', 'examples', 'pull-request-review');
const HEAD = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = ">= 6.25, < 7.0" }\n  }\n}\n';

/** Plans by real Terraform of the policies that somebody else wrote: each module alone, and all of them as one plan. */
export async function foreignPlans(): Promise<readonly JudgedPlan[]> {
  const workspace = new Workspace({ files: rootOf('before') });
  try {
    ended(await workspace.init());
    ended(await workspace.apply());
    workspace.write(rootOf('after'));
    ended(await workspace.plan());
    const plan: unknown = await workspace.showPlan();
    const alone = FOREIGN_CASES.map(({ title }, at) => ({ title, plan: onlyModule(plan, moduleName(at)) }));
    return [...alone, { title: 'all policies of others together', plan }];
  } finally {
    workspace.dispose();
  }
}

/** Plans between random policies: each pair alone, some in one plan, some policies introduced and the same removed. */
export function randomPlans(
  counts: { readonly pairs: number; readonly alone: number; readonly together: number },
  seed: number,
): readonly JudgedPlan[] {
  const pairs = fc.sample(anyPair, { numRuns: counts.pairs, seed });
  const alone = fc.sample(anySettings, { numRuns: counts.alone, seed });
  const together = pairs.slice(0, counts.together).map(([before, after], at) => ({ module: `p${String(at)}`, before, after }));
  return [
    { title: 'some pairs together', plan: simulatedPlan(...together) },
    ...pairs.map(([before, after], at) => ({ title: `pair ${String(at)}`, plan: simulatedPlan({ before, after }) })),
    ...alone.map((after, at) => ({ title: `introduced ${String(at)}`, plan: simulatedPlan({ before: undefined, after }) })),
    ...alone.map((before, at) => ({ title: `removed ${String(at)}`, plan: simulatedPlan({ before, after: undefined }) })),
  ];
}

/**
 * The plan that the example is about.
 *
 * @throws Error when there is no such file.
 */
export function examplePlans(): readonly JudgedPlan[] {
  return [{ title: 'the example', plan: JSON.parse(readFileSync(join(EXAMPLE, 'plan.json'), 'utf8')) as unknown }];
}

const moduleName = (at: number): string => `c${String(at)}`;

function rootOf(side: 'before' | 'after'): Readonly<Record<string, string>> {
  const calls = FOREIGN_CASES.map((_, at) => `module "${moduleName(at)}" {\n  source = "./${moduleName(at)}"\n}\n`);
  const modules = FOREIGN_CASES.map((one, at) => [`${moduleName(at)}/main.tf`, `${HEAD}${one[side]}\n`] as const);
  return { 'main.tf': `${HEAD}${calls.join('')}`, ...Object.fromEntries(modules) };
}

function ended({ code, stderr }: { readonly code: number; readonly stderr: string }): void {
  if (code !== 0) throw new Error(`terraform must end with 0, got ${String(code)}: ${stderr}`);
}
