import { spawnSync } from 'node:child_process';

/**
 * Runs named steps one after another, all of them whatever fails, and ends with a line that counts.
 *
 * @param {readonly (readonly [name: string, command: readonly string[] | (() => string | undefined)])[]} steps A command,
 *   or a function that gives the reason of a failure.
 */
export function runSteps(steps) {
  const failed = [];
  for (const [name, step] of steps) {
    const start = process.hrtime.bigint();
    const reason = typeof step === 'function' ? step() : run(step);
    const seconds = Number((process.hrtime.bigint() - start) / 1_000_000_000n);
    console.log(`${reason === undefined ? 'ok' : 'FAILED'}: ${name} (${String(seconds)} s)${reason ? `: ${reason}` : ''}`);
    if (reason !== undefined) failed.push(name);
  }
  if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
  console.log(`${String(steps.length - failed.length)} passed, ${String(failed.length)} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/** Runs a command; gives the reason when it fails. */
function run([command, ...args]) {
  const { status, signal, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) return error.message;
  return status === 0 ? undefined : `exit ${String(status ?? signal)}`;
}
