import { DefaultRateLimiter } from '@smithy/core/retry';

/** Takes away the waits of the SDK: those between two tries are a random part of something, and who was throttled sends slowly. */
export function withoutWaits(): void {
  jest.spyOn(Math, 'random').mockReturnValue(0);
  jest.spyOn(DefaultRateLimiter.prototype, 'getSendToken').mockResolvedValue(undefined);
}
