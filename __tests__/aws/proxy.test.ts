import { GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { clientOptions } from '../../aws/clients';
import { inOneLine } from '../../aws/failure';
import { proxyAgents } from '../../aws/proxy';
import { SHORT } from '../support/aws-clients';
import { fakeAws, xml, type FakeAws } from '../support/fake-aws-http';
import { useOwnEnvironment } from '../support/scan-environment';
import { startProxy, startSecure, type FakeProxy } from '../support/scan-proxy';

const environment = useOwnEnvironment();

let aws: FakeAws;
let proxy: FakeProxy;
beforeEach(async () => {
  aws = environment.ending(await fakeAws());
  proxy = environment.ending(await startProxy());
  aws.on('GetUser', xml('GetUser', '<User><UserName>alice</UserName></User>'));
});

/** Asks for alice through what the environment names; gives the user, or why there is none. */
async function getAlice(endpoint?: string, agents = proxyAgents()): Promise<unknown> {
  const limits = { ...SHORT, maxAttempts: 1 };
  const iam = new IAMClient({ ...clientOptions(limits, agents), ...(endpoint !== undefined && { endpoint }) });
  try {
    return (await iam.send(new GetUserCommand({ UserName: 'alice' }))).User;
  } catch (error) {
    return inOneLine(error);
  } finally {
    iam.destroy();
  }
}

test('without a proxy in the environment there are no agents', () => {
  expect(proxyAgents()).toEqual({});
});

test.each<Readonly<Record<string, string>>>([{ NO_PROXY: '*' }, { no_proxy: '*' }])('with %p no proxy is for anybody', (variables) => {
  Object.assign(process.env, { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url }, variables);
  expect(proxyAgents()).toEqual({});
});

describe('in clear', () => {
  test.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'])('requests go through the proxy of %s', async (name) => {
    process.env[name] = proxy.url;
    expect(await getAlice(aws.url)).toEqual({ UserName: 'alice' });
    expect([proxy.seen, aws.actions()]).toEqual([[`POST ${aws.url}/`], ['GetUser']]);
  });

  test.each([
    ['HTTPS_PROXY', {}],
    ['HTTP_PROXY', { NO_PROXY: '127.0.0.1' }],
    ['HTTP_PROXY', { no_proxy: 'example.com,127.0.0.1' }],
    ['ALL_PROXY', { NO_PROXY: '.0.0.1' }],
  ])('requests go past the proxy of %s with %p', async (name, more) => {
    Object.assign(process.env, { [name]: proxy.url }, more);
    expect(await getAlice(aws.url)).toEqual({ UserName: 'alice' });
    expect([proxy.seen, aws.actions()]).toEqual([[], ['GetUser']]);
  });

  test('a proxy is told the name and the word that are in its address', async () => {
    process.env['HTTP_PROXY'] = proxy.url.replace('//', '//me:secret@');
    expect(await getAlice(aws.url)).toEqual({ UserName: 'alice' });
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:secret').toString('base64')}`]);
  });

  test('a proxy where nobody listens is an error that names the place', async () => {
    process.env['HTTP_PROXY'] = proxy.url;
    await proxy.close();
    expect(await getAlice(aws.url)).toBe(`Error: connect ECONNREFUSED ${proxy.url.replace('http://', '')}`);
    expect(aws.actions()).toEqual([]);
  });
});

describe('secured', () => {
  test.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])(
    'requests ask the proxy of %s for a tunnel to the very host',
    async (name) => {
      process.env[name] = proxy.url;
      await getAlice();
      expect(proxy.seen).toEqual(['CONNECT iam.amazonaws.com:443']);
    },
  );

  test('a tunnel to another port is asked for by that port', async () => {
    process.env['HTTPS_PROXY'] = proxy.url.replace('//', '//me:secret@');
    await getAlice('https://iam.example.com:8443');
    expect(proxy.seen).toEqual(['CONNECT iam.example.com:8443']);
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:secret').toString('base64')}`]);
  });

  test.each([
    ['HTTP_PROXY', {}],
    ['HTTPS_PROXY', { NO_PROXY: '127.0.0.1' }],
    ['ALL_PROXY', { no_proxy: '127.0.0.1' }],
  ])('requests go past the proxy of %s with %p, and are secured all the same', async (name, more) => {
    const secure = environment.ending(await startSecure());
    Object.assign(process.env, { [name]: proxy.url }, more);
    await getAlice(`https://127.0.0.1:${String(secure.port)}`);
    expect([proxy.seen, secure.beginnings]).toEqual([[], [true]]);
  });
});

test('a proxy is used for both, in clear and secured, by one client after the other', async () => {
  process.env['ALL_PROXY'] = proxy.url;
  const agents = proxyAgents();
  await getAlice(undefined, agents);
  expect(await getAlice(aws.url, agents)).toEqual({ UserName: 'alice' });
  expect(proxy.seen).toEqual(['CONNECT iam.amazonaws.com:443', `POST ${aws.url}/`]);
});

test('a host goes past the proxy at the very port that NO_PROXY names', async () => {
  Object.assign(process.env, { HTTP_PROXY: proxy.url, NO_PROXY: aws.url.replace('http://', '') });
  expect(await getAlice(aws.url)).toEqual({ UserName: 'alice' });
  expect([proxy.seen, aws.actions()]).toEqual([[], ['GetUser']]);
});

test('one host may go through a proxy, and another past it', async () => {
  Object.assign(process.env, { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' });
  expect(await getAlice(aws.url)).toEqual({ UserName: 'alice' });
  await getAlice();
  expect(proxy.seen).toEqual(['CONNECT iam.amazonaws.com:443']);
});
