import { judgeGate } from './describe-with-judge';

describe('tests that need a judge', () => {
  test.each([
    [undefined, undefined, 'run'],
    [undefined, 'true', 'run'],
    ['mvn is not installed', undefined, 'skip'],
    ['mvn is not installed', 'false', 'skip'],
    ['mvn is not installed', 'true', 'fail'],
  ])('that is missing because of %s, with CI=%s, %s', (because, ci, expected) => {
    expect(judgeGate(because, ci)).toBe(expected);
  });
});
