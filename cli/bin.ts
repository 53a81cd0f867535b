import { version } from '../package.json';
import { main } from './program';

/** Writes to a stream that is opened when it is first needed, since that costs. */
function writerTo(open: () => NodeJS.WriteStream): (text: string) => void {
  let stream: NodeJS.WriteStream | undefined;
  return (text) => {
    // Who reads may stop early, as `head` does.
    stream ??= open().on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
    stream.write(text);
  };
}

void main(process.argv.slice(2), version, {
  cwd: process.cwd(),
  input: () => process.stdin,
  out: writerTo(() => process.stdout),
  err: writerTo(() => process.stderr),
}).then((code) => {
  process.exitCode = code;
});
