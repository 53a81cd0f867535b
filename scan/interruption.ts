/** What is given instead of a value when somebody did not want to wait for it. */
export const INTERRUPTED = Symbol('interrupted');

/** Waits for a value, but no longer than until the signal. What is not waited for fails without a sound. */
export function unlessInterrupted<T>(value: Promise<T>, signal: AbortSignal): Promise<T | typeof INTERRUPTED> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      resolve(INTERRUPTED);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void value.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
