import type { Severity } from './severity';

/** All severities, the worst first. */
export const SEVERITIES: readonly Severity[] = ['danger', 'warning', 'info'];
