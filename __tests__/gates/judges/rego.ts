import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { ReviewResult } from '../../../review/review-result';
import { judgeProgram } from './describe-with-judge';

const JUDGE = join(__dirname, '..', '..', '..', 'judges', 'plan-review', 'judge.py');

/** What the policy in rego has against a plan. */
export interface RegoFinding {
  readonly check: string;
  readonly address: string;
}

type Said = { readonly findings: readonly RegoFinding[] } | { readonly error: string };

/**
 * Asks the policy in rego about plans in Terraform's JSON, all in one process; findings by check and address, in the order of the paths.
 *
 * @throws Error when a plan is no JSON, or holds what the engine cannot evaluate.
 */
export async function regoFindings(plans: readonly string[]): Promise<readonly (readonly RegoFinding[])[]> {
  const lines = (await ask(plans)).split('\n').slice(0, -1);
  if (lines.length !== plans.length) throw new Error(`rego must answer for ${String(plans.length)} plans, got ${String(lines.length)}`);
  return lines.map((line, at) => {
    const said = JSON.parse(line) as Said;
    if ('error' in said) throw new Error(`rego must be able to judge the plan, got '${said.error}' (at ${plans[at] ?? ''})`);
    return said.findings;
  });
}

/**
 * What rego finds and a review does not: of the same check there is no finding on the resource, nor on a policy that the resource belongs to,
 * because a review says once for a policy what changes in several places.
 */
export function unsaid(found: readonly RegoFinding[], { policies, findings }: ReviewResult): readonly RegoFinding[] {
  const policiesOf = (address: string): readonly string[] =>
    policies.filter(({ parts }) => parts.some((part) => part.address === address)).map(({ id }) => id);
  return found.filter(
    ({ check, address }) =>
      !findings.some(
        (finding) =>
          finding.check === check &&
          (finding.address === address || (finding.policy !== null && policiesOf(address).includes(finding.policy))),
      ),
  );
}

function ask(plans: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(judgeProgram('rego', 'python'), [JUDGE], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`rego must end with 0, got ${String(error.code)}: ${stderr.slice(-2000)}`));
    });
    child.stdin?.end(plans.map((path) => `${path}\n`).join(''));
  });
}
