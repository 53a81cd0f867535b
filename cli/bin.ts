import { version } from '../package.json';
import { BUG, main } from './program';
import { writerTo } from './standard-stream';

void main(process.argv.slice(2), version, {
  cwd: process.cwd(),
  input: () => process.stdin,
  out: writerTo('standard output'),
  err: writerTo('standard error'),
}).then(
  (code) => {
    process.exitCode = code;
  },
  // Nobody can be told: standard error is what failed.
  () => {
    process.exitCode = BUG;
  },
);
