import { keyWriter } from '../../aws/key-writer';
import { AccessError, IncompleteError } from '../../domain/errors';
import { useFakeAws } from '../support/aws-clients';
import { xml, xmlError } from '../support/fake-aws-http';

const fake = useFakeAws();
const KEY = 'AKIAAAAAAAAAAAAAAAA1';
const USER = 'ci+deploy=prod,eu.west@example.com_-1';

const act = async (act: 'deactivate' | 'delete'): Promise<unknown> => keyWriter(fake.clients().iam)[act](USER, KEY);

describe.each([
  ['deactivate', 'UpdateAccessKey', { UserName: USER, AccessKeyId: KEY, Status: 'Inactive' }],
  ['delete', 'DeleteAccessKey', { UserName: USER, AccessKeyId: KEY }],
] as const)('to %s a key', (verb, action, input) => {
  test('asks IAM for just that', async () => {
    fake.aws().on(action, xml(action, ''));
    expect(await act(verb)).toBe('done');
    expect(fake.aws().asked).toEqual([{ action, input }]);
  });

  test('that is not there, or whose user is not, finds it gone', async () => {
    fake.aws().on(action, xmlError(404, 'NoSuchEntity'));
    expect(await act(verb)).toBe('gone');
  });

  test('is done once when the first answer was lost', async () => {
    fake.aws().on(action, 'reset', verb === 'delete' ? xmlError(404, 'NoSuchEntity') : xml(action, ''));
    expect(await act(verb)).toBe('done');
    expect(fake.aws().asked).toEqual([
      { action, input },
      { action, input },
    ]);
  });

  test('that is denied when asked again may have been changed', async () => {
    fake.aws().on(action, 'reset', xmlError(403, 'AccessDenied', 'explicit deny'));
    const message = `could not ${verb} ${KEY} of ${USER}: denied when asked again after an answer was lost: AccessDenied: explicit deny`;
    await expect(act(verb)).rejects.toEqual(new IncompleteError(message));
  });

  test.each(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'NotAuthorized'])('%s is a denial', async (code) => {
    fake.aws().on(action, xmlError(403, code, 'explicit deny in a\nservice control policy'));
    const message = `not allowed to ${verb} ${KEY} of ${USER}: ${code}: explicit deny in a service control policy`;
    await expect(act(verb)).rejects.toEqual(new AccessError(message));
  });

  test.each([
    'ExpiredToken',
    'InvalidClientTokenId',
    'SignatureDoesNotMatch',
    'Throttled',
    'EntityTemporarilyUnmodifiable',
    'OptInRequired',
  ])('%s is none', async (code) => {
    fake.aws().on(action, xmlError(403, code));
    const failure = await act(verb).catch((error: unknown) => error);
    expect([failure instanceof AccessError, failure instanceof IncompleteError, (failure as Error).message]).toEqual([
      false,
      true,
      expect.stringMatching(new RegExp(`^could not ${verb} ${KEY} of .*: ${code}(Exception)?: said the fake$`)),
    ]);
  });
});
