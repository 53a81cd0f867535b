import type { DirectionCheck } from '../check';
import { isGone } from '../facts/gone';
import type { Part } from '../part';
import { partsOf } from '../policy-change';

/** Finds that no Config rule is left in any region, while other parts of the policy stay. */
export const ruleMissing: DirectionCheck = {
  name: 'rule-missing',
  severity: 'danger',
  asks: 'direction',
  means: 'No Config rule for unused credentials is left in any region, although other parts of the policy stay.',
  why: 'What stays looks like a working policy and costs money, but nothing finds a forgotten password or access key any more.',
  example: 'The plan deletes the only Config rule and leaves the recorder, the topic and the alarms.',
  advice: 'Keep the rule in at least one region, or remove the whole policy on purpose.',
  find(policy) {
    const rules = partsOf(policy, 'rule');
    const gone = rules.filter(isGone);
    const [first] = gone;
    const stays = policy.parts.some(({ kind, isOwn, after }) => kind !== 'rule' && isOwn && after !== null);
    if (first === undefined || !stays || rules.some(({ after }) => after !== null)) return [];
    return [{ address: first.address, message: wordsFor(gone) }];
  },
};

function wordsFor(gone: readonly Part[]): string {
  const forgotten = gone.filter(({ fate }) => fate === 'forgotten');
  if (forgotten.length === 0)
    return 'no Config rule is left in any region, while other parts of the policy stay: nobody looks for unused credentials any more';
  const besides = forgotten.length < gone.length ? ', and the others are deleted' : '';
  return `Terraform keeps no Config rule in any region any more, while other parts of the policy stay: what is forgotten stays in AWS, but nothing holds it as it is${besides}`;
}
