import { matchOf } from '../../../review/facts/event-match';

describe('a field of an event pattern', () => {
  it.each<[string, unknown, string]>([
    ['is not there', undefined, 'yes'],
    ['names it', ['aws.s3', 'aws.config'], 'yes'],
    ['names others', ['aws.s3'], 'no'],
    ['names nothing', [], 'no'],
    ['is no list', 'aws.config', 'no'],
    ['is null', [null], 'no'],
    ['says how it begins', [{ prefix: 'aws.' }], 'yes'],
    ['says how it ends', [{ suffix: '.config' }], 'yes'],
    ['says that it begins as it ends', [{ prefix: '.config' }], 'no'],
    ['says that it ends as it begins', [{ suffix: 'aws.' }], 'no'],
    ['says how it begins, in any case', [{ prefix: { 'equals-ignore-case': 'AWS.' } }], 'yes'],
    ['says how it ends, in any case', [{ suffix: { 'equals-ignore-case': 'S3' } }], 'no'],
    ['says how it begins in a way that we do not know', [{ prefix: ['aws.'] }], 'maybe'],
    ['says what it is, in any case', [{ 'equals-ignore-case': 'AWS.Config' }], 'yes'],
    ['says what else it is, in any case', [{ 'equals-ignore-case': 'AWS.S3' }], 'no'],
    ['says what it is in a way that we do not know', [{ 'equals-ignore-case': ['aws.config'] }], 'maybe'],
    ['has a star', [{ wildcard: 'aws.*fig' }], 'yes'],
    ['has a star for others', [{ wildcard: '*.s3' }], 'no'],
    ['has a question mark, which is one', [{ wildcard: 'aws.confi?' }], 'maybe'],
    ['has a star that is one', [{ wildcard: 'aws.\\*' }], 'maybe'],
    ['has several with stars', [{ wildcard: ['*'] }], 'maybe'],
    ['says what it is not', [{ 'anything-but': 'aws.config' }], 'no'],
    ['says what it is not, and others', [{ 'anything-but': ['aws.s3', 'aws.config'] }], 'no'],
    ['says what else it is not', [{ 'anything-but': ['aws.s3'] }], 'yes'],
    ['says how it does not begin', [{ 'anything-but': { prefix: 'aws.' } }], 'no'],
    ['says how else it does not begin', [{ 'anything-but': { prefix: 'own.' } }], 'yes'],
    ['says what it is not in a way that we do not know', [{ 'anything-but': { prefix: ['aws.'] } }], 'maybe'],
    ['wants it to be there', [{ exists: true }], 'yes'],
    ['wants it not to be there', [{ exists: false }], 'no'],
    ['wants a number', [{ numeric: ['>', 0] }], 'no'],
    ['wants an address', [{ cidr: '10.0.0.0/24' }], 'no'],
    ['wants what we do not know', [{ other: 1 }], 'maybe'],
    ['wants two things at once', [{ prefix: 'a', suffix: 'b' }], 'maybe'],
    ['wants nothing', [{}], 'maybe'],
    ['names it beside what we do not know', [{ other: 1 }, 'aws.config'], 'yes'],
    ['names others beside what we do not know', ['aws.s3', { other: 1 }], 'maybe'],
  ])('matches or not when it %s', (_, field, match) => {
    expect(matchOf(field, 'aws.config')).toBe(match);
  });
});
