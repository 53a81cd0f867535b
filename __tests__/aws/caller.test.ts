import { STSClient } from '@aws-sdk/client-sts';
import { readCaller } from '../../aws/caller';
import { clientOptions } from '../../aws/clients';
import { IncompleteError } from '../../domain/errors';
import { SHORT, useFakeAws } from '../support/aws-clients';
import { fakeAws, xml, xmlError, type Reply } from '../support/fake-aws-http';
import { withoutWaits } from '../support/scan-waits';

const fake = useFakeAws();
const made: STSClient[] = [];
beforeEach(withoutWaits);
afterEach(() => {
  for (const client of made.splice(0)) client.destroy();
});

function sts(more: ConstructorParameters<typeof STSClient>[0] = {}): STSClient {
  const client = new STSClient({ ...clientOptions(SHORT), ...more });
  made.push(client);
  return client;
}

const identity = (account: string, arn: string): Reply =>
  xml('GetCallerIdentity', `<Arn>${arn}</Arn><UserId>AIDAFAKE</UserId><Account>${account}</Account>`);

/** What becomes of the question when AWS answers so. */
async function caller(reply: Reply): Promise<unknown> {
  fake.aws().on('GetCallerIdentity', reply);
  return readCaller(sts()).catch((error: unknown) => error);
}

/** The message of an error that says that not everything could be seen. */
function messageOf(error: unknown): string {
  expect(error).toBeInstanceOf(IncompleteError);
  return (error as IncompleteError).message;
}

test.each([
  ['aws', 'arn:aws:iam::111122223333:user/team/alice'],
  ['aws', 'arn:aws:sts::111122223333:assumed-role/audit/session'],
  ['aws', 'arn:aws:iam::111122223333:root'],
  ['aws-cn', 'arn:aws-cn:iam::111122223333:user/alice'],
  ['aws-us-gov', 'arn:aws-us-gov:sts::111122223333:federated-user/alice'],
])('is known by account and partition %s, from %s', async (partition, arn) => {
  expect(await caller(identity('111122223333', arn))).toEqual({ accountId: '111122223333', partition, clockOffsetMs: 0 });
});

test.each([
  [xml('GetCallerIdentity', ''), 'account nothing, ARN nothing'],
  [identity('111122223333', 'alice'), 'account 111122223333, ARN alice'],
  [xml('GetCallerIdentity', '<Arn>arn:aws:iam::111122223333:root</Arn>'), 'account nothing, ARN arn:aws:iam::111122223333:root'],
])('is not guessed from an answer that leaves something out (%#)', async (reply, answered) => {
  expect(messageOf(await caller(reply))).toBe(`could not ask AWS whose credentials these are: it answered ${answered}`);
});

const SIGN_IN = 'sign in again, such as with aws sso login, or renew them';
const WHICH = 'check which profile or variables are set';
const SECRET = 'check the secret access key and the time here';

test.each([
  [403, 'ExpiredToken', 'expired ones', SIGN_IN],
  [400, 'ExpiredTokenException', 'expired ones', SIGN_IN],
  [400, 'RequestExpired', 'expired ones', SIGN_IN],
  [403, 'InvalidClientTokenId', 'some that AWS does not know', WHICH],
  [400, 'UnrecognizedClientException', 'some that AWS does not know', WHICH],
  [400, 'IncompleteSignature', 'some that AWS does not know', WHICH],
  [403, 'SignatureDoesNotMatch', 'some with another secret or a wrong clock', SECRET],
  [400, 'InvalidSignatureException', 'some with another secret or a wrong clock', SECRET],
])('with credentials that AWS refuses with %i %s is told what is wrong', async (status, code, got, advice) => {
  const error = await caller(xmlError(status, code));
  expect(messageOf(error)).toBe(`the credentials must be some that AWS accepts, got '${got} (${code})' (at AWS); ${advice}`);
  expect((error as IncompleteError).cause).toMatchObject({ name: code, message: 'said the fake' });
});

test.each<[string, Reply, string, readonly string[]]>([
  ['AWS fails', xmlError(500, 'InternalFailure'), 'InternalFailure: said the fake', ['GetCallerIdentity', 'GetCallerIdentity']],
  ['AWS fails without a word', { status: 503, body: '' }, 'HTTP 503 without a reason', ['GetCallerIdentity', 'GetCallerIdentity']],
  [
    'AWS is asked too often',
    xmlError(400, 'Throttling'),
    'throttled for too long, Throttling: said the fake',
    ['GetCallerIdentity', 'GetCallerIdentity'],
  ],
])('hears when %s', async (_, reply, because, actions) => {
  expect(messageOf(await caller(reply))).toBe(`could not ask AWS whose credentials these are: ${because}`);
  expect(fake.aws().actions()).toEqual(actions);
});

test('hears when AWS cannot be reached', async () => {
  const gone = await fakeAws();
  await gone.close();
  const error = await readCaller(sts({ endpoint: gone.url })).catch((thrown: unknown) => thrown);
  expect(messageOf(error)).toBe(
    `could not ask AWS whose credentials these are: Error: connect ECONNREFUSED ${gone.url.replace('http://', '')}`,
  );
});
