import fc from 'fast-check';
import { complaint } from '../../domain/errors';
import { HOSTILE_TEXT } from '../support/hostile-text';

const USUAL = { name: '--out', accepted: 'a file that can be written', got: 'EACCES', at: 'out/x.json' };
const HOSTILE = 'a\n::add-mask::x\r\n##[error]y\u001b[31m\u202e\u2028z ::debug::w.tf.json';
const SEEN = 'a\\u000A::add-mask::x\\u000D\\u000A\\u0023#[error]y\\u001B[31m\\u202E\\u2028z \\u003A:debug::w.tf.json';

describe('a complaint', () => {
  test.each([
    ['says all in one line', USUAL, "--out must be a file that can be written, got 'EACCES' (at out/x.json)"],
    [
      'ends with what to do',
      { ...USUAL, advice: 'use arn:aws:sns:eu-west-1::x, or AWS::Config::ConfigRule' },
      "--out must be a file that can be written, got 'EACCES' (at out/x.json); use arn:aws:sns:eu-west-1::x, or AWS::Config::ConfigRule",
    ],
    [
      'shows texts of every script, and the path of a construct',
      { ...USUAL, got: '名 é', at: 'app/größe "x"/policy' },
      '--out must be a file that can be written, got \'名 é\' (at app/größe "x"/policy)',
    ],
    ['shows where it is on one line', { ...USUAL, at: HOSTILE }, `--out must be a file that can be written, got 'EACCES' (at ${SEEN})`],
    ['shows its name on one line', { ...USUAL, name: HOSTILE }, `${SEEN} must be a file that can be written, got 'EACCES' (at out/x.json)`],
    [
      'shows what is accepted on one line',
      { ...USUAL, accepted: `another file than ${HOSTILE}` },
      `--out must be another file than ${SEEN}, got 'EACCES' (at out/x.json)`,
    ],
    [
      'shows what to do on one line',
      { ...USUAL, advice: `see ${HOSTILE}` },
      `--out must be a file that can be written, got 'EACCES' (at out/x.json); see ${SEEN}`,
    ],
    [
      'shows what came as JSON, with no command in it',
      { ...USUAL, got: 'x ::error::y\n##vso[task.setvariable]\u2028' },
      "--out must be a file that can be written, got 'x \\u003A:error::y\\n\\u0023#vso[task.setvariable]\\u2028' (at out/x.json)",
    ],
    [
      'does not begin with a command',
      { ...USUAL, name: '::error::x' },
      "\\u003A:error::x must be a file that can be written, got 'EACCES' (at out/x.json)",
    ],
  ])('%s', (_, parts, message) => {
    expect(complaint(parts)).toBe(message);
  });

  test('is one line of what can be seen and no command, whatever is in it', () => {
    fc.assert(
      fc.property(HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT, (name, got, at, advice) => {
        const message = complaint({ name, accepted: 'x', got, at, advice });
        expect(message.match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##[a-z]*\[|(?:^|\s)::/iu)).toBeNull();
        expect(message).toContain(' must be x, got ');
      }),
    );
  });
});
