import { writeSync } from 'node:fs';
import { complaint, InputError } from '../domain/errors';

/** Where the process writes, and how it is called in messages. */
const STREAMS = {
  'standard output': { fd: 1, open: () => process.stdout },
  'standard error': { fd: 2, open: () => process.stderr },
} as const;

/**
 * Gives what writes to a stream of the process. Who reads may stop early, as `head` does.
 *
 * Without the stream of Node where that is not needed: to open it costs more than most of what we do.
 *
 * @throws InputError when it cannot be written, such as to a full disk.
 */
export function writerTo(name: keyof typeof STREAMS): (text: string) => void {
  const { fd, open } = STREAMS[name];
  let stream: NodeJS.WriteStream | undefined;
  const later = (bytes: Uint8Array): void => {
    stream ??= open().on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
    stream.write(bytes);
  };
  return (text) => {
    let rest: Uint8Array = Buffer.from(text);
    // A console of Windows wants its own encoding.
    if (stream !== undefined || process.platform === 'win32') {
      later(rest);
      return;
    }
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The reader is slow, and somebody has set the pipe not to wait for it.
      if (code === 'EAGAIN') later(rest);
      else if (code !== 'EPIPE') throw unwritable(name, error);
    }
  };
}

function unwritable(name: string, error: unknown): InputError {
  const got = (error as NodeJS.ErrnoException).code ?? String(error);
  return new InputError(complaint({ name, accepted: 'open for writing', got, at: name }), { cause: error });
}
