import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './markdown';

const MOST_BYTES = 200_000;

const bytesOf = (path: string): Buffer => readFileSync(join(ROOT, path));
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What the script wrote beside the picture that it drew. */
const drawn = JSON.parse(bytesOf('docs/pictures/comment.json').toString()) as unknown;

describe('the picture of a comment', () => {
  test('is drawn from review.md as it is now: node scripts/comment-picture.mjs draws it again', () => {
    expect(drawn).toEqual({
      'review.md': sha256(bytesOf('examples/pull-request-review/review.md')),
      'comment.png': sha256(bytesOf('docs/pictures/comment.png')),
    });
  });

  test('is a picture that a page can carry', () => {
    const png = bytesOf('docs/pictures/comment.png');
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.length).toBeLessThan(MOST_BYTES);
  });

  test('is shown on a page, with words for those who do not see it', () => {
    expect(/!\[(.+)\]\(docs\/pictures\/comment\.png\)/.exec(bytesOf('README.md').toString())?.[1]).toEqual(
      expect.stringContaining('comment under a pull request'),
    );
  });
});
