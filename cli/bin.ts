import { version } from '../package.json';
import { main } from './program';

void main(process.argv.slice(2), version, {
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((code) => {
  process.exitCode = code;
});
