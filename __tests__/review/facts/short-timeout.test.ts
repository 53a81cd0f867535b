import { shortTimeouts } from '../../../review/facts/short-timeout';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, policyChange } from '../../support/review';

const ofFunction = (before: Values, after: Values): Part => part('function', { before, after });
const ofFiles = (one: Part): Part => ({ ...one, change: { ...one.change, isFromFiles: true } });
const wordsOf = (one: Part): readonly string[] => shortTimeouts(policyChange({}, {}, [one])).map(({ words }) => words);

describe('the time of a function', () => {
  test('that goes in files is the three seconds that AWS gives', () => {
    expect(wordsOf(ofFiles(ofFunction({ timeout: 900 }, {})))).toEqual(['from 900 to 3 seconds']);
    expect(wordsOf(ofFiles(ofFunction({}, { timeout: 2 })))).toEqual(['from 3 to 2 seconds']);
  });

  test('that goes or stays, in files, with enough left is nothing to say', () => {
    expect(wordsOf(ofFiles(ofFunction({}, {})))).toEqual([]);
    expect(wordsOf(ofFiles(ofFunction({}, { timeout: 900 })))).toEqual([]);
    expect(wordsOf(ofFiles(ofFunction({ timeout: 900 }, { timeout: 60 })))).toEqual([]);
  });

  test('that is not in a plan is not known', () => {
    expect(wordsOf(ofFunction({ timeout: 900 }, {}))).toEqual([]);
    expect(wordsOf(ofFunction({ timeout: 900 }, { timeout: 3 }))).toEqual(['from 900 to 3 seconds']);
  });
});
