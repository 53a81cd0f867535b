import fc from 'fast-check';
import type { SweepPolicy } from '../../../domain/sweep-policy';
import { CALLS, type CallName, type Fault } from './gate';
import type { Denial } from './world';

/** The policy of a world, in small numbers, so that a whole life fits into some weeks. */
export interface PolicyScript {
  readonly limit: number;
  /** Cut to limit - 1. */
  readonly warn: number;
  readonly grace: number;
  readonly cap: number;
  readonly action: SweepPolicy['action'];
  readonly exempt: 'nobody' | 'user-0' | 'safe path' | 'tag keep';
}

/** How a key is treated by whoever owns it, day by day. */
export type Habit = 'silent' | 'used daily' | 'used rarely' | 'restored' | 'applied daily';

/** A user in the beginning. */
export interface UserScript {
  readonly path: '/' | '/safe/' | '/team/ci/';
  readonly tag: 'none' | 'true' | 'soon over' | 'junk';
  readonly keys: readonly { readonly ageDays: number; readonly usedDaysAgo: number | 'never'; readonly habit: Habit }[];
}

/** Something that somebody does with a key, or that happens to it, once. */
export interface KeyDeed {
  readonly on: 'key';
  readonly kind: (typeof KEY_DEEDS)[number];
}
const KEY_DEEDS = ['use', 'enable', 'disable', 'delete', 'expire', 'spoil', 'mend', 'hide use'] as const;

/** Something that somebody does with a user. */
export type UserDeed =
  | { readonly on: 'user'; readonly kind: 'tag'; readonly tag: UserScript['tag'] }
  | { readonly on: 'user'; readonly kind: 'move'; readonly path: UserScript['path'] }
  | { readonly on: 'user'; readonly kind: 'deny'; readonly denial: Denial | 'none' }
  | { readonly on: 'user'; readonly kind: 'dismiss' | 'replace a key' | 'rename' };

/** Something that happens to the account or its memory. */
export interface WorldDeed {
  readonly on: 'world';
  readonly kind: (typeof WORLD_DEEDS)[number];
}
const WORLD_DEEDS = ['hire', 'lose the table', 'spoil the ledger', 'mend the ledger', 'add a column'] as const;

/** Something that happens once. */
export type Deed = KeyDeed | UserDeed | WorldDeed;

/** How one sweep goes. */
export type SweepScript =
  | { readonly kind: 'none' }
  | { readonly kind: 'killed'; readonly at: number; readonly isLastCallDone: boolean }
  | { readonly kind: 'killed during'; readonly call: CallName; readonly isLastCallDone: boolean }
  /** While it runs, somebody does something. */
  | { readonly kind: 'disturbed'; readonly at: number; readonly deed: Deed; readonly user: number; readonly key: number }
  | { readonly kind: 'faulty'; readonly call: CallName; readonly first: number; readonly times: number; readonly how: Fault }
  | { readonly kind: 'skewed'; readonly minutes: number }
  | { readonly kind: 'pair'; readonly turns: readonly boolean[]; readonly killAt: number }
  | { readonly kind: 'hurried'; readonly seconds: number }
  | { readonly kind: 'twice' };

/** A world from its beginning to its end. */
export interface Script {
  readonly policy: PolicyScript;
  readonly users: readonly UserScript[];
  /** Users with two keys each that are used every day, as most are. */
  readonly colleagues: number;
  readonly days: number;
  /** Minutes until a use and a change of status are seen. */
  readonly lags: readonly [number, number];
  readonly deeds: readonly { readonly day: number; readonly user: number; readonly key: number; readonly deed: Deed }[];
  readonly sweeps: readonly { readonly day: number; readonly sweep: SweepScript }[];
  readonly changes: readonly { readonly day: number; readonly change: Partial<PolicyScript> }[];
  readonly pauses: readonly { readonly day: number; readonly days: number }[];
}

const action = fc.constantFrom<SweepPolicy['action']>('delete', 'deactivate', 'delete', 'notify', 'delete');
const exempt = fc.constantFrom<PolicyScript['exempt']>('nobody', 'tag keep', 'safe path', 'user-0');
const policyOf = (limits: fc.Arbitrary<number>): fc.Arbitrary<PolicyScript> =>
  fc.record({
    limit: limits,
    warn: fc.nat(5),
    grace: fc.integer({ min: 1, max: 8 }),
    cap: fc.constantFrom(10, 1, 2),
    action,
    exempt,
  });
const path = fc.constantFrom<UserScript['path']>('/', '/team/ci/', '/safe/');
const tag = fc.constantFrom<UserScript['tag']>('none', 'none', 'soon over', 'true', 'junk');
const habit = fc.constantFrom<Habit>('silent', 'silent', 'silent', 'restored', 'used rarely', 'applied daily', 'used daily');
const key = fc.record({
  ageDays: fc.nat(20),
  usedDaysAgo: fc.oneof(fc.constant('never' as const), fc.nat(12)),
  habit,
});
const user: fc.Arbitrary<UserScript> = fc.record({ path, tag, keys: fc.array(key, { minLength: 1, maxLength: 2 }) });
const denial = fc.constantFrom<Denial | 'none'>('none', 'writing', 'reading', 'use');
const keyDeed = (...kinds: readonly KeyDeed['kind'][]): fc.Arbitrary<Deed> =>
  fc.constantFrom(...kinds).map((kind): Deed => ({ on: 'key', kind }));
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: keyDeed(...KEY_DEEDS) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Deed>(
      { on: 'user', kind: 'replace a key' },
      { on: 'user', kind: 'dismiss' },
      { on: 'user', kind: 'rename' },
    ),
  },
  { weight: 1, arbitrary: tag.map((tag): Deed => ({ on: 'user', kind: 'tag', tag })) },
  { weight: 1, arbitrary: path.map((path): Deed => ({ on: 'user', kind: 'move', path })) },
  { weight: 2, arbitrary: denial.map((denial): Deed => ({ on: 'user', kind: 'deny', denial })) },
  { weight: 2, arbitrary: fc.constantFrom(...WORLD_DEEDS).map((kind): Deed => ({ on: 'world', kind })) },
);
const sweepScript: fc.Arbitrary<SweepScript> = fc.oneof(
  fc.constant<SweepScript>({ kind: 'twice' }),
  fc.record({ kind: fc.constant('killed' as const), at: fc.nat(30), isLastCallDone: fc.boolean() }),
  fc.record({
    kind: fc.constant('killed during' as const),
    call: fc.constantFrom<CallName>('keys.deactivate', 'keys.delete', 'memory.write', 'teller.publish'),
    isLastCallDone: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('disturbed' as const),
    at: fc.nat(20),
    deed: keyDeed('use', 'enable', 'disable', 'delete'),
    user: fc.nat(3),
    key: fc.nat(1),
  }),
  fc.record({
    kind: fc.constant('faulty' as const),
    call: fc.constantFrom(...CALLS),
    first: fc.nat(3),
    times: fc.integer({ min: 1, max: 4 }),
    how: fc.constantFrom<Fault>('denied', 'throttled', 'answer-lost'),
  }),
  fc.record({ kind: fc.constant('skewed' as const), minutes: fc.integer({ min: -45, max: 45 }) }),
  fc.record({ kind: fc.constant('pair' as const), turns: fc.array(fc.boolean(), { maxLength: 24 }), killAt: fc.nat(80) }),
  fc.record({ kind: fc.constant('hurried' as const), seconds: fc.integer({ min: 1, max: 24 }) }),
  fc.constant<SweepScript>({ kind: 'none' }),
);

/** How large worlds are. */
export interface Size {
  readonly days: { readonly min: number; readonly max: number };
  readonly users: number;
  /** Most deeds, and most sweeps that are not plain. */
  readonly deeds: number;
  readonly limit: number;
}

/** Composes policies with limits up to one. */
export const policies = (limit: number): fc.Arbitrary<PolicyScript> => policyOf(fc.integer({ min: 1, max: limit }));

/** Composes worlds of a size. */
export function scripts({ days, users, deeds, limit }: Size): fc.Arbitrary<Script> {
  const day = fc.nat(days.max);
  const limits = fc.integer({ min: 1, max: limit });
  const graces = fc.integer({ min: 1, max: 8 });
  const change = { limit: limits, warn: fc.nat(5), grace: graces, cap: fc.constantFrom(1, 2, 10), action, exempt };
  return fc.record({
    policy: policyOf(limits),
    users: fc.array(user, { minLength: 1, maxLength: users }),
    colleagues: fc.nat(4),
    days: fc.integer(days),
    lags: fc.tuple(fc.constantFrom(0, 10, 240, 600), fc.constantFrom(0, 0, 5, 40)),
    deeds: fc.array(fc.record({ day, user: fc.nat(3), key: fc.nat(1), deed }), { maxLength: deeds }),
    sweeps: fc.array(fc.record({ day, sweep: sweepScript }), { maxLength: deeds }),
    changes: fc.array(fc.record({ day, change: fc.record(change, { requiredKeys: [] }) }), { maxLength: Math.ceil(deeds / 3) }),
    pauses: fc.array(fc.record({ day, days: fc.constantFrom(2, 6, 7, 8, 9, 15) }), { maxLength: 1 }),
  });
}
