import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fakeAws, xmlError } from '../support/fake-aws-http';
import { useScan } from '../support/scan-command';
import { unset, withoutCredentials } from '../support/scan-environment';
import { people } from '../support/scan-people';
import { startProxy } from '../support/scan-proxy';

const bench = useScan();

/** What our users are told to do about credentials. */
const ADVICE = {
  set: 'Could not load credentials from any providers; set AWS_PROFILE or --profile, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with aws sso login',
  renew: 'sign in again, such as with aws sso login, or renew them',
  check: 'check which profile or variables are set',
  secret: 'check the secret access key and the time here',
};
const wrong = (got: string, advice: keyof typeof ADVICE, at = 'AWS'): object => ({
  code: 3,
  out: '',
  err: `the credentials must be some that AWS accepts, got '${got}' (at ${at}); ${ADVICE[advice]}\n`,
});

describe('credentials', () => {
  test('of a profile that is not there are never taken from elsewhere', async () => {
    const fake = await bench.fake(people().account);
    process.env['AWS_CONFIG_FILE'] = bench.write('config', '[profile production]\nregion = eu-west-1\n');
    expect(await bench.scan(['--profile', 'prodution'])).toEqual({
      code: 2,
      out: '',
      err: "--profile must be a profile of the AWS configuration here, got 'prodution' (at command line); did you mean production?\n",
    });
    expect(fake.requests).toEqual([]);
  });

  test('that nobody gave are asked for', async () => {
    const fake = await bench.fake(people().account);
    withoutCredentials();
    expect(await bench.scan([])).toEqual(wrong('none', 'set'));
    expect(fake.requests).toEqual([]);
  });

  test('whose session has ended are to be renewed', async () => {
    await bench.fake(people().account, { expired: true });
    expect(await bench.scan(['--format', 'json'])).toEqual(wrong('expired ones (ExpiredToken)', 'renew'));
  });

  test.each<[number, string, string, keyof typeof ADVICE]>([
    [400, 'ExpiredTokenException', 'expired ones', 'renew'],
    [403, 'InvalidClientTokenId', 'some that AWS does not know', 'check'],
    [403, 'SignatureDoesNotMatch', 'some with another secret or a wrong clock', 'secret'],
  ])('that AWS refuses with %i %s', async (status, code, got, advice) => {
    const aws = bench.ending(await fakeAws());
    process.env['AWS_ENDPOINT_URL'] = aws.url;
    aws.on('GetCallerIdentity', xmlError(status, code));
    expect(await bench.scan([])).toEqual(wrong(`${got} (${code})`, advice));
    expect(aws.actions()).toEqual(['GetCallerIdentity']);
  });

  test('cannot be checked when AWS cannot be reached', async () => {
    const aws = await fakeAws();
    await aws.close();
    process.env['AWS_ENDPOINT_URL'] = aws.url;
    const place = aws.url.replace('http://', '');
    expect(await bench.scan([])).toEqual({
      code: 3,
      out: '',
      err: `could not ask AWS whose credentials these are: Error: connect ECONNREFUSED ${place}\n`,
    });
  });
});

describe('a session of AWS IAM Identity Center', () => {
  const START = 'https://example.awsapps.com/start';
  const ROLE = 'sso_account_id = 111122223333\nsso_role_name = audit\n';
  const PROFILES =
    `[profile plain]\nsso_start_url = ${START}\nsso_region = eu-central-1\n${ROLE}` +
    `[profile named]\nsso_session = corp\n${ROLE}[sso-session corp]\nsso_region = eu-central-1\nsso_start_url = ${START}\n`;
  /** What AWS keeps a session by: the address where it began, or its name. */
  const CACHED_AS: Readonly<Record<string, string>> = { plain: START, named: 'corp' };
  /** With what a session is renewed, as long as AWS lets it. */
  const RENEWAL = { clientId: 'us', clientSecret: 'word', registrationExpiresAt: '2099-01-01T00:00:00Z', refreshToken: 'again' };

  /** Leaves what `aws sso login` leaves. */
  function signedIn(profile: string, expiresAt: string): void {
    const cache = join('.aws', 'sso', 'cache');
    mkdirSync(join(bench.folder(), cache), { recursive: true });
    const name = `${createHash('sha1')
      .update(CACHED_AS[profile] ?? '')
      .digest('hex')}.json`;
    bench.write(join(cache, name), { accessToken: 'token', expiresAt, region: 'eu-central-1', startUrl: START, ...RENEWAL });
  }

  beforeEach(() => {
    process.env['AWS_CONFIG_FILE'] = bench.write('config', PROFILES);
    withoutCredentials();
  });

  test.each([
    ['plain', []],
    // It is tried to renew it, which the fake does not know.
    ['named', ['InvalidAction']],
  ])('of a %s profile that has ended is told as such, with what to do', async (profile, answers) => {
    const fake = await bench.fake(people().account);
    signedIn(profile, '2020-01-01T00:00:00Z');
    expect(await bench.scan(['--profile', profile])).toEqual(
      wrong('expired ones (a session of AWS IAM Identity Center)', 'renew', `profile ${profile}`),
    );
    expect(fake.requests.map(({ answered }) => answered)).toEqual(answers);
  });

  test.each(['plain', 'named'])('of a %s profile is taken through the proxy of the environment', async (profile) => {
    const fake = await bench.fake(people().account);
    const proxy = bench.ending(await startProxy());
    process.env['HTTP_PROXY'] = proxy.url;
    signedIn(profile, '2099-01-01T00:00:00Z');
    // The fake knows nothing of sessions.
    expect((await bench.scan(['--profile', profile])).code).toBe(3);
    expect([...new Set(proxy.seen)]).toEqual([`GET ${fake.url}/federation/credentials?account_id=111122223333&role_name=audit`]);
  });
});

test('the credentials of a role are asked for through the proxy of the environment', async () => {
  const proxy = bench.ending(await startProxy());
  process.env['HTTPS_PROXY'] = proxy.url;
  process.env['AWS_CONFIG_FILE'] = bench.write(
    'config',
    '[profile audit]\nrole_arn = arn:aws:iam::111122223333:role/audit\nsource_profile = me\nregion = eu-central-1\n',
  );
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = bench.write(
    'credentials',
    '[me]\naws_access_key_id = AKIAME\naws_secret_access_key = word\n',
  );
  withoutCredentials();
  unset('AWS_REGION');
  const { code, out } = await bench.scan(['--profile', 'audit']);
  expect([code, out, new Set(proxy.seen)]).toEqual([3, '', new Set(['CONNECT sts.eu-central-1.amazonaws.com:443'])]);
});
