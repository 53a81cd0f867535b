import type { Found, PolicyCheck } from '../check';
import { isGone } from '../facts/gone';
import { narrowedRules } from '../facts/narrowed-rules';
import type { Part } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { regionsSaid } from '../facts/regions-said';

/** Finds that the Config rule goes from a region, whatever becomes of the rest, or stays there and no longer judges all. */
export const ruleRemoved: PolicyCheck = {
  name: 'rule-removed',
  severity: 'danger',
  asks: 'policy',
  means:
    'The Config rule that finds unused credentials goes from a region and none takes its place there; or it stays and judges only some users or nobody: its scope narrows, or it only looks ahead.',
  why: 'Without the rule nobody judges the users there: forgotten access keys stay, and nothing says so.',
  example: 'The plan deletes `aws_config_config_rule.unused_credentials`, or a `removed` block drops it from the state.',
  advice: 'Keep the rule, or say in the pull request what finds unused credentials instead.',
  find(policy) {
    const lost = lostRules(policy);
    const [first] = lost;
    return [...(first === undefined ? [] : [found(first, lost)]), ...narrowed(policy)];
  },
};

/** The rules that go from a region where none stands after. A new one whose region is not told may stand where one of the same provider went. */
function lostRules(policy: PolicyChange): readonly Part[] {
  const rules = partsOf(policy, 'rule');
  const after = rules.filter((rule) => rule.after !== null);
  const placeless = after.filter((rule) => rule.before === null && rule.regions.after === undefined);
  return rules.filter(isGone).filter((rule) => {
    const { before } = rule.regions;
    if (before !== undefined && after.some(({ regions }) => regions.after === before)) return false;
    const place = placeless.findIndex(({ provider }) => provider === rule.provider);
    if (place >= 0) placeless.splice(place, 1);
    return place < 0;
  });
}

/** Regions in which the rule is narrowed alike are said together. */
function narrowed(policy: PolicyChange): readonly Found[] {
  const all = narrowedRules(policy);
  return [...new Set(all.map(({ words }) => words))].map((words) => {
    const alike = all.filter((one) => one.words === words).map(({ rule }) => rule);
    return {
      address: alike[0]?.address ?? null,
      message: `the Config rule stays in ${regionsSaid(alike, 'after')}, but judges only ${words}: nobody looks for the unused credentials of others there any more`,
    };
  });
}

function found(first: Part, lost: readonly Part[]): Found {
  const deleted = lost.filter(({ fate }) => fate !== 'forgotten');
  const forgotten = lost.filter(({ fate }) => fate === 'forgotten');
  const words = [
    ...(deleted.length === 0
      ? []
      : [`the Config rule goes from ${regionsSaid(deleted, 'before')}: nobody looks for unused credentials there any more`]),
    ...(forgotten.length === 0
      ? []
      : [`the Config rule in ${regionsSaid(forgotten, 'before')} is forgotten: it stays in AWS, but Terraform no longer keeps it`]),
  ];
  return { address: first.address, message: words.join('; ') };
}
