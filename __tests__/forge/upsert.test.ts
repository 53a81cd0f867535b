import type { Forge, ForgeComment } from '../../forge/forge';
import { upsert } from '../../forge/upsert';

const MARKER = '<!-- iam-unused-credentials review -->';
const OTHER = '<!-- iam-unused-credentials review: staging -->';

/** A forge in memory, which notes down what it is asked to write. */
function forgeWith(comments: readonly Partial<ForgeComment>[], asked: string[] = []): Forge {
  const listed = comments.map((comment, at) => ({ id: String(at), body: '', author: 'me', url: `url-${String(at)}`, ...comment }));
  const noted = <T>(line: string, result: T): Promise<T> => {
    asked.push(line);
    return Promise.resolve(result);
  };
  return {
    list: () => Promise.resolve(listed),
    whoAmI: () => noted('who am I', 'me'),
    create: (body) => noted(`create ${body}`, 'url-new'),
    update: ({ id, url }, body) => noted(`update ${id} ${body}`, url),
  };
}

describe('the comment of a review', () => {
  const text = `${MARKER}\nnew`;
  test.each<readonly [string, readonly Partial<ForgeComment>[], object, readonly string[]]>([
    ['is created when nobody commented', [], { kind: 'created', url: 'url-new', older: [] }, [`create ${text}`]],
    [
      'is created beside comments that do not begin with the marker',
      [{ body: `see:\n${MARKER}` }, { body: ` ${MARKER}` }, { body: `${MARKER} x` }, { body: `> ${MARKER}` }],
      { kind: 'created', url: 'url-new', older: [] },
      [`create ${text}`],
    ],
    [
      'is created beside the one with another label',
      [{ body: `${OTHER}\nold` }],
      { kind: 'created', url: 'url-new', older: [] },
      [`create ${text}`],
    ],
    [
      'is created when another author wrote the marker',
      [
        { body: `${MARKER}\nmine now`, author: 'mallory' },
        { body: MARKER, author: undefined },
      ],
      { kind: 'created', url: 'url-new', older: [] },
      ['who am I', `create ${text}`],
    ],
    [
      'is written over',
      [{}, { body: `${MARKER}\nold` }, {}],
      { kind: 'updated', url: 'url-1', older: [] },
      ['who am I', `update 1 ${text}`],
    ],
    [
      'is written over at the newest of several, and the others are named, the newest first',
      [{ body: MARKER }, { body: `${MARKER}\n` }, { body: `${MARKER}\r\nold` }, { body: MARKER, author: 'mallory' }],
      { kind: 'updated', url: 'url-2', older: ['url-1', 'url-0'] },
      ['who am I', `update 2 ${text}`],
    ],
    ['is left when it says the same', [{ body: text }], { kind: 'unchanged', url: 'url-0', older: [] }, ['who am I']],
    [
      'is left when only line ends and blanks at the end differ',
      [{ body: `${MARKER}\r\nnew\r\n` }],
      { kind: 'unchanged', url: 'url-0', older: [] },
      ['who am I'],
    ],
  ])('%s', async (_title, comments, upserted, wanted) => {
    const asked: string[] = [];
    expect(await upsert(forgeWith(comments, asked), MARKER, text)).toEqual(upserted);
    expect(asked).toEqual(wanted);
  });
});
