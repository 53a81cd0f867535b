import { spawn, spawnSync } from 'node:child_process';

/**
 * Runs named steps one after another, then lists of steps, each list at the same time as the others: all of them whatever fails. Ends
 * with a line that counts. What a step of a list prints is printed whole when it has ended.
 *
 * @typedef {readonly [name: string, step: readonly string[] | (() => string | undefined)]} Step A command, or a function that gives
 *   the reason of a failure.
 * @param {readonly Step[]} steps
 * @param {readonly (readonly Step[])[]} lists
 */
export async function runSteps(steps, lists = []) {
  const failed = [];
  for (const [name, step] of steps) {
    const tell = began(name, failed);
    tell(typeof step === 'function' ? step() : run(step));
  }
  await Promise.all(
    lists.map(async (list) => {
      for (const [name, command] of list) {
        const tell = began(name, failed);
        const { printed, reason } = await runQuietly(command);
        process.stdout.write(printed);
        tell(reason);
      }
    }),
  );
  const count = [steps, ...lists].flat().length;
  if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
  console.log(`${String(count - failed.length)} passed, ${String(failed.length)} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/** Notes when a step begins; gives what tells how it ended. */
function began(name, failed) {
  const start = process.hrtime.bigint();
  return (reason) => {
    const seconds = Number((process.hrtime.bigint() - start) / 1_000_000_000n);
    console.log(`${reason === undefined ? 'ok' : 'FAILED'}: ${name} (${String(seconds)} s)${reason ? `: ${reason}` : ''}`);
    if (reason !== undefined) failed.push(name);
  };
}

/** Runs a command; gives the reason when it fails. */
function run([command, ...args]) {
  return reasonOf(spawnSync(command, args, { stdio: 'inherit' }));
}

/** Runs a command while others run; gives what it printed too. */
function runQuietly([command, ...args]) {
  return new Promise((resolve) => {
    let printed = '';
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text));
    child.on('error', (error) => resolve({ printed, reason: reasonOf({ error }) }));
    child.on('close', (status, signal) => resolve({ printed, reason: reasonOf({ status, signal }) }));
  });
}

function reasonOf({ status, signal, error }) {
  if (error) return error.message;
  return status === 0 ? undefined : `exit ${String(status ?? signal)}`;
}
