import { isSensitive, type Leaf } from '../leaf';
import { factOf, valueOf, type Part, type PartKind } from '../part';
import { asText, refersTo, type Reading } from './reading';
import { isRegionHidden, regionLater, regionOf } from './read-rule';

/** What stands in the home region only, the surest first. */
const AT_HOME: readonly PartKind[] = ['function', 'event-rule', 'topic', 'table', 'metric-alarm', 'analyzer', 'bucket'];

/** What all parts together tell: where home is, the key, the boundary, the analyzer. Comes last, because it looks at what was read. */
export function readSurroundings(reading: Reading): void {
  reading.set('homeRegion', homeOf(reading));
  const [analyzer] = reading.own('analyzer');
  reading.say('accessAnalyzer', analyzer !== undefined, analyzer);
  const [role] = reading.own('role');
  if (role !== undefined) {
    reading.identity('permissionsBoundaryArn', reading.leaf(role, ['permissions_boundary'], asText), role, 'permissions_boundary', false);
  }
  readKey(reading);
}

function homeOf(reading: Reading): Leaf | undefined {
  const [part] = AT_HOME.flatMap((kind) => reading.own(kind));
  const region = part?.regions[reading.side];
  if (part !== undefined && region !== undefined)
    return { kind: 'known', value: region, address: part.address, isSensitive: isRegionHidden(reading, [part]) };
  const regions = reading.leaves.get('regions');
  // Nothing stands at home: any of the regions is.
  if (part === undefined && regions?.kind === 'known') return { ...regions, value: (regions.value as readonly string[])[0] };
  if (part === undefined) return regions;
  return factOf(part, reading.side, ['region']).kind === 'unknown'
    ? { kind: 'unknown', address: part.address, cause: 'apply', because: regionLater(part) }
    : { kind: 'unknown', address: part.address, cause: 'not-in-plan', because: regionOf(part) };
}

/** The key that was given for the topic, for the bucket or for the function. */
function readKey(reading: Reading): void {
  const keys = [...reading.own('kms-key'), ...reading.own('kms-alias')];
  const places: readonly (readonly [part: Part | undefined, attribute: string])[] = [
    [reading.own('topic')[0], 'kms_master_key_id'],
    [reading.own('delivery-channel')[0], 's3_kms_key_arn'],
  ];
  for (const [part, attribute] of places) {
    if (part === undefined) continue;
    const leaf = reading.leaf(part, [attribute], asText);
    if (leaf === undefined || (leaf.kind === 'known' && keys.some((key) => isNamedBy(reading, key, leaf.value)))) continue;
    reading.identity('kmsKeyArn', leaf, part, attribute, refersTo(part, attribute, keys));
    if (reading.leaves.has('kmsKeyArn')) return;
  }
  reading.set('kmsKeyArn', keyOfRole(reading));
}

function isNamedBy(reading: Reading, key: Part, name: unknown): boolean {
  return ['name', 'arn', 'key_id'].some((attribute) => valueOf(key, reading.side, [attribute]) === name);
}

/** With a given topic only the role of the function names the key. */
function keyOfRole(reading: Reading): Leaf | undefined {
  for (const part of reading.own('role-policy')) {
    const leaf = reading.leaf(part, ['policy'], asText);
    const arn = leaf?.kind === 'known' ? /"(arn:[^":]+:kms:[^":]+:\d{12}:key\/[^"*?]+)"/.exec(String(leaf.value))?.[1] : undefined;
    if (arn !== undefined) return { kind: 'known', value: arn, address: part.address, isSensitive: isSensitive(leaf) };
  }
  return undefined;
}
