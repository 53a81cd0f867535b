import type { SettingPath } from '../../domain/settings';
import { POLICY_VARIABLE } from '../../domain/sweep-policy';
import type { Leaf } from '../leaf';
import type { Part } from '../part';
import { asJson, asSorted, asText, asWhole, type Reading } from './reading';

const ACTIONS: readonly unknown[] = ['notify', 'deactivate', 'delete'];

/** What the function's policy holds, each with what it can be and, when it may be left out, with what it then is. */
const HELD: readonly (readonly [path: SettingPath, read: (value: unknown) => unknown, isOptional: boolean])[] = [
  ['remediation.action', (value) => (ACTIONS.includes(value) ? value : undefined), false],
  ['remediation.warnDays', asWhole, false],
  ['remediation.graceDays', asWhole, false],
  ['remediation.maxKeysPerDay', asWhole, false],
  ['remediation.exempt.userNames', asSorted, false],
  ['remediation.exempt.paths', asSorted, false],
  ['remediation.exempt.tag', asText, true],
];

/** What the function, its schedule and its log tell of what is done to unused keys. */
export function readRemediation(reading: Reading): void {
  const [sweep] = reading.own('function');
  if (sweep === undefined) return;
  reading.say('remediation', 'on', sweep);
  for (const [path, read, isOptional] of HELD) reading.set(path, heldIn(reading, sweep, path, read, isOptional));
  const [schedule] = reading.own('schedule');
  if (schedule !== undefined) reading.set('remediation.sweepHourUtc', reading.leaf(schedule, ['schedule_expression'], hourIn));
  const [log] = reading.own('log-group');
  if (log !== undefined) reading.set('remediation.logRetentionDays', reading.leaf(log, ['retention_in_days'], asWhole));
  const reserved = reading.leaf(sweep, ['reserved_concurrent_executions'], (value) => (value === -1 ? 'shared' : asWhole(value)));
  // AWS Lambda writes -1 for a function that shares the runs of the account.
  if (reserved?.kind !== 'known' || reserved.value !== 'shared') reading.set('remediation.reservedConcurrency', reserved);
}

function heldIn(
  reading: Reading,
  sweep: Part,
  path: SettingPath,
  read: (value: unknown) => unknown,
  isOptional: boolean,
): Leaf | undefined {
  const names = path.split('.').slice(1);
  const held = (json: unknown): unknown =>
    names.reduce<unknown>((inner, name) => (inner as Readonly<Record<string, unknown>> | undefined)?.[name], asJson(json));
  const readHeld = (json: unknown): unknown => {
    const value = held(json);
    if (isOptional && asJson(json) !== undefined && (value === undefined || value === null)) return NOT_SET;
    return read(value);
  };
  const leaf = reading.leaf(sweep, ['environment', 0, 'variables', POLICY_VARIABLE], readHeld, { within: names });
  if (leaf === undefined) {
    return { kind: 'unknown', address: sweep.address, cause: 'unreadable', because: `the function has no variable ${POLICY_VARIABLE}` };
  }
  if (leaf.kind === 'unknown' && leaf.cause === 'unreadable') {
    return { ...leaf, because: `${POLICY_VARIABLE} of the function has no readable ${names.join('.')}` };
  }
  return leaf.kind === 'known' && leaf.value === NOT_SET ? undefined : leaf;
}

const NOT_SET = Symbol('not set');

/** The hour of a schedule that runs once a day. */
function hourIn(expression: unknown): number | undefined {
  const hour = typeof expression === 'string' ? /^cron\(0 (\d{1,2}) \* \* \? \*\)$/.exec(expression)?.[1] : undefined;
  return hour === undefined ? undefined : Number(hour);
}
