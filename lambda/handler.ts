import { setTimeout as wait } from 'node:timers/promises';
import { sweep } from '../sweep/sweep';
import { readEnvironment } from './environment';
import { portsOf } from './ports';

/** The one thing that we ask of a run's context. */
export interface RunContext {
  getRemainingTimeInMillis(): number;
}

/**
 * Sweeps once. What starts it says nothing that we heed: the policy stands in the environment.
 *
 * @throws SettingError before anything is asked of AWS when the environment is not whole; IncompleteError when not everything was
 * seen, told or recorded. Either way the run counts as failed, and the alarm hears it.
 */
export const handler = async (_event: unknown, context: RunContext): Promise<void> => {
  const environment = readEnvironment(process.env);
  const ports = portsOf(environment, {
    now: () => Date.now(),
    remainingMs: () => context.getRemainingTimeInMillis(),
    wait,
  });
  await sweep(ports, { accountId: environment.accountId, policy: environment.policy });
};
