import { userReader } from '../../aws/user-reader';
import { AccessError, IncompleteError } from '../../domain/errors';
import { useFakeAws } from '../support/aws-clients';
import { xml, xmlError, type Answer, type FakeAws } from '../support/fake-aws-http';

const fake = useFakeAws();

const FIRST = 'AKIAAAAAAAAAAAAAAAA1';
const SECOND = 'AKIAAAAAAAAAAAAAAAA2';
const CREATED = '2026-01-02T03:04:05Z';
const USED = '2026-02-03T04:05:00Z';

const user = (name: string, path = '/', tags: Readonly<Record<string, string>> = {}): Answer => {
  const members = Object.entries(tags).map(([key, value]) => `<member><Key>${key}</Key><Value>${value}</Value></member>`);
  const facts = `<UserId>AIDAFAKE</UserId><Arn>arn:aws:iam::111122223333:user${path}${name}</Arn><CreateDate>${CREATED}</CreateDate>`;
  return xml('GetUser', `<User><Path>${path}</Path><UserName>${name}</UserName>${facts}<Tags>${members.join('')}</Tags></User>`);
};

const listed = (id: string, more = `<Status>Active</Status><CreateDate>${CREATED}</CreateDate>`): string =>
  `<member><UserName>alice</UserName><AccessKeyId>${id}</AccessKeyId>${more}</member>`;

const list = (members: readonly string[], more = '<IsTruncated>false</IsTruncated>'): Answer =>
  xml('ListAccessKeys', `${more}<AccessKeyMetadata>${members.join('')}</AccessKeyMetadata>`);

const lastUse = (used: string, name = 'alice'): Answer =>
  xml('GetAccessKeyLastUsed', `<UserName>${name}</UserName><AccessKeyLastUsed>${used}</AccessKeyLastUsed>`);

const NEVER = '<Region>N/A</Region><ServiceName>N/A</ServiceName>';
const ONCE = `<Region>eu-west-1</Region><ServiceName>s3</ServiceName><LastUsedDate>${USED}</LastUsedDate>`;

/** Tells the fake of alice and one key, or of something else in the place of one answer. */
function tell(aws: FakeAws, other: Readonly<Record<string, Answer>> = {}): void {
  aws.on('GetUser', other['GetUser'] ?? user('alice'));
  aws.on('ListAccessKeys', other['ListAccessKeys'] ?? list([listed(FIRST)]));
  aws.on('GetAccessKeyLastUsed', other['GetAccessKeyLastUsed'] ?? lastUse(ONCE));
}

const readAlice = async (): Promise<unknown> => userReader(fake.clients().iam).read('alice');

/** What became of alice's only key. */
async function keyOfAlice(other: Readonly<Record<string, Answer>>): Promise<unknown> {
  tell(fake.aws(), other);
  const reading = await userReader(fake.clients().iam).read('alice');
  return reading.kind === 'found' ? reading.keys : reading.kind;
}

const ONCE_USED = { lastUsedAt: Date.parse(USED), lastUsedService: 's3', lastUsedRegion: 'eu-west-1' };
const key = (facts: object = {}): object => ({
  kind: 'read',
  key: { accessKeyId: FIRST, status: 'Active', createdAt: Date.parse(CREATED), ...('lastUsedAt' in facts ? {} : ONCE_USED), ...facts },
});

const LISTED = { status: 'Active', createdAt: Date.parse(CREATED) };
const unreadable = (because: string, listed: object = { listed: LISTED }): object => ({
  ...{ kind: 'unreadable', accessKeyId: FIRST, because, ...listed },
});

describe('a user with two keys', () => {
  test('is read whole with four requests', async () => {
    const aws = fake.aws();
    aws.on('GetUser', user('alice', '/team/ci/', { 'keep-until': '2026-12-31', owner: 'Jos&#xE9; &amp; co' }));
    aws.on('ListAccessKeys', list([listed(FIRST), listed(SECOND, `<Status>Inactive</Status><CreateDate>${CREATED}</CreateDate>`)]));
    aws.on('GetAccessKeyLastUsed', ({ input }) => lastUse(input['AccessKeyId'] === FIRST ? ONCE : NEVER));
    expect(await readAlice()).toEqual({
      kind: 'found',
      user: { userName: 'alice', path: '/team/ci/', tags: { 'keep-until': '2026-12-31', owner: 'José & co' } },
      keys: [key(), key({ accessKeyId: SECOND, status: 'Inactive', lastUsedAt: 'never' })],
    });
    expect(aws.asked).toHaveLength(4);
  });

  test('has both keys when IAM gives them on two pages', async () => {
    const aws = fake.aws();
    tell(aws);
    const more = '<IsTruncated>true</IsTruncated><Marker>AAA+/=&amp;b</Marker>';
    aws.on('ListAccessKeys', list([listed(FIRST)], more), list([], more), list([listed(SECOND)]));
    expect(await readAlice()).toEqual({ kind: 'found', user: expect.anything() as object, keys: [key(), key({ accessKeyId: SECOND })] });
    const pages = aws.asked.filter(({ action }) => action === 'ListAccessKeys').map(({ input }) => input);
    const marked = { UserName: 'alice', Marker: 'AAA+/=&b' };
    expect(pages).toEqual([{ UserName: 'alice' }, marked, marked]);
  });

  test('has one unreadable key when one cannot be read, and the other is read all the same', async () => {
    const aws = fake.aws();
    tell(aws, { ListAccessKeys: list([listed(FIRST), listed(SECOND)]) });
    aws.on('GetAccessKeyLastUsed', ({ input }) => (input['AccessKeyId'] === FIRST ? xmlError(500, 'InternalFailure') : lastUse(ONCE)));
    expect(await readAlice()).toEqual({
      kind: 'found',
      user: { userName: 'alice', path: '/', tags: {} },
      keys: [unreadable('InternalFailure: said the fake'), key({ accessKeyId: SECOND })],
    });
  });
});

test.each(['ci+deploy=prod,eu.west@example.com_-1', 'UPPER', `a${'b'.repeat(63)}`])('the name %s arrives as it is', async (name) => {
  const aws = fake.aws();
  aws.on('GetUser', user(name, '/a+b/'));
  aws.on('ListAccessKeys', list([listed(FIRST)]));
  aws.on('GetAccessKeyLastUsed', lastUse(NEVER, name));
  const reading = await userReader(fake.clients().iam).read(name);
  expect(reading).toEqual({ kind: 'found', user: { userName: name, path: '/a+b/', tags: {} }, keys: [key({ lastUsedAt: 'never' })] });
  expect(aws.asked.map(({ input }) => input)).toEqual([{ UserName: name }, { UserName: name }, { AccessKeyId: FIRST }]);
});

describe('a key', () => {
  const created = `<CreateDate>${CREATED}</CreateDate>`;
  test.each<[string, Readonly<Record<string, Answer>>, object]>([
    ['was never used when IAM gives no date and no service', { GetAccessKeyLastUsed: lastUse(NEVER) }, key({ lastUsedAt: 'never' })],
    ['may be expired', { ListAccessKeys: list([listed(FIRST, `<Status>Expired</Status>${created}`)]) }, key({ status: 'Expired' })],
    [
      'was used where no region is told',
      { GetAccessKeyLastUsed: lastUse(`<Region>N/A</Region><ServiceName>iam</ServiceName><LastUsedDate>${USED}</LastUsedDate>`) },
      key({ lastUsedAt: Date.parse(USED), lastUsedService: 'iam' }),
    ],
    [
      'is unreadable when IAM gives a service and no date',
      { GetAccessKeyLastUsed: lastUse('<Region>eu-west-1</Region><ServiceName>s3</ServiceName>') },
      unreadable('IAM does not say clearly whether it was ever used'),
    ],
    [
      'is unreadable when IAM says nothing of its use',
      { GetAccessKeyLastUsed: lastUse('') },
      unreadable('IAM does not say clearly whether it was ever used'),
    ],
    [
      'is unreadable when the answer lacks its use',
      { GetAccessKeyLastUsed: xml('GetAccessKeyLastUsed', '<UserName>alice</UserName>') },
      unreadable('IAM does not say clearly whether it was ever used'),
    ],
    [
      'is unreadable when the answer is of another user',
      { GetAccessKeyLastUsed: lastUse(ONCE, 'bob') },
      unreadable('IAM says that its user is bob'),
    ],
    [
      'is unreadable when the answer names no user',
      { GetAccessKeyLastUsed: xml('GetAccessKeyLastUsed', `<AccessKeyLastUsed>${ONCE}</AccessKeyLastUsed>`) },
      unreadable('IAM says that its user is nobody'),
    ],
    ['is unreadable when the answer is empty', { GetAccessKeyLastUsed: { body: '' } }, unreadable('IAM says that its user is nobody')],
    [
      'is unreadable in a status that we do not know',
      { ListAccessKeys: list([listed(FIRST, `<Status>Paused</Status>${created}`)]) },
      unreadable('IAM says that its status is Paused', {}),
    ],
    [
      'is unreadable without a status',
      { ListAccessKeys: list([listed(FIRST, created)]) },
      unreadable('IAM says that its status is nothing', {}),
    ],
    [
      'is unreadable without an instant of creation',
      { ListAccessKeys: list([listed(FIRST, '<Status>Active</Status>')]) },
      unreadable('IAM does not say when it was created', {}),
    ],
    [
      'is unreadable when a date is none',
      { GetAccessKeyLastUsed: lastUse(ONCE.replace(USED, 'yesterday')) },
      unreadable('TypeError: Invalid RFC3339 timestamp format yesterday'),
    ],
    [
      'is denied when a policy denies it',
      { GetAccessKeyLastUsed: xmlError(403, 'AccessDenied') },
      { kind: 'denied', accessKeyId: FIRST, because: 'AccessDenied: said the fake', listed: LISTED },
    ],
    [
      'is unreadable when our own credentials are refused',
      { GetAccessKeyLastUsed: xmlError(403, 'ExpiredToken') },
      unreadable('ExpiredToken: said the fake'),
    ],
  ])('%s', async (_, other, expected) => {
    expect(await keyOfAlice(other)).toEqual([expected]);
  });

  test('is the only one when the list says nothing of more', async () => {
    expect(await keyOfAlice({ ListAccessKeys: list([listed(FIRST)], '') })).toEqual([key()]);
  });

  test('is none when the list is empty', async () => {
    expect(await keyOfAlice({ ListAccessKeys: list([]) })).toEqual([]);
  });

  test('is not there when it is gone after the list', async () => {
    expect(await keyOfAlice({ GetAccessKeyLastUsed: xmlError(404, 'NoSuchEntity') })).toEqual([]);
  });
});

describe('a user', () => {
  test.each(['GetUser', 'ListAccessKeys'])('is gone when %s finds none', async (action) => {
    expect(await keyOfAlice({ [action]: xmlError(404, 'NoSuchEntity') })).toBe('gone');
  });

  test('whose name IAM writes in other letters is the same user, under the name that IAM has', async () => {
    tell(fake.aws(), { GetUser: user('Alice', '/team/') });
    expect(await readAlice()).toMatchObject({ kind: 'found', user: { userName: 'Alice', path: '/team/' } });
  });

  test.each<[string, Readonly<Record<string, Answer>>, string]>([
    ['of whom IAM answers of another', { GetUser: user('malice') }, 'could not read the user alice: IAM answered of malice, path /'],
    [
      'without a path',
      { GetUser: xml('GetUser', '<User><UserName>alice</UserName></User>') },
      'could not read the user alice: IAM answered of alice, path none',
    ],
    ['of whom the answer is empty', { GetUser: { body: '' } }, 'could not read the user alice: IAM answered of nobody, path none'],
    [
      'whose list goes on nowhere',
      { ListAccessKeys: list([listed(FIRST)], '<IsTruncated>true</IsTruncated>') },
      'could not list the access keys of alice: Error: the list breaks off',
    ],
    [
      'whose list never ends',
      { ListAccessKeys: list([listed(FIRST)], '<IsTruncated>true</IsTruncated><Marker>again</Marker>') },
      'could not list the access keys of alice: Error: the list has more than 20 pages',
    ],
    [
      'of whom there is not even an empty list',
      { ListAccessKeys: xml('ListAccessKeys', '<IsTruncated>false</IsTruncated>') },
      'could not list the access keys of alice: Error: the answer has no list',
    ],
    [
      'of whose keys the answer is empty',
      { ListAccessKeys: { body: '' } },
      'could not list the access keys of alice: Error: the answer has no list',
    ],
    [
      'whose list has a key without an id',
      { ListAccessKeys: list(['<member><Status>Active</Status></member>']) },
      'could not list the access keys of alice: Error: the list has a key without an id',
    ],
  ])('%s cannot be read', async (_, other, message) => {
    tell(fake.aws(), other);
    await expect(readAlice()).rejects.toEqual(new IncompleteError(message));
  });

  test.each<[string, string]>([
    ['GetUser', 'not allowed to read the user alice: AccessDenied: said the fake'],
    ['ListAccessKeys', 'not allowed to list the access keys of alice: AccessDenied: said the fake'],
  ])('of whom %s is denied is refused as such', async (action, message) => {
    tell(fake.aws(), { [action]: xmlError(403, 'AccessDenied') });
    await expect(readAlice()).rejects.toEqual(new AccessError(message));
  });
});
