import type { Alarms } from './alarms';
import type { SweepAlarms } from './sweep-alarms';

/** Names of the alarms that act, as Terraform knows them once they are made. Those on the function are there with `remediation`. */
export interface AlarmNames {
  /** The Config rule newly found somebody. */
  readonly newNonCompliant: string;
  /** A message could not be delivered. */
  readonly alertLost: string;
  /** Access keys are active although unused. */
  readonly activeUnusedKeys?: string;
  /** A sweep failed, or did not see everything. */
  readonly sweepFailed?: string;
  /** A policy keeps the function from users or access keys. */
  readonly sweepBlocked?: string;
  /** No sweep was completed for 30 hours. */
  readonly sweepSilent?: string;
  /** Sweeps that failed or could not start wait in the queue. */
  readonly deadLetters?: string;
}

/** Gathers the names of the alarms. */
export function alarmNamesOf({ newNonCompliant, alertLost }: Alarms, sweep: SweepAlarms | undefined): AlarmNames {
  return {
    newNonCompliant: newNonCompliant.alarmName,
    alertLost: alertLost.alarmName,
    ...(sweep && {
      activeUnusedKeys: sweep.activeUnusedKeys.alarmName,
      sweepFailed: sweep.sweepFailed.alarmName,
      sweepBlocked: sweep.sweepBlocked.alarmName,
      sweepSilent: sweep.sweepSilent.alarmName,
      deadLetters: sweep.deadLetters.alarmName,
    }),
  };
}
