import fc from 'fast-check';
import { exemptionOf, exemptionWithoutTags, type Exemption, type IamUser } from '../../domain/exemption';
import { DAY_MS } from '../../domain/instant';
import type { Exempt } from '../../domain/policy';
import { NOW } from '../support/world/records';

const ALICE: IamUser = { userName: 'alice', path: '/', tags: {} };
const NOBODY: Exempt = { userNames: [], paths: [] };
const none: Exemption = { kind: 'none' };
const spared = (because: string, isUnclear = false): Exemption => ({ kind: 'exempt', because, isUnclear });
const decided = (user: Partial<IamUser>, exempt: Partial<Exempt>, now = NOW): Exemption =>
  exemptionOf({ ...ALICE, ...user }, { ...NOBODY, ...exempt }, now);

test('nobody is exempt by default', () => {
  expect(decided({ tags: { keep: 'true' }, path: '/break-glass/' }, {})).toEqual(none);
});

describe('a user is exempt by name', () => {
  test.each([
    ['alice', 'alice'],
    ['alice', 'ALICE'],
    ['ALICE', 'alice'],
    ['alice', 'a*'],
    ['alice', '*'],
    ['alice', '*e'],
    ['alice', 'a*c*e'],
    ['alice', 'alic?'],
    ['alice', '?????'],
    ['ci+deploy=1,2.3@x-y_z', 'ci+deploy=1,2.3@x-y_z'],
    ['ci+deploy', 'ci+*'],
    ['a.b', 'a.b'],
    ['a(b)[c]{d}^$|\\', 'a(b)[c]{d}^$|\\'],
  ])('%s matches %s', (userName, glob) => {
    expect(decided({ userName }, { userNames: ['nobody', glob] })).toEqual(spared(`its name matches ${glob}`));
  });

  test.each([
    ['alice', 'alic'],
    ['alice', 'lice'],
    ['alice', 'a?e'],
    ['alice', '????'],
    ['alice', 'alice?'],
    ['alice', 'bob*'],
    ['axb', 'a.b'],
    ['aab', 'a+b'],
    ['alice', '.*'],
    ['alice', '[a-z]*'],
    ['alice', ''],
  ])('%s does not match %s', (userName, glob) => {
    expect(decided({ userName }, { userNames: [glob] })).toEqual(none);
  });
});

describe('a user is exempt by path', () => {
  test('that starts with one of the policy', () => {
    expect(decided({ path: '/break-glass/' }, { paths: ['/ci/', '/break-glass/'] })).toEqual(spared('its path starts with /break-glass/'));
    expect(decided({ path: '/break-glass/eu/' }, { paths: ['/break-glass/'] })).toEqual(spared('its path starts with /break-glass/'));
  });

  test('and not by one that only looks like it', () => {
    expect(decided({ path: '/break-glass2/' }, { paths: ['/break-glass/'] })).toEqual(none);
    expect(decided({ path: '/eu/break-glass/' }, { paths: ['/break-glass/'] })).toEqual(none);
    expect(decided({ path: '/Break-Glass/' }, { paths: ['/break-glass/'] })).toEqual(none);
  });
});

describe('a user is exempt by tag', () => {
  const tagged = (value: string, now = NOW): Exemption => decided({ tags: { keep: value } }, { tag: 'keep' }, now);

  test.each(['', 'true', 'True', 'TRUE'])('with the value %j', (value) => {
    expect(tagged(value)).toEqual(spared('it has the tag keep'));
  });

  test('until the end of the day in UTC that it says', () => {
    const end = Date.parse('2026-11-24T00:00:00Z') + DAY_MS;
    expect(tagged('2026-11-24', end - 1)).toEqual({ ...spared('its tag keep says until 2026-11-24'), endsAt: end });
    expect(tagged('2026-11-24', end)).toEqual(none);
    expect(tagged('2026-11-23')).toEqual(none);
    expect(tagged('2099-12-31')).toEqual({
      ...spared('its tag keep says until 2099-12-31'),
      endsAt: Date.parse('2100-01-01T00:00:00Z'),
    });
  });

  test.each(['false', 'no', '24.11.2026', '2026-11-31', '2026-11-24T00:00:00Z', '26-11-24', 'for ever', ' 2026-12-31', ' '])(
    'with a value that cannot be understood, such as %j, and that is told',
    (value) => {
      expect(tagged(value)).toEqual(spared('the value of its tag keep is not a day such as 2026-12-31', true));
    },
  );

  test('only by the tag of the policy, upper and lower case being the same', () => {
    expect(decided({ tags: { team: 'true', kept: 'true' } }, { tag: 'keep' })).toEqual(none);
    expect(decided({ tags: { team: 'a', KEEP: 'true' } }, { tag: 'keep' })).toEqual(spared('it has the tag keep'));
    expect(decided({ tags: { keep: 'true' } }, { tag: 'Keep' })).toEqual(spared('it has the tag Keep'));
    expect(decided({ tags: {} }, { tag: 'keep' })).toEqual(none);
  });
});

test('a name is told before a path, and a path before a tag', () => {
  const user = { userName: 'alice', path: '/ci/', tags: { keep: 'junk' } };
  expect(decided(user, { userNames: ['alice'], paths: ['/ci/'], tag: 'keep' })).toEqual(spared('its name matches alice'));
  expect(decided(user, { paths: ['/ci/'], tag: 'keep' })).toEqual(spared('its path starts with /ci/'));
});

test('without the tags of a user name and path tell, and else nobody knows where a tag could spare', () => {
  const alice = { userName: 'alice', path: '/team/' };
  const judged = (exempt: Partial<Exempt>): Exemption | 'unknown' =>
    exemptionWithoutTags(alice, { userNames: [], paths: [], ...exempt }, NOW);
  expect([judged({}), judged({ tag: 'keep' })]).toEqual([{ kind: 'none' }, 'unknown']);
  expect(judged({ userNames: ['ali*'], tag: 'keep' })).toMatchObject({ kind: 'exempt', because: 'its name matches ali*' });
  expect(judged({ paths: ['/team/'], tag: 'keep' })).toMatchObject({ kind: 'exempt', because: 'its path starts with /team/' });
});

test('a glob of many stars, and a long name, are judged at once', () => {
  const name = 'a'.repeat(64);
  const started = performance.now();
  for (let times = 0; times < 100; times += 1) {
    expect(exemptionOf({ userName: name, path: '/', tags: {} }, { userNames: [`${'*a'.repeat(30)}*b`], paths: [] }, 0)).toEqual({
      kind: 'none',
    });
  }
  expect(performance.now() - started).toBeLessThan(2000);
});

test('a glob matches what the same written as an expression does', () => {
  const piece = fc.constantFrom('a', 'B', 'b', '.', '*', '?', '-', '+', '[');
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, text, (name, glob) => {
      const escaped = glob
        .replaceAll(/[.+[-]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
      const isMatch = new RegExp(`^${escaped}$`, 'is').test(name);
      const { kind } = exemptionOf({ userName: name, path: '/', tags: {} }, { userNames: [glob], paths: [] }, 0);
      expect([name, glob, kind]).toEqual([name, glob, isMatch ? 'exempt' : 'none']);
    }),
    { numRuns: 3000 },
  );
});
