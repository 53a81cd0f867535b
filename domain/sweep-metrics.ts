/** Where the function's metrics are, as its emitter and the alarms both need to know. */
export const SWEEP_METRICS_NAMESPACE = 'UnusedCredentials';

/** The one dimension, which the metrics library adds; its value is the policy's name prefix. An alarm without it never matches. */
export const SWEEP_METRICS_DIMENSION = 'service';

/** Names of what one sweep counts. All are emitted by every sweep that ends, zero included. */
export const SWEEP_METRICS = {
  /** Active access keys of users who are not exempt that are unused when the sweep ends, for whatever reason. */
  activeUnusedKeys: 'ActiveUnusedKeys',
  /** Keys whose deactivation or deletion was announced. */
  announced: 'Announced',
  /** Keys that were deactivated. */
  deactivated: 'Deactivated',
  /** Keys that were deleted. */
  deleted: 'Deleted',
  /** Keys and users of whom too little could be read to decide anything. */
  undecided: 'Undecided',
  /** Keys and users whom a policy or boundary keeps the function from. */
  blocked: 'Blocked',
  /** 1 when everything was seen, told and recorded, else 0. */
  sweepsCompleted: 'SweepsCompleted',
} as const;

/** Names a metric of a sweep, as its emitter and the alarms call it. */
export type SweepMetric = keyof typeof SWEEP_METRICS;
