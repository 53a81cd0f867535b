import {
  GetUserCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  paginateListUsers,
  paginateListUserTags,
} from '@aws-sdk/client-iam';
import { FakeAccount } from '../world/account';
import { ago, NOW } from '../world/records';
import type { FakeIamOptions } from './fake-iam';
import { accountOf, answerOf, errorOf, namesOf, useFakeIam } from './faked';

const faked = useFakeIam();

describe('users', () => {
  test('are listed without tags, with path, id, ARN and date to the second', async () => {
    const account = new FakeAccount();
    account.createUser('ci.deploy+eu=1_x@example.com,b-c', ago(400) + 999, { path: '/team/ci/', tags: { owner: 'me' } });
    account.createUser('alice', ago(30));
    const { iam } = await faked(account, { accountId: '444455556666' });
    expect(await answerOf(iam.send(new ListUsersCommand()))).toEqual({
      Users: [
        {
          ...{ Path: '/', UserName: 'alice', UserId: 'AIDA00000000000000001' },
          ...{ Arn: 'arn:aws:iam::444455556666:user/alice', CreateDate: new Date(ago(30)) },
        },
        {
          ...{ Path: '/team/ci/', UserName: 'ci.deploy+eu=1_x@example.com,b-c', UserId: 'AIDA00000000000000002' },
          Arn: 'arn:aws:iam::444455556666:user/team/ci/ci.deploy+eu=1_x@example.com,b-c',
          CreateDate: new Date(ago(400)),
        },
      ],
      IsTruncated: false,
    });
  });

  test('are none in an empty account', async () => {
    const { iam } = await faked(new FakeAccount());
    expect(await answerOf(iam.send(new ListUsersCommand()))).toEqual({ Users: [], IsTruncated: false });
  });

  test('come in pages of 100, of which only the last says that there are no more', async () => {
    const { fake, iam } = await faked(accountOf(250));
    const pages: unknown[] = [];
    const names: unknown[] = [];
    for await (const { Users = [], IsTruncated, Marker } of paginateListUsers({ client: iam }, {})) {
      pages.push([Users.length, IsTruncated, typeof Marker]);
      names.push(...Users.map(({ UserName }) => UserName));
    }
    expect(pages).toEqual([
      [100, true, 'string'],
      [100, true, 'string'],
      [50, false, 'undefined'],
    ]);
    expect(names).toEqual(namesOf(250));
    expect(fake.counts()).toEqual({ ListUsers: 3 });
  });

  test.each([
    [99, [99]],
    [100, [100]],
    [101, [100, 1]],
  ])('as many as %d come in pages of %p', async (count, sizes) => {
    const { iam } = await faked(accountOf(count));
    const pages: number[] = [];
    for await (const { Users = [] } of paginateListUsers({ client: iam }, {})) pages.push(Users.length);
    expect(pages).toEqual(sizes);
  });

  test('come in pages as large as is asked, or smaller ones when IAM gives fewer', async () => {
    const sizesBy = async (more: Partial<FakeIamOptions>, pageSize: number): Promise<readonly number[]> => {
      const { iam } = await faked(accountOf(7), more);
      const sizes: number[] = [];
      for await (const { Users = [] } of paginateListUsers({ client: iam, pageSize }, {})) sizes.push(Users.length);
      return sizes;
    };
    expect(await sizesBy({}, 3)).toEqual([3, 3, 1]);
    expect(await sizesBy({}, 1000)).toEqual([7]);
    expect(await sizesBy({ maxPageItems: 4 }, 1000)).toEqual([4, 3]);
  });

  test('who are made or deleted between two pages leave nobody else out', async () => {
    const account = accountOf(6);
    let page = 0;
    const before = (): void => {
      page += 1;
      if (page !== 2) return;
      account.deleteUser('user-001');
      account.createUser('user-000-new', NOW);
      account.createUser('user-004-new', NOW);
    };
    const { iam } = await faked(account, { before });
    const names: unknown[] = [];
    for await (const { Users = [] } of paginateListUsers({ client: iam, pageSize: 2 }, {}))
      names.push(...Users.map((user) => user.UserName));
    expect(names).toEqual(['user-000', 'user-001', 'user-002', 'user-003', 'user-004', 'user-004-new', 'user-005']);
  });

  test('are listed by path', async () => {
    const account = accountOf(2);
    account.createUser('robot', NOW, { path: '/team/ci/' });
    account.createUser('human', NOW, { path: '/team/' });
    const { iam } = await faked(account);
    const under = async (PathPrefix: string): Promise<unknown> =>
      (await iam.send(new ListUsersCommand({ PathPrefix }))).Users?.map(({ UserName }) => UserName);
    expect([await under('/'), await under('/team/'), await under('/team/ci/'), await under('/none/')]).toEqual([
      ['human', 'robot', 'user-000', 'user-001'],
      ['human', 'robot'],
      ['robot'],
      [],
    ]);
    expect(await errorOf(iam.send(new ListUsersCommand({ PathPrefix: 'team/' })))).toEqual([
      ...['ValidationError', 400, 'The specified value for pathPrefix is invalid.'],
    ]);
  });

  test.each([
    [0, 'Member must have value greater than or equal to 1'],
    [1001, 'Member must have value less than or equal to 1000'],
    [1.5, 'Member must be an integer'],
  ])('are not listed %d at a time', async (MaxItems, constraint) => {
    const { iam } = await faked(accountOf(1));
    const message = `1 validation error detected: Value '${String(MaxItems)}' at 'maxItems' failed to satisfy constraint: ${constraint}`;
    expect(await errorOf(iam.send(new ListUsersCommand({ MaxItems })))).toEqual(['ValidationError', 400, message]);
  });

  test('are not listed after a marker that nobody gave', async () => {
    const { iam } = await faked(accountOf(1));
    expect(await errorOf(iam.send(new ListUsersCommand({ Marker: 'user-000 ' })))).toEqual(['ValidationError', 400, 'Invalid Marker.']);
  });

  test('keep their id when they are renamed, and get another when they are made again', async () => {
    const account = accountOf(1);
    const { iam } = await faked(account);
    const idOf = async (UserName: string): Promise<unknown> => (await iam.send(new GetUserCommand({ UserName }))).User?.UserId;
    const ids = [await idOf('user-000')];
    account.renameUser('user-000', 'user-001');
    ids.push(await idOf('user-001'));
    account.deleteUser('user-001');
    account.createUser('user-001', NOW);
    ids.push(await idOf('user-001'));
    expect(ids).toEqual(['AIDA00000000000000001', 'AIDA00000000000000001', 'AIDA00000000000000002']);
  });
});

describe('one user', () => {
  const TAGS = { 'a<b>&"c\'': '  &amp; <x>\r\n]]>\t', empty: '', 'ключ/=+-@': 'Zürich 東京' };

  test('is given with all tags, whatever is in them', async () => {
    const account = new FakeAccount();
    account.createUser('alice', ago(400), { path: '/team/', tags: TAGS });
    const { iam } = await faked(account);
    expect(await answerOf(iam.send(new GetUserCommand({ UserName: 'alice' })))).toEqual({
      User: {
        ...{ Path: '/team/', UserName: 'alice', UserId: 'AIDA00000000000000001' },
        ...{ Arn: 'arn:aws:iam::111122223333:user/team/alice', CreateDate: new Date(ago(400)) },
        Tags: Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value })),
      },
    });
  });

  test('without tags has no list of them', async () => {
    const { iam } = await faked(accountOf(1));
    const { User } = await iam.send(new GetUserCommand({ UserName: 'user-000' }));
    expect(Object.keys(User ?? {}).sort()).toEqual(['Arn', 'CreateDate', 'Path', 'UserId', 'UserName']);
  });

  test('has tags that come in pages too', async () => {
    const account = new FakeAccount();
    account.createUser('alice', NOW, { tags: { c: '3', a: '1', b: '2' } });
    const { iam, fake } = await faked(account);
    const pages: unknown[] = [];
    for await (const { Tags, IsTruncated } of paginateListUserTags({ client: iam, pageSize: 2 }, { UserName: 'alice' })) {
      pages.push([Tags, IsTruncated]);
    }
    const tag = (Key: string, Value: string): object => ({ Key, Value });
    expect(pages).toEqual([
      [[tag('a', '1'), tag('b', '2')], true],
      [[tag('c', '3')], false],
    ]);
    expect(fake.requests).toEqual(
      Array.from({ length: 2 }, () => ({ service: 'iam', action: 'ListUserTags', target: 'alice', answered: 'OK' })),
    );
  });

  test('who is not there is told as such, by every action', async () => {
    const { iam, fake } = await faked(accountOf(1));
    const UserName = 'nobody';
    const none = ['NoSuchEntityException', 404, 'The user with name nobody cannot be found.'];
    expect(await errorOf(iam.send(new GetUserCommand({ UserName })))).toEqual(none);
    expect(await errorOf(iam.send(new ListUserTagsCommand({ UserName })))).toEqual(none);
    expect(await errorOf(iam.send(new ListAccessKeysCommand({ UserName })))).toEqual(none);
    expect(fake.requests.map(({ action, target, answered }) => [action, target, answered])).toEqual([
      ['GetUser', 'nobody', 'NoSuchEntity'],
      ['ListUserTags', 'nobody', 'NoSuchEntity'],
      ['ListAccessKeys', 'nobody', 'NoSuchEntity'],
    ]);
  });

  test('must be named, as nobody in the account signs', async () => {
    const { iam } = await faked(accountOf(1));
    const refused = ['ValidationError', 400, 'Must specify userName when calling with non-User credentials'];
    expect(await errorOf(iam.send(new GetUserCommand({})))).toEqual(refused);
    expect(await errorOf(iam.send(new ListAccessKeysCommand({})))).toEqual(refused);
  });
});
