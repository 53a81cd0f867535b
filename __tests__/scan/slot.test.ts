import type { AccessKey } from '../../domain/access-key';
import type { ReportRow } from '../../domain/report-row';
import { slotOf } from '../../scan/slot';
import { ago, KEY } from '../support/world/records';

const key = (accessKeyId: string, createdAt: number): AccessKey => ({ ...KEY, accessKeyId, createdAt });
const text = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;
const row = (first: string, second: string): ReportRow => ({ access_key_1_last_rotated: first, access_key_2_last_rotated: second });
const slots = (keys: readonly AccessKey[], report: ReportRow | undefined): readonly unknown[] =>
  keys.map((one) => slotOf(one, keys, report));

const [OLD, NEW] = [ago(400), ago(100)];

test('a key stands where the report has its creation, to the second', () => {
  expect(slots([key('A', OLD + 999), key('B', NEW)], row(text(OLD), text(NEW)))).toEqual([1, 2]);
  expect(slots([key('A', OLD), key('B', NEW)], row(text(NEW), text(OLD)))).toEqual([2, 1]);
  expect(slots([key('A', OLD)], row('N/A', text(OLD)))).toEqual([2]);
});

test('two keys of one second stand in the order of their ids', () => {
  expect(slots([key('B', OLD), key('A', OLD)], row(text(OLD), text(OLD)))).toEqual([2, 1]);
});

test('a place that the report does not tell is not guessed', () => {
  expect(slots([key('A', OLD)], undefined)).toEqual([null]);
  expect(slots([key('A', OLD)], row(text(NEW), 'N/A'))).toEqual([null]);
  expect(slots([key('A', OLD)], row('N/A', 'no_information'))).toEqual([null]);
  expect(slots([key('A', OLD), key('B', OLD)], row(text(OLD), 'N/A'))).toEqual([null, null]);
  expect(slots([key('A', OLD)], row(text(OLD), text(OLD)))).toEqual([null]);
});
