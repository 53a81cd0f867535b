import { DEFAULTS } from '../../domain/settings';
import { valueOf, type Part } from '../part';
import { asSorted, asText, refersTo, type Reading } from './reading';

/** What recorder, delivery channel and bucket tell. */
export function readRecorder(reading: Reading): void {
  const [recorder] = reading.own('recorder');
  reading.say('recorder', recorder === undefined ? 'existing' : 'create', recorder);
  reading.set('resourceTypes', resourceTypesOf(reading, recorder));
  const [role] = reading.own('service-linked-role');
  reading.say('serviceLinkedRole', role === undefined ? 'existing' : 'create', role);
  readBucket(reading);
}

/** What is recorded; `*` stands for all that AWS Config supports. */
function resourceTypesOf(reading: Reading, recorder: Part | undefined): ReturnType<Reading['leaf']> {
  if (recorder === undefined) return { kind: 'known', value: DEFAULTS.resourceTypes, address: '', isSensitive: false };
  return reading.leaf(recorder, ['recording_group', 0, 'resource_types'], asSorted, { absent: ['*'] });
}

function readBucket(reading: Reading): void {
  const buckets = reading.own('bucket');
  const [channel] = reading.own('delivery-channel');
  const [first] = buckets;
  reading.say('bucket.forceDestroy', first !== undefined && valueOf(first, reading.side, ['force_destroy']) === true, first);
  if (channel === undefined) return;
  reading.set('bucket.keyPrefix', reading.leaf(channel, ['s3_key_prefix'], asText));
  const name = reading.leaf(channel, ['s3_bucket_name'], asText);
  const isOurs = name?.kind === 'known' && buckets.some((bucket) => valueOf(bucket, reading.side, ['bucket']) === name.value);
  if (!isOurs) reading.identity('bucket.name', name, channel, 's3_bucket_name', refersTo(channel, 's3_bucket_name', buckets));
}
