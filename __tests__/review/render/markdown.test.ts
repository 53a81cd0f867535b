import { renderMarkdown } from '../../../review/render/markdown';
import type { ReviewResult } from '../../../review/review-result';
import { finding } from './results';

const RESULT: ReviewResult = { outcome: 'ok', policies: [], findings: [], unjudged: [], otherChanges: 0, incomplete: [], affected: null };

/** The lines of the lists of a review. */
const items = (result: Partial<ReviewResult>): readonly string[] =>
  renderMarkdown({ ...RESULT, ...result })
    .split('\n')
    .filter((line) => /^(?:- | {2})/.test(line));

describe('an item of a list in Markdown', () => {
  test.each([
    ['is said to be empty when nothing is in it', '', '- (empty)'],
    ['is said to be empty when only spaces are in it', '   ', '- (empty)'],
    ['begins and ends with a word, as more spaces would make it code', '     a  b   ', '- a b'],
    ['is no list itself', '- a - b', '- `-` a - b'],
  ])('%s', (_, reason, item) => {
    expect(items({ outcome: 'incomplete', incomplete: [reason] })).toEqual([item]);
  });

  test('has its further lines below the first word, each a line of its own', () => {
    const found = finding({ policy: null, check: 'a', address: 'b|c', message: '#1', advice: '- d' });
    expect(items({ findings: [found] })).toEqual(['- **Danger:** `#1`.', '  Check `a`, at `b|c`.', '  What to do: `-` d.']);
  });
});
