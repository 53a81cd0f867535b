import fc from 'fast-check';
import { appendFileSync } from 'node:fs';
import { changedSettings } from '../../review/changed-settings';
import { review } from '../../review/review';
import { anyPair } from '../support/any-settings';
import { readPlan } from '../support/read-plan';
import { simulatedPlan } from '../support/simulated-plan';
test('collect', () => {
  const seen = new Map<string, string>();
  for (const [before, after] of fc.sample(anyPair, { numRuns: 150, seed: 12 })) {
    const plan = simulatedPlan({ before, after });
    const result = review(readPlan(plan), {});
    const [policy] = result.policies;
    for (const u of result.unjudged) {
      const key = `${u.address.replace(/\[.*/, '')} ${u.fate} ${u.attributes.join()}`;
      if (seen.has(key)) continue;
      const c = plan.resource_changes.find(({ address }) => address === u.address)?.change;
      seen.set(key, `${key}\n   ${[...changedSettings(policy?.before ?? new Map(), policy?.after ?? new Map())].join()}\n` + u.attributes.map((a) => `   ${JSON.stringify(c?.before?.[a])}\n   ${JSON.stringify(c?.after?.[a])}\n`).join(''));
    }
  }
  appendFileSync('/tmp/collected.txt', [...seen.values()].join('\n') + '\n=====\n');
}, 200000);
