import { Format, Presets, SingleBar } from 'cli-progress';
import type { Requests } from '../scan/inventory';

/** What is shown while somebody waits. */
export interface Progress {
  /** Told how many users of how many were read. */
  told(read: number, of: number): void;
  end(): void;
}

/** Milliseconds between two looks at what was sent: throttling is seen even while nobody is read. */
const LOOK_MS = 200;

const WAITING = 'Waiting for the credential report';

/** What the line says besides how far it is. */
interface Payload {
  readonly isReading: boolean;
  readonly sent: number;
  readonly throttled: number;
}

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
      format: (options, { progress, value, total }, { isReading, sent, throttled }: Payload) =>
        `${isReading ? `Reading ${Format.BarFormat(progress, options)} ${String(value)}/${String(total)} users` : WAITING}, ${String(sent)} requests, ${String(throttled)} throttled`,
      stream: terminal,
      clearOnComplete: true,
      barsize: 20,
    },
    Presets.shades_classic,
  );
  let isReading = false;
  const payload = (): Payload => ({ isReading, sent: sent().total, throttled: sent().throttled });
  bar.start(1, 0, payload());
  const timer = setInterval(() => {
    bar.update(payload());
  }, LOOK_MS);
  return {
    told(read, of) {
      isReading = true;
      bar.setTotal(of);
      bar.update(read, payload());
    },
    end() {
      clearInterval(timer);
      bar.stop();
    },
  };
}
