import { topicUnencrypted } from '../../../review/checks/topic-unencrypted';
import type { Found } from '../../../review/check';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

function find(spec: PartSpec): readonly Found[] {
  return topicUnencrypted.find(policyChange({}, {}, [part('topic', { address: 'x.topic', ...spec })]), planView());
}

const key = { kms_master_key_id: 'alias/unused-credentials' };
const found = (what: string): readonly Found[] => [
  { address: 'x.topic', message: `the topic ${what}: messages about unused credentials lie in it unencrypted` },
];

describe('topic-unencrypted', () => {
  it.each([
    ['loses its key', { before: key, after: {} }, found('loses its KMS key')],
    ['has its key emptied', { before: key, after: { kms_master_key_id: '' } }, found('loses its KMS key')],
    ['loses its key in a replacement', { before: key, after: {}, actions: ['delete', 'create'] }, found('loses its KMS key')],
    ['is made without a key', { after: { kms_master_key_id: null } }, found('is made without a KMS key')],
    ['keeps its key', { before: key, after: key }, []],
    ['gets another key', { before: key, after: { kms_master_key_id: 'other' } }, []],
    ['gets a key', { before: {}, after: key }, []],
    ['never had a key', { before: {}, after: {} }, []],
    ['is made with a key', { after: key }, []],
    ['is made with a key known only after apply', { after: {}, afterUnknown: { kms_master_key_id: true } }, []],
    ['gets a key known only after apply', { before: key, after: {}, afterUnknown: { kms_master_key_id: true } }, []],
    ['goes', { before: key }, []],
    ['is forgotten', { before: key, actions: ['forget'] }, []],
  ] as const)('judges a topic that %s', (_, spec: PartSpec, expected) => {
    expect(find(spec)).toEqual(expected);
  });

  it('judges a policy that is created from nothing, and none that is destroyed', () => {
    const made = part('topic', { address: 'x.topic', after: {} });
    expect(topicUnencrypted.find(policyChange(null, {}, [made]), planView())).toEqual(found('is made without a KMS key'));
    expect(topicUnencrypted.find(policyChange({}, null, [part('topic', { before: key })]), planView())).toEqual([]);
  });

  it('says nothing of a policy without a topic of its own', () => {
    expect(topicUnencrypted.find(policyChange({}, {}), planView())).toEqual([]);
  });

  it('never prints a sensitive key', () => {
    expect(find({ before: key, after: {}, beforeSensitive: { kms_master_key_id: true } })).toEqual(found('loses its KMS key'));
  });
});
