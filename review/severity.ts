/** How much a finding matters: `danger` must be decided by somebody, `warning` should be looked at, `info` is said. */
export type Severity = 'danger' | 'warning' | 'info';
