import { renderJson } from '../../../review/render/json';
import { renderMarkdown } from '../../../review/render/markdown';
import type { ReviewResult } from '../../../review/review-result';
import { policy } from './results';

const RESULT: ReviewResult = {
  outcome: 'danger',
  policies: Array.from({ length: 1222 }, (_, at) => policy({}, { maxCredentialUsageAgeDays: 46 + at }, `p${String(at)}`)),
  findings: [],
  unjudged: [],
  otherChanges: 0,
  incomplete: [],
  affected: null,
};

// Not among the tests for mutants, of which each would take a second.
describe('of more than a thousand policies', () => {
  test('most are only counted for people', () => {
    const lines = renderMarkdown(RESULT).split('\n');
    expect(lines.filter((line) => line.startsWith('### '))).toHaveLength(20);
    expect(lines.filter((line) => line.includes(' more '))).toEqual([
      '1,202 more policies with changes or findings: the JSON form lists them.',
    ]);
  });

  test('all are told to programs', () => {
    const { policies } = JSON.parse(renderJson(RESULT)) as { readonly policies: readonly unknown[] };
    expect(policies).toHaveLength(1222);
  });
});
