import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { review } from '../../../review/review';
import type { ReviewResult } from '../../../review/review-result';
import { readPlan } from '../../support/read-plan';
import { describeWithTerraform } from '../../support/terraform/describe-with-terraform';
import { describeWithJudge } from './describe-with-judge';
import { regoFindings, unsaid, type RegoFinding } from './rego';
import { examplePlans, foreignPlans, randomPlans, type JudgedPlan } from './rego-plans';

const SEED = 5;
const TIMEOUT_MS = 300_000;

/** What both say of a plan. */
interface Judged {
  readonly title: string;
  readonly found: readonly RegoFinding[];
  readonly result: ReviewResult;
}

/** Asks the judge about all plans at once, and reviews each. */
async function judged(plans: readonly JudgedPlan[]): Promise<readonly Judged[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rego-'));
  try {
    const paths = plans.map(({ plan }, at) => {
      const path = join(folder, `${String(at)}.json`);
      writeFileSync(path, JSON.stringify(plan));
      return path;
    });
    const found = await regoFindings(paths);
    return plans.map(({ title, plan }, at) => ({ title, found: found[at] ?? [], result: review(readPlan(plan), {}) }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What reviews leave unsaid, by plan; those of which everything is said are left out. */
function leftUnsaid(all: readonly Judged[]): Readonly<Record<string, readonly RegoFinding[]>> {
  const entries = all.map(({ title, found, result }) => [title, unsaid(found, result)] as const);
  return Object.fromEntries(entries.filter(([, findings]) => findings.length > 0));
}

const checksFound = (all: readonly Judged[]): readonly string[] =>
  [...new Set(all.flatMap(({ found }) => found.map(({ check }) => check)))].sort();

/** Declares what must hold of plans; `heard` are the checks of the judge that find something in them, or nothing would be compared. */
function testsOf(plans: () => Promise<readonly JudgedPlan[]>, heard: readonly string[]): void {
  let all: readonly Judged[];
  beforeAll(async () => {
    all = await judged(await plans());
  }, TIMEOUT_MS);

  test('says at least what the policy in rego says', () => {
    expect(leftUnsaid(all)).toEqual({});
  });

  test('is held against checks that find something', () => {
    expect(checksFound(all)).toEqual(heard);
  });

  test.each(heard)('is told to be short when it does not say %s', (check) => {
    const short = all.map((one) => ({
      ...one,
      result: { ...one.result, findings: one.result.findings.filter((finding) => finding.check !== check) },
    }));
    const found = all.map(({ title, found }) => [title, found.filter((finding) => finding.check === check)] as const);
    expect(leftUnsaid(short)).toEqual(Object.fromEntries(found.filter(([, findings]) => findings.length > 0)));
  });
}

describeWithJudge('rego', 'beside a policy in rego, a review', () => {
  describeWithTerraform('of what Terraform plans for the policies of others', () => {
    testsOf(foreignPlans, [
      'alarm-weakened',
      'alerts-removed',
      'foreign-remediation',
      'key-reactivated',
      'limit-raised',
      'policy-introduced',
      'recorder-removed',
      'recorder-stopped',
      'region-moved',
      'rule-removed',
      'second-recorder',
      'topic-unencrypted',
      'unknown-until-apply',
    ]);
  });

  describe('of what changes between random policies', () => {
    testsOf(
      () => Promise.resolve(randomPlans({ pairs: 150, alone: 10, together: 15 }, SEED)),
      [
        'cap-raised',
        'exemption-widened',
        'grace-shortened',
        'home-moved',
        'limit-raised',
        'memory-removed',
        'notice-shortened',
        'policy-introduced',
        'policy-removed',
        'recorder-removed',
        'region-removed',
        'remediation-armed',
        'rule-removed',
      ],
    );
  });

  describe('of the example', () => {
    testsOf(() => Promise.resolve(examplePlans()), ['alarm-weakened', 'limit-raised', 'remediation-armed']);
  });
});
