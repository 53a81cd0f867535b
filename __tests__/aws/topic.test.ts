import { topic } from '../../aws/topic';
import { AccessError } from '../../domain/errors';
import { MESSAGE } from '../support/adapter-values';
import { useFakeAws } from '../support/aws-clients';
import { xml, xmlError } from '../support/fake-aws-http';

const fake = useFakeAws();
const TOPIC = 'arn:aws-cn:sns:cn-north-1:111122223333:unused-credentials';

/** Publishes a message; gives what the topic was asked. */
async function publish(message = MESSAGE): Promise<Readonly<Record<string, unknown>> | undefined> {
  fake.aws().on('Publish', xml('Publish', '<MessageId>1</MessageId>'));
  await topic(fake.clients().sns, TOPIC).publish(message);
  return fake.aws().asked[0]?.input;
}

test('a digest is text in e-mail and JSON everywhere else, with attributes to filter by', async () => {
  const text = 'Über 2 Schlüssel:\n"alice" & <bob>\n';
  expect(await publish({ ...MESSAGE, text })).toEqual({
    TopicArn: TOPIC,
    Subject: 'Access keys in 111122223333: 1 unused',
    MessageStructure: 'json',
    Message: JSON.stringify({ default: '{"for":"machines"}', email: text }),
    'MessageAttributes.entry.1.Name': 'account',
    'MessageAttributes.entry.1.Value.DataType': 'String',
    'MessageAttributes.entry.1.Value.StringValue': '111122223333',
    'MessageAttributes.entry.2.Name': 'severity',
    'MessageAttributes.entry.2.Value.DataType': 'String',
    'MessageAttributes.entry.2.Value.StringValue': 'warning',
  });
});

test.each([
  ['of 99 characters', 'x'.repeat(99), 'x'.repeat(99)],
  ['of 100 characters', 'x'.repeat(100), 'x'.repeat(99)],
  ['with line breaks', ' one\r\ntwo\t', 'one two'],
  ['with other letters', 'für Zoë 🔑', 'f r Zo'],
])('a subject %s is one that SNS takes', async (_, subject, expected) => {
  expect((await publish({ ...MESSAGE, subject }))?.['Subject']).toBe(expected);
});

test.each([
  ['AuthorizationError', 'AuthorizationErrorException'],
  ['KMSAccessDenied', 'KMSAccessDeniedException'],
])('%s is a denial', async (code, name) => {
  fake.aws().on('Publish', xmlError(403, code));
  const publishing = topic(fake.clients().sns, TOPIC).publish(MESSAGE);
  await expect(publishing).rejects.toEqual(new AccessError(`not allowed to publish the digest: ${name}: said the fake`));
});
