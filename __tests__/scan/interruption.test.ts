import { getEventListeners } from 'node:events';
import { INTERRUPTED, unlessInterrupted } from '../../scan/interruption';

const never = new Promise<string>(() => undefined);
const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

test('a value is given when it comes, and nobody listens any more', async () => {
  const { signal } = new AbortController();
  await expect(unlessInterrupted(Promise.resolve('value'), signal)).resolves.toBe('value');
  expect(listeners(signal)).toBe(0);
});

test('what fails, fails', async () => {
  const { signal } = new AbortController();
  await expect(unlessInterrupted(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed');
  expect(listeners(signal)).toBe(0);
});

test('an interruption is not waited through', async () => {
  const stop = new AbortController();
  const waiting = unlessInterrupted(never, stop.signal);
  expect(listeners(stop.signal)).toBe(1);
  stop.abort();
  await expect(waiting).resolves.toBe(INTERRUPTED);
  expect(listeners(stop.signal)).toBe(0);
});

test('after an interruption nothing is waited for, and what fails then fails without a sound', async () => {
  const failed: unknown[] = [];
  const hear = (error: unknown): void => void failed.push(error);
  process.on('unhandledRejection', hear);
  try {
    const stop = new AbortController();
    stop.abort();
    await expect(unlessInterrupted(Promise.reject(new Error('late')), stop.signal)).resolves.toBe(INTERRUPTED);
    await new Promise((resolve) => setImmediate(resolve));
    expect(failed).toEqual([]);
  } finally {
    process.off('unhandledRejection', hear);
  }
});
