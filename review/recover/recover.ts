import type { Floor } from '../floor';
import type { Leaves } from '../leaf';
import { isHidden, type Part, type PartKind, type Side } from '../part';
import type { Plan, ResourceChange } from '../plan';
import type { PlanView, UntoldPack } from '../policy-change';
import { embeddedJson } from '../embedded-json';
import { candidatesIn, fateOf, type Candidate } from './candidates';
import { groupsOf, type Group } from './groups';
import { packsIn } from './packs';
import type { ReadTemplate } from './pack-templates';
import { readAlerts } from './read-alerts';
import { Reading } from './reading';
import { readRecorder } from './read-recorder';
import { readRemediation } from './read-remediation';
import { readRule } from './read-rule';
import { readSurroundings } from './read-surroundings';

/** What may serve others too: a policy of which only such is left is gone. */
const SERVES_OTHERS: readonly PartKind[] = [
  'topic',
  'topic-policy',
  'subscription',
  'kms-key',
  'kms-alias',
  'bucket',
  'role',
  'role-policy',
  'role-attachment',
  'service-linked-role',
  'log-group',
  'queue',
];

/**
 * Finds the policies in a plan, as they were and as they become, and what else matters to them.
 *
 * @param readTemplate - reads the templates of conformance packs; without it only those in JSON are read, and any other is told as one
 * that cannot be
 */
export function recover(plan: Plan, floor: Floor, readTemplate: ReadTemplate = embeddedJson): PlanView {
  const packs = packsIn(plan, readTemplate);
  const candidates = candidatesIn(plan, packs);
  const groups = groupsOf(candidates);
  return {
    plan,
    policies: named(groups).map(([id, { parts }]) => {
      const before = readSide(parts, 'before', null);
      return { id, parts, before, after: readSide(parts, 'after', before) };
    }),
    recorders: recordersIn(candidates),
    accessKeys: candidates.filter(({ kind }) => kind === 'access-key'),
    untoldPacks: [...packs].flatMap(([change, { untold }]) => untoldPack(change, untold)),
    floor,
  };
}

function untoldPack({ address, actions, before, after }: ResourceChange, because: UntoldPack['because']): readonly UntoldPack[] {
  const fate = fateOf(actions, before, after);
  return fate === 'kept' || Object.keys(because).length === 0 ? [] : [{ address, fate, because }];
}

function readSide(parts: readonly Part[], side: Side, other: Leaves | null): Leaves | null {
  const isThere = parts.some((part) => part.isOwn && part[side] !== null && !SERVES_OTHERS.includes(part.kind));
  if (!isThere) return null;
  const reading = new Reading(parts, side, other);
  for (const read of [readRule, readRecorder, readAlerts, readRemediation, readSurroundings]) read(reading);
  return reading.leaves;
}

/** Names each policy by module, name of its Config rule and, where there are several, provider; a number where that is not enough. */
function named(groups: readonly Group[]): readonly (readonly [id: string, group: Group])[] {
  const hasSeveral = new Set(groups.map(({ provider }) => provider)).size > 1;
  const used = new Map<string, number>();
  return groups.map((group) => {
    const name = nameOf(group);
    const id = `${group.module === '' ? '' : `${group.module}: `}${name}${hasSeveral ? ` (${group.provider})` : ''}`;
    const count = (used.get(id) ?? 0) + 1;
    used.set(id, count);
    return [count === 1 ? id : `${id} #${String(count)}`, group];
  });
}

/** A name that is marked sensitive is not printed, and an id is: the block is named instead. */
function nameOf({ names, parts }: Group): string {
  const anchors = parts.filter(({ kind }) => kind === 'rule' || kind === 'function');
  const hidden = anchors.find((part) => (['before', 'after'] as const).some((side) => hidesName(part, side)));
  return hidden === undefined ? ([...names].at(-1) ?? '') : `${hidden.change.type}.${hidden.change.name}`;
}

function hidesName(part: Part, side: Side): boolean {
  return isHidden(part, side, part.kind === 'rule' ? ['name'] : ['environment', 0, 'variables', 'POWERTOOLS_SERVICE_NAME']);
}

function recordersIn(candidates: readonly Candidate[]): PlanView['recorders'] {
  const found = new Map<string, Part[]>();
  for (const recorder of candidates.filter(({ kind }) => kind === 'recorder')) {
    for (const region of new Set([recorder.regions.before, recorder.regions.after])) {
      if (region === undefined) continue;
      const key = `${recorder.provider} ${region}`;
      const there = found.get(key);
      if (there === undefined) found.set(key, [recorder]);
      else there.push(recorder);
    }
  }
  return found;
}

/** Counts the resources that change and are no part of any policy, besides those that were not even read. */
export function otherChangesIn({ plan, policies, untoldPacks }: PlanView): number {
  const parts = policies.flatMap((policy) => policy.parts);
  // What is in a conformance pack stands at its address.
  const known = new Set([...parts, ...untoldPacks].map(({ address }) => address));
  const isReactivated = (change: Plan['changes'][number]): boolean =>
    change.type === 'aws_iam_access_key' && change.before?.['status'] === 'Inactive' && change.after?.['status'] === 'Active';
  const others = plan.changes.filter(
    (change) =>
      change.mode === 'managed' &&
      change.deposed === undefined &&
      !['no-op', 'read'].includes(change.actions.join()) &&
      !known.has(change.address) &&
      !isReactivated(change),
  );
  return plan.otherChanges + others.length;
}
