import { DeleteAccessKeyCommand, UpdateAccessKeyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { IncompleteError } from '../domain/errors';
import { asking, inOneLine, isDenied, isNoSuchEntity, wasRetried } from './failure';

/** The two changes of an access key. */
interface Writer {
  deactivate(userName: string, accessKeyId: string): Promise<'done' | 'gone'>;
  delete(userName: string, accessKeyId: string): Promise<'done' | 'gone'>;
}

/**
 * Changes access keys in IAM.
 *
 * The SDK sends a change again whose answer was lost. Then a deletion that finds nothing was ours, and a denial is no proof that
 * nothing happened.
 */
export function keyWriter(iam: IAMClient): Writer {
  return {
    deactivate(userName, accessKeyId) {
      const command = new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' });
      return changing(`deactivate ${accessKeyId} of ${userName}`, iam.send(command), () => 'gone');
    },
    delete(userName, accessKeyId) {
      const command = new DeleteAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId });
      return changing(`delete ${accessKeyId} of ${userName}`, iam.send(command), (error) => (wasRetried(error) ? 'done' : 'gone'));
    },
  };
}

async function changing(what: string, request: Promise<unknown>, missing: (error: unknown) => 'done' | 'gone'): Promise<'done' | 'gone'> {
  try {
    await request;
    return 'done';
  } catch (error) {
    if (isNoSuchEntity(error)) return missing(error);
    if (isDenied(error) && wasRetried(error)) {
      const message = `could not ${what}: denied when asked again after an answer was lost: ${inOneLine(error)}`;
      throw new IncompleteError(message, { cause: error });
    }
    return asking(what, Promise.reject(error instanceof Error ? error : new Error(String(error))));
  }
}
