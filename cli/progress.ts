import { Presets, SingleBar } from 'cli-progress';
import type { Requests } from '../scan/inventory';

/** What is shown while somebody waits. */
export interface Progress {
  /** Told how many users of how many were read. */
  told(read: number, of: number): void;
  end(): void;
}

/** Milliseconds between two looks at what was sent: throttling is seen even while nobody is read. */
const LOOK_MS = 200;

const SILENT: Progress = { told: () => undefined, end: () => undefined };

/** Shows a bar on a terminal, and nothing elsewhere. */
export function progressOn(terminal: NodeJS.WriteStream | undefined, requests: () => Requests): Progress {
  if (terminal === undefined) return SILENT;
  const sent = (): { readonly total: number; readonly throttled: number } => {
    const { total, throttled } = requests();
    return { total, throttled };
  };
  const bar = new SingleBar(
    {
      format: '{what} {bar} {value}/{total} users, {sent} requests, {throttled} throttled',
      stream: terminal,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 20,
    },
    Presets.shades_classic,
  );
  const payload = (what: string): object => ({ what, sent: sent().total, throttled: sent().throttled });
  bar.start(0, 0, payload('Waiting for the credential report'));
  let what = 'Waiting for the credential report';
  const timer = setInterval(() => {
    bar.update(payload(what));
  }, LOOK_MS);
  return {
    told(read, of) {
      what = 'Reading';
      bar.setTotal(of);
      bar.update(read, payload(what));
    },
    end() {
      clearInterval(timer);
      bar.stop();
    },
  };
}
