/** The order in which the calls of two sweeps are let through. */
export interface Turns {
  readonly first: () => Promise<void>;
  readonly second: () => Promise<void>;
  /** Begins both and lets their calls through one by one until both have ended. */
  play(sweeps: readonly (() => Promise<unknown>)[]): Promise<void>;
}

/** Makes an order: at each point where both could go on, `true` lets the first go. After its end they take turns. */
export function turnsOf(order: readonly boolean[]): Turns {
  const waiting: [(() => void)[], (() => void)[]] = [[], []];
  const turnOf = (index: 0 | 1) => (): Promise<void> =>
    new Promise((resolve) => {
      waiting[index].push(resolve);
    });
  return {
    first: turnOf(0),
    second: turnOf(1),
    async play(sweeps) {
      let running = sweeps.length;
      for (const begin of sweeps) {
        void begin().finally(() => {
          running -= 1;
        });
      }
      for (let step = 0; running > 0; step += 1) {
        // All that can go on without a turn has done so when this comes back.
        await new Promise<void>((resolve) => setImmediate(resolve));
        const chosen = (order[step] ?? step % 2 === 0) ? 0 : 1;
        const next = waiting[chosen].shift() ?? waiting[chosen === 0 ? 1 : 0].shift();
        next?.();
      }
    },
  };
}
