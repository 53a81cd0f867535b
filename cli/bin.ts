import { isatty } from 'node:tty';
import { version } from '../package.json';
import { BUG, main } from './program';
import { writerTo } from './standard-stream';

const interruption = new AbortController();

/** The second time the process ends at once, as ever. */
function interrupt(): AbortSignal {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      interruption.abort();
    });
  }
  return interruption.signal;
}

/** Ends without what is still under way, once all is written. */
function end(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  version,
  env: (name) => process.env[name],
  input: () => process.stdin,
  out: writerTo('standard output'),
  err: writerTo('standard error'),
  now: () => Date.now(),
  columns: () => (isatty(1) ? process.stdout.columns : undefined),
  terminal: () => (isatty(2) ? process.stderr : undefined),
  chooseProfile: (profile) => {
    process.env['AWS_PROFILE'] = profile;
  },
  interruption: interrupt,
}).then(
  (code) => {
    process.exitCode = code;
    if (interruption.signal.aborted) end(code);
  },
  // Nobody can be told: standard error is what failed.
  () => {
    process.exitCode = BUG;
  },
);
