/** The names of everything that a policy makes, from its prefix. AWS overwrites what has the same name, so two policies need two prefixes. */
export interface Names {
  readonly configRule: string;
  readonly rotationRule: string;
  readonly recorder: string;
  readonly deliveryChannel: string;
  readonly topic: string;
  readonly kmsAlias: string;
  readonly eventRule: string;
  readonly undeliveredQueue: string;
  readonly analyzer: string;
  /** The function that sweeps, its role and its schedule. */
  readonly sweep: string;
  readonly sweepLogGroup: string;
  readonly scheduleRole: string;
  readonly keysTable: string;
  readonly deadLetterQueue: string;
  /** Start of the bucket's name; account and home region follow, because bucket names are global. */
  readonly bucketPrefix: string;
  /** The names of the alarms, by what they watch. */
  readonly alarms: Readonly<Record<AlarmName, string>>;
}

/** Names an alarm of the policy. `AlertLost` is made of those behind it; those after them watch the function. */
export type AlarmName =
  | 'NewNonCompliant'
  | 'AlertLost'
  | 'AlertLostEvent'
  | 'AlertLostMessage'
  | 'AlertLostQueue'
  | 'AlertLostUnqueued'
  | 'ActiveUnusedKeys'
  | 'SweepFailed'
  | 'SweepBlocked'
  | 'SweepSilent'
  | 'DeadLetters';

/** Derives the names from a prefix, which may be a token. */
export function namesFor(prefix: string): Names {
  return {
    configRule: prefix,
    rotationRule: `${prefix}-rotation`,
    recorder: prefix,
    deliveryChannel: prefix,
    topic: prefix,
    kmsAlias: `alias/${prefix}`,
    eventRule: `${prefix}-non-compliant`,
    undeliveredQueue: `${prefix}-undelivered`,
    analyzer: prefix,
    sweep: `${prefix}-sweep`,
    sweepLogGroup: `/aws/lambda/${prefix}-sweep`,
    scheduleRole: `${prefix}-schedule`,
    keysTable: `${prefix}-keys`,
    deadLetterQueue: `${prefix}-dead-letters`,
    bucketPrefix: `${prefix}-config`,
    alarms: {
      NewNonCompliant: `${prefix}-new-non-compliant`,
      AlertLost: `${prefix}-alert-lost`,
      AlertLostEvent: `${prefix}-alert-lost-event`,
      AlertLostMessage: `${prefix}-alert-lost-message`,
      AlertLostQueue: `${prefix}-alert-lost-queue`,
      AlertLostUnqueued: `${prefix}-alert-lost-unqueued`,
      ActiveUnusedKeys: `${prefix}-active-unused-keys`,
      SweepFailed: `${prefix}-sweep-failed`,
      SweepBlocked: `${prefix}-sweep-blocked`,
      SweepSilent: `${prefix}-sweep-silent`,
      DeadLetters: `${prefix}-dead-letters`,
    },
  };
}
