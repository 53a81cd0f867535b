import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anchorsOf, PAGES, proseOf, ROOT } from './markdown';

interface Link {
  readonly page: string;
  readonly target: string;
}

const links: readonly Link[] = PAGES.flatMap((page) =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(({ 1: target = '' }) => ({ page, target })),
);
const relative = links.filter(({ target }) => !target.startsWith('https://'));

/** Where a link leads: the page or file, and the heading in it. */
function destination({ page, target }: Link): { readonly file: string; readonly anchor: string | undefined } {
  const [path = '', anchor] = target.split('#');
  return { file: path === '' ? page : join(dirname(page), path), anchor };
}

describe('links of the documentation', () => {
  test('a page links to others', () => {
    expect(relative.length).toBeGreaterThan(20);
  });

  test.each(relative)('$page links to $target, which is there', (link) => {
    const { file, anchor } = destination(link);
    expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
    if (anchor !== undefined) expect(anchorsOf(file)).toContain(anchor);
  });

  test('every page of docs/ is in the index', () => {
    const indexed = links.filter(({ page }) => page === 'docs/README.md').map((link) => destination(link).file);
    expect(PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && !indexed.includes(page))).toEqual([]);
  });
});
