import { InputError } from '../../../domain/errors';
import { PlanReader } from '../../../review/read/plan-reader';
import { WANTED } from './reading';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const BEGINNING = encode('{"format_version":"1.2","resource_changes":[{"type":"aws_sns_topic","x":"');
const MEGABYTE = new Uint8Array(1024 * 1024).fill(0x61);

/** The change begins so many bytes before the text in it. */
const BEGUN = '{"type":"aws_sns_topic","x":"'.length;

// Not among the tests for mutants, of which each would take half a minute.
test('a value of ours that no memory should hold is refused with the first byte that is too much', () => {
  const reader = new PlanReader(WANTED, 'standard input');
  reader.feed(BEGINNING);
  for (let count = 0; count < 63; count += 1) reader.feed(MEGABYTE);
  reader.feed(MEGABYTE.subarray(BEGUN));
  expect(() => {
    reader.feed(MEGABYTE.subarray(0, 1));
  }).toThrow(
    new InputError(
      "the plan must be JSON with at most 64 MiB for one value, got 'more' (at standard input, byte 67108909); write it anew with terraform show -json FILE",
    ),
  );
});

test('a value of ours that is too large is refused too when it comes in one piece', () => {
  const reader = new PlanReader(WANTED, 'standard input');
  const text = new Uint8Array(64 * MEGABYTE.length).fill(0x61);
  expect(() => {
    reader.feed(Uint8Array.from(Buffer.concat([BEGINNING, text, encode('"}]}')])));
  }).toThrow(
    new InputError(
      "the plan must be JSON with at most 64 MiB for one value, got 'more' (at standard input, byte 67108939); write it anew with terraform show -json FILE",
    ),
  );
});
