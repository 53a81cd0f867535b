import { MINUTE_MS, type Instant } from '../../../domain/instant';
import type { Clock } from '../../../sweep/ports';

/** The time of a simulated world. It moves only when it is told to. */
export class SimulatedTime {
  at: Instant;

  constructor(at: Instant) {
    this.at = at;
  }

  advance(ms: number): void {
    this.at += ms;
  }
}

/** The clock of one sweep: the world's time, perhaps ahead or behind, with an end. */
export class SimulatedClock implements Clock {
  private readonly endsAt: Instant;

  constructor(
    private readonly time: SimulatedTime,
    private readonly skewMs = 0,
    lifetimeMs = 15 * MINUTE_MS,
  ) {
    this.endsAt = time.at + lifetimeMs;
  }

  now(): Instant {
    return this.time.at + this.skewMs;
  }

  remainingMs(): number {
    return this.endsAt - this.time.at;
  }

  /** Waiting is what makes this time pass. */
  wait(ms: number): Promise<void> {
    this.time.advance(ms);
    return Promise.resolve();
  }
}
