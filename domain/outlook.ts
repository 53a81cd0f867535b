import type { Exemption } from './exemption';
import { DAY_MS, type Instant } from './instant';
import type { Step, StepKind } from './step';
import type { SweepPolicy } from './sweep-policy';

/** Names what the function does about a key that is there; `wait-for-cap` when the policy's cap is reached before its turn. */
export type StepName = 'none' | Exclude<StepKind, 'in-use' | 'close'> | 'wait-for-cap';

/** What the function does about a key now, and what would come next if nobody used it or changed anything. */
export interface Outlook {
  readonly step: StepName;
  /** When it is done; null when nothing is. */
  readonly stepAt: Instant | null;
  /** What comes next; null when nothing does, or it cannot be foretold. */
  readonly nextStep: StepName | null;
  /** The earliest instant of what comes next: the next sweep after it does it, and the cap may put it off. */
  readonly nextStepAt: Instant | null;
}

/** What an outlook is made from. */
export interface OutlookInput {
  readonly step: Step;
  /** Since when the key is without use. */
  readonly sinceAt: Instant;
  readonly isActive: boolean;
  readonly exemption: Exemption;
  /** Whether its deletion is announced, and the announcement stands. */
  readonly isDeletionAnnounced: boolean;
  readonly policy: SweepPolicy;
  readonly now: Instant;
}

const NOTHING_NEXT = { nextStep: null, nextStepAt: null } as const;

/** Nothing is done, now or later. */
export const NO_OUTLOOK: Outlook = { step: 'none', stepAt: null, ...NOTHING_NEXT };

/** Says what the function does about a key now and next. */
export function outlookOf(input: OutlookInput): Outlook {
  const { step, policy, now } = input;
  // Under notify nothing is remembered: each sweep sees anew that it came back.
  const isForgotten = policy.action === 'notify';
  switch (step.kind) {
    case 'in-use':
      return { ...NO_OUTLOOK, ...beginning(input, input.sinceAt) };
    case 'spare':
      return { ...NO_OUTLOOK, step: step.kind, ...beginning(input, input.sinceAt) };
    case 'misjudged':
    case 'foreign':
    case 'busy':
    case 'undecided':
      return { ...NO_OUTLOOK, step: step.kind };
    case 'tell':
    case 'delete':
      return { step: step.kind, stepAt: now, ...NOTHING_NEXT };
    case 'announce':
      return { step: step.kind, stepAt: now, nextStep: 'deactivate', nextStepAt: step.dueAt };
    case 'wait':
      return { step: step.kind, stepAt: null, nextStep: 'deactivate', nextStepAt: step.dueAt };
    case 'drop':
      return { step: step.kind, stepAt: now, ...(step.cameBack && isForgotten ? NOTHING_NEXT : beginning(input, input.sinceAt)) };
    case 'reenabled':
      return { step: step.kind, stepAt: now, ...(isForgotten ? NOTHING_NEXT : beginning(input, now)) };
    case 'deactivate':
    case 'resume':
      return {
        step: step.kind,
        stepAt: now,
        ...(policy.action === 'delete' ? announcement(input, now + policy.graceDays * DAY_MS) : NOTHING_NEXT),
      };
    case 'keep':
      return { step: step.kind, stepAt: null, ...(step.deleteAt === 'never' ? NOTHING_NEXT : deletion(input, step.deleteAt)) };
    case 'announce-deletion':
      return { step: step.kind, stepAt: now, ...deletionAt(step.dueAt) };
    case 'close':
      return NO_OUTLOOK;
  }
}

/** The first that anybody hears of an active key: when it is near the limit, and its user not exempt. */
function beginning({ isActive, exemption, policy, now }: OutlookInput, sinceAt: Instant): Pick<Outlook, 'nextStep' | 'nextStepAt'> {
  const sparedUntilAt = exemption.kind === 'none' ? now : exemption.endsAt;
  if (!isActive || sparedUntilAt === undefined) return NOTHING_NEXT;
  const nearAt = sinceAt + (policy.maxCredentialUsageAgeDays - policy.warnDays) * DAY_MS;
  return { nextStep: policy.action === 'notify' ? 'tell' : 'announce', nextStepAt: Math.max(nearAt, sparedUntilAt, now) };
}

function deletion(input: OutlookInput, deleteAt: Instant): Pick<Outlook, 'nextStep' | 'nextStepAt'> {
  return input.isDeletionAnnounced ? deletionAt(deleteAt) : announcement(input, deleteAt);
}

/** A deletion is announced before it: at the end of grace minus notice. */
function announcement({ policy, now }: OutlookInput, graceEndsAt: Instant): Pick<Outlook, 'nextStep' | 'nextStepAt'> {
  return { nextStep: 'announce-deletion', nextStepAt: Math.max(graceEndsAt - policy.warnDays * DAY_MS, now) };
}

const deletionAt = (at: Instant) => ({ nextStep: 'delete', nextStepAt: at }) as const;
