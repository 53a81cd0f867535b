/**
 * What makes AWS refuse because too much is asked: a bucket of tokens that is filled in real time and shared by all requests to IAM, or a
 * function that is told an action and how often it was asked, this time included, and says whether this one is refused.
 */
export type Throttle =
  | {
      readonly ratePerSecond: number;
      /** Requests that are let through at once when nobody asked for a while. */
      readonly burst: number;
    }
  | ((action: string, count: number) => boolean);

/**
 * Makes what tells of each request whether it is refused. How fast IAM lets anybody ask is not published; that it is a bucket of tokens is
 * what AWS documents of other services.
 *
 * @param elapsedMs - milliseconds since any instant, by a clock that never goes back.
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html (read 2026-11)
 */
export function throttling(
  throttle: Throttle | undefined,
  elapsedMs: () => number = () => performance.now(),
): (service: string, action: string) => boolean {
  if (throttle === undefined) return () => false;
  if (typeof throttle === 'object') {
    const takes = bucket(throttle, elapsedMs);
    return (service) => service === 'iam' && !takes();
  }
  const counts = new Map<string, number>();
  return (_, action) => {
    const count = (counts.get(action) ?? 0) + 1;
    counts.set(action, count);
    return throttle(action, count);
  };
}

/** Tells whether there is a token, and takes it. */
function bucket({ ratePerSecond, burst }: { ratePerSecond: number; burst: number }, elapsedMs: () => number): () => boolean {
  let tokens = burst;
  let seenMs = elapsedMs();
  return () => {
    const nowMs = elapsedMs();
    tokens = Math.min(burst, tokens + ((nowMs - seenMs) * ratePerSecond) / 1000);
    seenMs = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
