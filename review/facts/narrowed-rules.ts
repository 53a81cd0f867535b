import { factOf, type AttributePath, type Fact, type Part, type Side } from '../part';
import type { PolicyChange } from '../policy-change';
import { rulesByRegion } from './rules-by-region';

/** A Config rule that stays where it was and judges less than before. */
export interface NarrowedRule {
  readonly rule: Part;
  /** Completes "the Config rule stays, but judges only …". */
  readonly words: string;
}

/**
 * Finds the Config rules that judge only some, or nobody, of whom they judged before. What is not known is no reason.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_Scope.html (read 2026-11)
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_EvaluationModeConfiguration.html (read 2026-11)
 */
export function narrowedRules(policy: PolicyChange): readonly NarrowedRule[] {
  return rulesByRegion(policy).flatMap(({ before, after }) => {
    // Where several judge one region, one that judges all that one of them did is enough.
    const narrowed = before
      .map((was) => after.flatMap((rule) => narrowing(was, rule) ?? []))
      .find((words) => words.length === after.length);
    return narrowed === undefined ? [] : after.map((rule, place) => ({ rule, words: narrowed[place] ?? '' }));
  });
}

function narrowing(was: Part, is: Part): string | undefined {
  return ahead(was, is) ?? ofTypes(was, is) ?? SOME.map((one) => ofSome(was, is, one)).find((words) => words !== undefined);
}

/** A rule that only looks ahead judges what is about to be made, never a user who is there. */
function ahead(was: Part, is: Part): string | undefined {
  return looksAhead(is, 'after') && !looksAhead(was, 'before')
    ? 'what is not yet made, because its evaluation is PROACTIVE alone'
    : undefined;
}

function looksAhead(rule: Part, side: Side): boolean {
  const fact = factOf(rule, side, ['evaluation_mode']);
  const modes = listIn(fact).map((_, place) => factOf(rule, side, ['evaluation_mode', place, 'mode']));
  return modes.length > 0 && modes.every((mode) => mode.kind === 'known' && mode.value === 'PROACTIVE');
}

const TYPES: AttributePath = ['scope', 0, 'compliance_resource_types'];

function ofTypes(was: Part, is: Part): string | undefined {
  const [before, after] = [scopeOf(was, 'before', TYPES), scopeOf(is, 'after', TYPES)];
  if (!leavesOutUsers(after) || leavesOutUsers(before)) return undefined;
  return `resources of the types ${shown(after)}, and no IAM users`;
}

/** Without types a rule judges all. */
function leavesOutUsers(types: Fact): boolean {
  return types.kind === 'known' && !listIn(types).includes('AWS::IAM::User');
}

/** What narrows a rule to some users, each with the words for what is left. */
const SOME = [
  { path: ['scope', 0, 'compliance_resource_id'], words: (value: string) => `the resource ${value}` },
  { path: ['scope', 0, 'tag_key'], words: (value: string) => `who has the tag ${value}` },
  { path: ['scope', 0, 'tag_value'], words: (value: string) => `who has a tag of the value ${value}` },
] as const;

/** Another one than before leaves out whom the one before took. */
function ofSome(was: Part, is: Part, { path, words }: (typeof SOME)[number]): string | undefined {
  const [before, after] = [scopeOf(was, 'before', path), scopeOf(is, 'after', path)];
  const isSame = before.kind === 'known' && after.kind === 'known' && before.value === after.value;
  return after.kind !== 'known' || isSame ? undefined : words(shown(after));
}

/** An organization rule has the same without a block, and under other names. */
const IN_ORGANIZATION: Readonly<Record<string, string>> = {
  compliance_resource_types: 'resource_types_scope',
  compliance_resource_id: 'resource_id_scope',
  tag_key: 'tag_key_scope',
  tag_value: 'tag_value_scope',
};

function scopeOf(rule: Part, side: Side, path: AttributePath): Fact {
  const name = IN_ORGANIZATION[String(path.at(-1))];
  const isOfOrganization = rule.change.type === 'aws_config_organization_managed_rule';
  return factOf(rule, side, isOfOrganization && name !== undefined ? [name] : path);
}

function listIn(fact: Fact): readonly unknown[] {
  return fact.kind === 'known' ? [fact.value].flat() : [];
}

function shown(fact: Fact): string {
  return fact.kind === 'known' && fact.isSensitive ? '(sensitive)' : listIn(fact).map(String).join(', ');
}
