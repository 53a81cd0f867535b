import { neededPolicy } from '../../scan/needed-policy';
import { scanPolicy } from '../support/scanned';

const READS_THE_REPORT = {
  ...{ Sid: 'ReadsTheReport', Effect: 'Allow', Resource: '*' },
  Action: ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'],
};
const readsKeys = (partition: string): object => ({
  ...{ Sid: 'ReadsKeys', Effect: 'Allow', Resource: `arn:${partition}:iam::*:user/*` },
  Action: ['iam:GetUser', 'iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed'],
});
const readsRecords = (Resource: string): object => ({
  ...{ Sid: 'ReadsTheRecords', Effect: 'Allow', Resource },
  Action: ['dynamodb:Query', 'dynamodb:GetItem'],
});
const policyOf = (...statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });

test('a scan needs the report, the keys, and the records where the settings say that they are', () => {
  expect(neededPolicy({ ...scanPolicy(), namePrefix: 'keys' })).toEqual(
    policyOf(READS_THE_REPORT, readsKeys('aws'), readsRecords('arn:aws:dynamodb:eu-west-1:*:table/keys-keys')),
  );
});

test('without a region the records may be anywhere', () => {
  expect(neededPolicy({ ...scanPolicy(), homeRegion: undefined })).toEqual(
    policyOf(READS_THE_REPORT, readsKeys('aws'), readsRecords('arn:aws:dynamodb:*:*:table/unused-credentials-keys')),
  );
});

test('without remediation there are no records', () => {
  expect(neededPolicy(scanPolicy({}, false))).toEqual(policyOf(READS_THE_REPORT, readsKeys('aws')));
});

test('other partitions have ARNs of their own', () => {
  expect(neededPolicy({ ...scanPolicy(), homeRegion: 'us-gov-west-1' })).toEqual(
    policyOf(
      READS_THE_REPORT,
      readsKeys('aws-us-gov'),
      readsRecords('arn:aws-us-gov:dynamodb:us-gov-west-1:*:table/unused-credentials-keys'),
    ),
  );
});
