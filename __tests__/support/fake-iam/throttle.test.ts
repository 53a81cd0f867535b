import { throttling } from './throttle';

/** Asks IAM at each of these instants, in milliseconds; tells which requests are refused. */
const refusedAt = (times: readonly number[]): readonly number[] => {
  let at = 0;
  const isThrottled = throttling({ ratePerSecond: 10, burst: 3 }, () => at);
  return times.filter((time) => {
    at = time;
    return isThrottled('iam', 'GetUser');
  });
};

test('a burst is let through, and what is asked beyond it is refused', () => {
  expect(refusedAt([0, 1, 2, 3, 4])).toEqual([3, 4]);
});

test('one token comes back in the time that the rate says, and not before', () => {
  expect(refusedAt([0, 0, 0, 99, 101, 199, 201])).toEqual([99, 199]);
});

test('nobody saves more tokens than a burst', () => {
  expect(refusedAt([0, 10_000, 10_001, 10_002, 10_003])).toEqual([10_003]);
});

test('the bucket is shared by all actions of IAM, and only of IAM', () => {
  const isThrottled = throttling({ ratePerSecond: 1, burst: 1 }, () => 0);
  expect([
    isThrottled('dynamodb', 'Query'),
    isThrottled('sts', 'GetCallerIdentity'),
    isThrottled('iam', 'GetUser'),
    isThrottled('iam', 'ListUsers'),
    isThrottled('dynamodb', 'Query'),
  ]).toEqual([false, false, false, true, false]);
});

test('a function is told how often each action was asked', () => {
  const told: string[] = [];
  const isThrottled = throttling((action, count) => told.push(`${action} ${String(count)}`) % 2 === 0);
  const asked = [
    ['iam', 'GetUser'],
    ['iam', 'GetUser'],
    ['dynamodb', 'Query'],
    ['iam', 'GetUser'],
  ] as const;
  expect(asked.map(([service, action]) => isThrottled(service, action))).toEqual([false, true, false, true]);
  expect(told).toEqual(['GetUser 1', 'GetUser 2', 'Query 1', 'GetUser 3']);
});

test('without a throttle nothing is refused', () => {
  const isThrottled = throttling(undefined);
  expect(Array.from({ length: 1000 }, () => isThrottled('iam', 'GetUser')).filter(Boolean)).toEqual([]);
});
