import { firstLineOf, markerOf } from '../../forge/marker';
import { InputError } from '../../domain/errors';

describe('the marker of a comment', () => {
  test.each([
    ['<!-- iam-unused-credentials review -->', '\n# Review\n'],
    ['<!-- iam-unused-credentials review -->', '\r\n# Review'],
    ['<!-- iam-unused-credentials review -->', ''],
    ['<!-- iam-unused-credentials review: staging / eu-west-1 -->', '\n<!-- iam-unused-credentials review -->'],
  ])('is the first line: %s', (marker, rest) => {
    expect(markerOf(`${marker}${rest}`, 'review.md')).toBe(marker);
  });

  test.each([
    ['nothing', ''],
    ['a heading', '# Review\n<!-- iam-unused-credentials review -->'],
    ['a line end before', '\n<!-- iam-unused-credentials review -->'],
    ['a blank before', ' <!-- iam-unused-credentials review -->'],
    ['a blank behind', '<!-- iam-unused-credentials review --> '],
    ['a marker of another', '<!-- sticky -->'],
    ['a label that ends the marker', '<!-- iam-unused-credentials review: a --> b -->'],
    ['a label with two dashes', '<!-- iam-unused-credentials review: a--b -->'],
    ['a label of nothing', '<!-- iam-unused-credentials review:  -->'],
    ['a longer name', '<!-- iam-unused-credentials reviewed -->'],
  ])('is not %s', (_title, text) => {
    const act = (): string => markerOf(text, 'review.md');
    expect(act).toThrow(InputError);
    expect(act).toThrow(
      /^the file must be a comment that begins with its marker, got '.*' \(at review\.md\); iam-unused-credentials review --format markdown writes one$/s,
    );
  });

  test.each([
    ['', ''],
    ['a', 'a'],
    ['a\nb', 'a'],
    ['a\r\nb', 'a'],
    ['a\rb', 'a'],
    ['\nb', ''],
  ])('the first line of %j is %j', (text, line) => {
    expect(firstLineOf(text)).toBe(line);
  });
});
