/** What is given instead of a value when somebody did not want to wait for it. */
export const INTERRUPTED = Symbol('interrupted');

/** Waits for a value, but no longer than until the signal. What is not waited for fails without a sound. */
export async function unlessInterrupted<T>(value: Promise<T>, signal: AbortSignal): Promise<T | typeof INTERRUPTED> {
  value.catch(() => undefined);
  if (signal.aborted) return INTERRUPTED;
  let stop: (() => void) | undefined;
  const interrupted = new Promise<typeof INTERRUPTED>((resolve) => {
    stop = () => {
      resolve(INTERRUPTED);
    };
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([value, interrupted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
