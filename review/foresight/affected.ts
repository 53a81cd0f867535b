import { foresightCautions } from '../../domain/explain-foresight';
import { foresight, type Foresight, type ForesightSide } from '../../domain/foresight';
import type { Instant } from '../../domain/instant';
import { numberOf } from '../leaf';
import { factOf, stringOf, type Side } from '../part';
import type { Plan } from '../plan';
import { partsOf, type PolicyChange } from '../policy-change';
import type { Finding } from '../review-result';
import type { ScannedAccount } from './scanned-account';
import { foresightSide, isOfOrganization } from './side';

/** What the change of one policy means for the access keys of the account that was scanned. */
export interface AffectedByPolicy {
  /** The id of the policy. */
  readonly policy: string;
  /** Null when the scan says nothing of it. */
  readonly foresight: Foresight | null;
  /** What must be known of it: why there is no foresight, or what it rests on. */
  readonly notes: readonly string[];
}

/** Who is affected by a plan. */
export interface Affected {
  readonly accountId: string;
  /** When the account was scanned. */
  readonly at: Instant;
  /** Why the scan should be relied on less, or not at all. */
  readonly cautions: readonly string[];
  readonly policies: readonly AffectedByPolicy[];
  /** How many policies with another effect on access keys were left out. */
  readonly left: number;
}

const SIDES = ['before', 'after'] as const;

/** For more policies than this nobody reads on, and each costs as much as the others. */
const MOST_POLICIES = 20;
/** With so few, those whose effect stays are shown too. */
const FEW_POLICIES = 3;

/** A policy with what it is on both sides, and the accounts that it names. */
interface Asked {
  readonly policy: PolicyChange;
  readonly before: ForesightSide;
  readonly after: ForesightSide;
  readonly accounts: Readonly<Record<Side, ReadonlySet<string>>>;
}

/** Foretells what the policies of a plan mean for the access keys of an account. */
export function affectedBy(
  { plan, policies }: { readonly plan: Plan; readonly policies: readonly PolicyChange[] },
  findings: readonly Finding[],
  account: ScannedAccount,
  now: Instant,
): Affected {
  const asked = policies.map((policy): Asked => ({
    policy,
    before: foresightSide(policy, 'before', account, findings),
    after: foresightSide(policy, 'after', account, findings),
    accounts: accountsIn(plan, policy),
  }));
  const changed = policies.length <= FEW_POLICIES ? asked : asked.filter(({ before, after }) => !isSame(before, after));
  const [here, elsewhere] = [true, false].map((isHere) => changed.filter((one) => isHereOn(account, one) === isHere));
  // Of the others there is nothing to foretell, so they make room.
  const told = [...(here ?? []), ...(elsewhere ?? [])];
  return {
    accountId: account.accountId,
    at: account.at,
    cautions: foresightCautions(account, now),
    policies: told.slice(0, MOST_POLICIES).map((one) => affectedByOne(one, account)),
    left: Math.max(0, told.length - MOST_POLICIES),
  };
}

const isSame = (one: ForesightSide, other: ForesightSide): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One side as far as the scan says anything of it. */
function sideHere(one: Asked, side: Side, account: ScannedAccount): ForesightSide {
  if (one[side].kind === 'none' || isOf(account, one.accounts[side])) return one[side];
  return { kind: 'unknown', because: `the policy is of account ${[...one.accounts[side]].sort().join(', ')}, which was not scanned` };
}

/** A side of which the plan does not tell the account is taken to be of any. */
const isOf = ({ accountId }: ScannedAccount, accounts: ReadonlySet<string>): boolean => accounts.size === 0 || accounts.has(accountId);

/** Tells whether a policy is of the account that was scanned, on any side on which there is one. */
const isHereOn = (account: ScannedAccount, { policy, accounts }: Asked): boolean =>
  SIDES.some((side) => policy[side] !== null && isOf(account, accounts[side]));

function affectedByOne(one: Asked, account: ScannedAccount): AffectedByPolicy {
  const { policy, accounts } = one;
  const [before, after] = SIDES.map((side) => sideHere(one, side, account)) as unknown as readonly [ForesightSide, ForesightSide];
  if (!isHereOn(account, one)) {
    const others = [...new Set([...accounts.before, ...accounts.after])].sort().join(', ');
    return {
      policy: policy.id,
      foresight: null,
      notes: [`the scan is of account ${account.accountId}, and the policy of ${others}: who is affected there is not known`],
    };
  }
  const isForgotten = [before, after].some(
    (side) => side.kind === 'policy' && side.memory === 'unknown' && side.policy.sweep.action !== 'notify',
  );
  return {
    policy: policy.id,
    foresight: foresight(account, before, after),
    notes: [
      ...(accounts.before.size + accounts.after.size === 0
        ? [
            isOfAll(policy)
              ? `the rule is of the organization: ${account.accountId} is taken to be an account of it`
              : `the plan does not tell the account of the policy: it is taken to be ${account.accountId}`,
          ]
        : []),
      ...([before, after] as const).flatMap((side, at) =>
        side.kind === 'unknown' ? [`${at === 0 ? 'before' : 'after'}, nothing can be foretold: ${side.because}`] : [],
      ),
      ...(isHourUntold(policy, { before, after })
        ? ['the hour at which the function runs is not known, so days may be one earlier or later']
        : []),
      ...(isActedOnBesides(policy)
        ? ['something else acts on the users that the Config rule reports: what it does to access keys is not foreseen']
        : []),
      ...(isForgotten ? ['the scan did not read what the function of this policy remembers: scan with its settings, by --config'] : []),
    ],
  };
}

function isHourUntold(policy: PolicyChange, sides: Readonly<Record<Side, ForesightSide>>): boolean {
  return SIDES.some((name) => {
    const side = sides[name];
    if (side.kind !== 'policy' || !side.policy.isRemediating) return false;
    return numberOf(policy[name], 'remediation.sweepHourUtc') === undefined || isElsewhere(policy, name);
  });
}

/** Whether the Config rule is one of the organization, which judges all of its accounts. */
function isOfAll(policy: PolicyChange): boolean {
  const rules = partsOf(policy, 'rule').filter(({ isOwn }) => isOwn);
  return rules.length > 0 && rules.every(isOfOrganization);
}

/** An hour is told in the zone of its schedule. */
function isElsewhere(policy: PolicyChange, side: Side): boolean {
  const zones = partsOf(policy, 'schedule').map((part) => factOf(part, side, ['schedule_expression_timezone']));
  return zones.some((zone) => zone.kind === 'unknown' || (zone.kind === 'known' && zone.value !== 'UTC'));
}

/** Whether something besides the function starts by itself, or may: a target of the event rule does. */
function isActedOnBesides({ parts }: PolicyChange): boolean {
  return parts.some((part) => {
    if (part.kind !== 'automation' || part.after === null) return false;
    const automatic = factOf(part, 'after', ['automatic']);
    return (
      part.change.type === 'aws_cloudwatch_event_target' ||
      automatic.kind === 'unknown' ||
      (automatic.kind === 'known' && automatic.value === true)
    );
  });
}

const ACCOUNT = /^\d{12}$/;

/** Where one side does not tell, it is as the other. */
function accountsIn(plan: Plan, policy: PolicyChange): Asked['accounts'] {
  const [was, is] = [accountsOf(plan, policy, 'before'), accountsOf(plan, policy, 'after')];
  return { before: was.size === 0 ? is : was, after: is.size === 0 ? was : is };
}

/** The accounts that the parts of a policy name on one side. A rule of the organization is of the account that manages it, and judges all others. */
function accountsOf(plan: Plan, { parts }: PolicyChange, side: Side): ReadonlySet<string> {
  const own = parts.filter((part) => part.isOwn && part[side] !== null && !isOfOrganization(part));
  const named = own.flatMap((part) => [
    side === 'after' ? plan.providers.get(part.provider)?.accountId : undefined,
    stringOf(part, side, ['arn'])?.split(':')[4],
    part.kind === 'function' ? stringOf(part, side, ['environment', 0, 'variables', 'ACCOUNT_ID']) : undefined,
  ]);
  return new Set(named.filter((number) => number !== undefined && ACCOUNT.test(number)).map(String));
}
