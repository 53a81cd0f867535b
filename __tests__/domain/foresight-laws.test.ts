import fc from 'fast-check';
import { foresee, type KnownFate } from '../../domain/foresee';
import type { ForeseenAct } from '../../domain/foreseen-key';
import { foresight } from '../../domain/foresight';
import type { Instant } from '../../domain/instant';
import type { SweepPolicy } from '../../domain/sweep-policy';
import type { TurnOfFate } from '../../domain/turn-of-fate';
import { ACCOUNTS, POLICIES } from '../support/any-account';
import { foresightPolicy, sideOf } from '../support/foreseen';
import { SEED } from '../support/world/seed';

/** How many accounts are tried. */
const WHOLE = 300;
const RUNS = Number(process.env['LAW_RUNS'] ?? WHOLE);
/** With fewer, not everything happens. */
const isWhole = RUNS >= WHOLE;
const OPTIONS = { numRuns: RUNS, seed: SEED };
const whenOf = (fate: KnownFate, act: ForeseenAct): Instant => fate.steps.find(({ step }) => step === act)?.at ?? Infinity;

test('a policy that stays changes nothing for anybody', () => {
  const seen = new Set<TurnOfFate>();
  fc.assert(
    fc.property(ACCOUNTS, POLICIES, ({ account }, sweep) => {
      const turns = foresight(account, sideOf(sweep), sideOf(sweep)).keys.map(({ turn }) => turn);
      for (const turn of turns) seen.add(turn);
      expect(turns.filter((turn) => turn !== 'same' && turn !== 'unknown')).toEqual([]);
    }),
    OPTIONS,
  );
  if (isWhole) expect([...seen].sort()).toEqual(['same', 'unknown']);
});

test('a change that is taken back turns every key the other way', () => {
  const BACK: Readonly<Record<TurnOfFate, TurnOfFate>> = {
    ...{ further: 'spared', spared: 'further', sooner: 'later', later: 'sooner', same: 'same', unknown: 'unknown' },
  };
  fc.assert(
    fc.property(ACCOUNTS, POLICIES, POLICIES, ({ account }, one, other) => {
      const turns = (before: SweepPolicy, after: SweepPolicy): readonly (readonly [string | null, TurnOfFate])[] =>
        foresight(account, sideOf(before), sideOf(after))
          .keys.map(({ key, turn }) => [key.accessKeyId, turn] as const)
          .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
      expect(turns(one, other)).toEqual(turns(other, one).map(([key, turn]) => [key, BACK[turn]]));
    }),
    OPTIONS,
  );
});

test('the order of the keys changes nothing', () => {
  fc.assert(
    fc.property(ACCOUNTS, POLICIES, POLICIES, ({ account, shuffled }, before, after) => {
      expect(foresight(shuffled, sideOf(before), sideOf(after))).toEqual(foresight(account, sideOf(before), sideOf(after)));
    }),
    OPTIONS,
  );
});

// With a cap it may: a key that is spared by the higher limit makes room for another.
test('a higher limit alone hits no key earlier, where nobody waits for the cap', () => {
  const seen = new Set<TurnOfFate>();
  fc.assert(
    fc.property(ACCOUNTS, POLICIES, fc.integer({ min: 1, max: 40 }), ({ account }, policy, more) => {
      const before = { ...policy, maxKeysPerDay: 10 };
      const after = { ...before, maxCredentialUsageAgeDays: before.maxCredentialUsageAgeDays + more };
      const { keys } = foresight(account, sideOf(before), sideOf(after));
      for (const { turn } of keys) seen.add(turn);
      expect(keys.filter(({ turn }) => turn === 'further' || turn === 'sooner')).toEqual([]);
      for (const { before: was, after: becomes } of keys) {
        if (was?.kind !== 'foreseen' || becomes?.kind !== 'foreseen') continue;
        for (const act of ['tell', 'deactivate', 'delete'] as const) expect(whenOf(becomes, act)).toBeGreaterThanOrEqual(whenOf(was, act));
      }
    }),
    OPTIONS,
  );
  if (isWhole) expect([...seen].sort()).toEqual(['later', 'same', 'spared', 'unknown']);
});

test('no active key is deleted unless it is announced, deactivated and announced for deletion before, each after the other', () => {
  let deleted = 0;
  fc.assert(
    fc.property(ACCOUNTS, POLICIES, ({ account }, sweep) => {
      const fates = foresee(account, foresightPolicy(sweep));
      account.keys.forEach(({ facts, record }, at) => {
        const fate = fates[at];
        if (fate?.kind !== 'foreseen' || 'unknown' in facts || facts.status !== 'Active') return;
        const isAnnounced = record !== null && typeof record === 'object' && record.notice !== undefined;
        const acts = fate.steps.map(({ step }) => step);
        if (acts.at(-1) !== 'delete') return;
        deleted += 1;
        const life = ['announce', 'deactivate', 'announce-deletion', 'delete'];
        expect(acts).toEqual(isAnnounced && acts[0] !== 'announce' ? life.slice(1) : life);
        const instants = fate.steps.map((step) => step.at);
        expect(instants).toEqual([...new Set(instants)].sort((one, other) => one - other));
      });
    }),
    OPTIONS,
  );
  if (isWhole) expect(deleted).toBeGreaterThan(RUNS / 10);
});

test('nothing is done about keys of who is exempt, as long as that lasts', () => {
  let spared = 0;
  fc.assert(
    fc.property(ACCOUNTS, POLICIES, ({ account }, sweep) => {
      for (const fate of foresee(account, foresightPolicy(sweep))) {
        if (fate.kind !== 'foreseen' || fate.exemptBecause === null) continue;
        spared += 1;
        const endsAt = fate.exemptBecause.endsWith('until 2026-12-10') ? Date.parse('2026-12-11') : Infinity;
        expect(fate.steps.filter(({ at }) => at < endsAt)).toEqual([]);
      }
    }),
    OPTIONS,
  );
  if (isWhole) expect(spared).toBeGreaterThan(RUNS / 10);
});
