import { GetAccessKeyLastUsedCommand, GetCredentialReportCommand, GetUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { FakeAccount } from '../world/account';
import { ago } from '../world/records';
import { accountOf, errorOf, useFakeIam } from './faked';

const faked = useFakeIam();

describe('what is refused', () => {
  test('for its rate is asked again by clients until it is answered', async () => {
    const { iam, fake } = await faked(accountOf(1), { throttle: (action, count) => action === 'GetUser' && count <= 2 }, 3);
    expect((await iam.send(new GetUserCommand({ UserName: 'user-000' }))).User?.UserName).toBe('user-000');
    expect((await iam.send(new ListUsersCommand())).Users?.length).toBe(1);
    expect(fake.requests.map(({ action, target, answered }) => [action, target, answered])).toEqual([
      ['GetUser', 'user-000', 'Throttling'],
      ['GetUser', 'user-000', 'Throttling'],
      ['GetUser', 'user-000', 'OK'],
      ['ListUsers', '', 'OK'],
    ]);
    expect(fake.counts()).toEqual({ GetUser: 3, ListUsers: 1 });
  });

  test('for its rate too often is given up', async () => {
    const { iam, fake } = await faked(accountOf(1), { throttle: { ratePerSecond: 0, burst: 1 } }, 3);
    await iam.send(new ListUsersCommand());
    expect(await errorOf(iam.send(new GetUserCommand({ UserName: 'user-000' })))).toEqual(['Throttling', 400, 'Rate exceeded']);
    expect(fake.counts()).toEqual({ ListUsers: 1, GetUser: 3 });
  });

  test('by a policy is told as AWS does, by action and user', async () => {
    const account = accountOf(2);
    const { accessKeyId } = account.createKey('user-001', ago(10));
    const denied = (action: string, target: string): boolean =>
      action === 'ListUsers' || action === 'GetCredentialReport' || target === 'user-000' || target === accessKeyId;
    const { iam } = await faked(account, { denied });
    const message = (action: string, resource: string): string =>
      `User: arn:aws:iam::111122223333:user/somebody is not authorized to perform: iam:${action} on resource: ${resource} because no identity-based policy allows the iam:${action} action`;
    const told = (action: string, resource: string): readonly unknown[] => ['AccessDenied', 403, message(action, resource)];
    expect(await errorOf(iam.send(new GetUserCommand({ UserName: 'user-000' })))).toEqual(told('GetUser', 'user user-000'));
    expect(await errorOf(iam.send(new ListUsersCommand()))).toEqual(told('ListUsers', 'arn:aws:iam::111122223333:user/'));
    expect(await errorOf(iam.send(new GetCredentialReportCommand()))).toEqual(told('GetCredentialReport', '*'));
    const lastUse = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
    expect(await errorOf(iam.send(lastUse))).toEqual(told('GetAccessKeyLastUsed', 'user user-001'));
    expect((await iam.send(new GetUserCommand({ UserName: 'user-001' }))).User?.UserName).toBe('user-001');
  });

  test('to an ended session is everything, before anybody looks at the account', async () => {
    const asked: string[] = [];
    const { iam, fake } = await faked(accountOf(1), { expired: true, before: (action) => void asked.push(action) });
    const refused = ['ExpiredToken', 403, 'The security token included in the request is expired'];
    expect(await errorOf(iam.send(new ListUsersCommand()))).toEqual(refused);
    expect(await errorOf(iam.send(new GetUserCommand({ UserName: 'nobody' })))).toEqual(refused);
    expect([asked, fake.counts()]).toEqual([[], { ListUsers: 1, GetUser: 1 }]);
  });

  test('as a mistake of a test is told as one of the server', async () => {
    const before = (): never => {
      throw new Error('the hook is broken');
    };
    const { iam } = await faked(accountOf(1), { before });
    expect(await errorOf(iam.send(new ListUsersCommand()))).toEqual(['InternalFailure', 500, 'Error: the hook is broken']);
  });
});

describe('a request in the query protocol', () => {
  /** Asks as no client of AWS does. */
  async function ask(url: string, form: Readonly<Record<string, string>>): Promise<readonly [number, string]> {
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
    return [response.status, (await response.text()).replace(/0d3bb1a5-[0-9-]*/, 'ID')];
  }
  const outcomeOf = (request: Promise<unknown>): Promise<unknown> => request.catch((error: unknown) => (error as Error).message);
  const STS = { Action: 'GetCallerIdentity', Version: '2011-06-15' };

  test('tells who asks, which no policy denies', async () => {
    const { fake } = await faked(new FakeAccount(), { accountId: '444455556666', denied: () => true });
    expect(await ask(fake.url, STS)).toEqual([
      200,
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        '<Arn>arn:aws:iam::444455556666:user/somebody</Arn><UserId>AIDASOMEBODY000000000</UserId><Account>444455556666</Account>' +
        '</GetCallerIdentityResult><ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></GetCallerIdentityResponse>',
    ]);
    expect(fake.requests).toEqual([{ service: 'sts', action: 'GetCallerIdentity', target: '', answered: 'OK' }]);
  });

  test('of an ended session does not tell who asks', async () => {
    const { fake } = await faked(new FakeAccount(), { expired: true });
    expect(await ask(fake.url, STS)).toEqual([
      403,
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>ExpiredToken</Code>' +
        '<Message>The security token included in the request is expired</Message></Error><RequestId>ID</RequestId></ErrorResponse>',
    ]);
  });

  test('for what the fake does not know is refused', async () => {
    const { fake } = await faked(new FakeAccount());
    const [status, body] = await ask(fake.url, { Action: 'DeleteUser', Version: '2010-05-08', UserName: 'alice' });
    expect([status, /<Code>(.*)<\/Code>/.exec(body)?.[1]]).toEqual([400, 'InvalidAction']);
    expect(fake.requests).toEqual([{ service: 'iam', action: 'DeleteUser', target: 'alice', answered: 'InvalidAction' }]);
  });

  test('is none too many: then the connection breaks', async () => {
    const { fake } = await faked(new FakeAccount(), { maxRequests: 1 });
    expect((await ask(fake.url, STS))[0]).toBe(200);
    expect(await outcomeOf(ask(fake.url, STS))).toBe('fetch failed');
  });

  test('that cannot be read breaks the connection', async () => {
    const { fake } = await faked(new FakeAccount());
    const headers = { 'x-amz-target': 'DynamoDB_20120810.Query' };
    expect(await outcomeOf(fetch(fake.url, { method: 'POST', headers, body: '{' }))).toBe('fetch failed');
    expect(await outcomeOf(fetch(fake.url, { method: 'POST', body: 'x'.repeat(1_000_001) }))).toBe('fetch failed');
    expect((await ask(fake.url, STS))[0]).toBe(200);
  });
});
