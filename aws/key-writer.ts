import { DeleteAccessKeyCommand, UpdateAccessKeyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { askingWhetherThere } from './failure';

/** The two changes of an access key. */
interface Writer {
  deactivate(userName: string, accessKeyId: string): Promise<'done' | 'gone'>;
  delete(userName: string, accessKeyId: string): Promise<'done' | 'gone'>;
}

/**
 * Changes access keys in IAM.
 *
 * A deletion whose answer was lost is tried again and finds nothing: `gone` is true then, and whoever asked knows by the record why.
 */
export function keyWriter(iam: IAMClient): Writer {
  return {
    async deactivate(userName, accessKeyId) {
      const command = new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' });
      const answer = await askingWhetherThere(`deactivate ${accessKeyId} of ${userName}`, iam.send(command));
      return answer === 'gone' ? 'gone' : 'done';
    },
    async delete(userName, accessKeyId) {
      const command = new DeleteAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId });
      const answer = await askingWhetherThere(`delete ${accessKeyId} of ${userName}`, iam.send(command));
      return answer === 'gone' ? 'gone' : 'done';
    },
  };
}
