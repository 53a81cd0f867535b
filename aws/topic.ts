import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { DigestMessage } from '../domain/digest';
import { asking } from './failure';

const MAX_SUBJECT = 99;

/**
 * Publishes digests to a topic: text to e-mail, JSON to everything else.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html (read 2026-11)
 */
export function topic(sns: SNSClient, topicArn: string): { publish(message: DigestMessage): Promise<void> } {
  return {
    async publish({ subject, text, json, attributes }) {
      const command = new PublishCommand({
        TopicArn: topicArn,
        Subject: subjectFor(subject),
        MessageStructure: 'json',
        Message: JSON.stringify({ default: json, email: text }),
        MessageAttributes: {
          account: { DataType: 'String', StringValue: attributes.account },
          severity: { DataType: 'String', StringValue: attributes.severity },
        },
      });
      await asking('publish the digest', sns.send(command));
    },
  };
}

/** A subject may hold printable ASCII only, in one line of fewer than 100 characters; SNS refuses the whole message for less. */
function subjectFor(subject: string): string {
  return subject
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, MAX_SUBJECT);
}
