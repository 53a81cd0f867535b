import { alarmRuleOf } from '../../../review/facts/alarm-rule';

describe('the rule of a composite alarm', () => {
  it.each([
    ['names an alarm', 'ALARM("a")', ['a'], 0],
    ['names an alarm without quotes', 'ALARM( a )', ['a'], 0],
    ['names an alarm by its ARN', 'ALARM("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a")', ['a'], 0],
    [
      'names an alarm whose name holds the look of an ARN',
      'ALARM("x arn:aws:cloudwatch:eu-west-1:1:alarm:a")',
      ['x arn:aws:cloudwatch:eu-west-1:1:alarm:a'],
      0,
    ],
    ['names alarms of every state', 'OK("a") OR INSUFFICIENT_DATA (b)', ['a', 'b'], 0],
    ['rises less often with AND, NOT and FALSE', 'ALARM(a) AND NOT OK(b) OR FALSE', ['a', 'b'], 3],
    ['has words in names that are no words of it', 'ALARM("AND NOT FALSE")', ['AND NOT FALSE'], 0],
    ['has an alarm of no name', 'ALARM()', [''], 0],
    ['is always so', 'TRUE', [], 0],
  ])('%s', (_, text, names, narrowing) => {
    const { heard: _heard, ...rest } = alarmRuleOf(text);
    expect(rest).toEqual({ names, narrowing });
  });

  it.each([
    ['that an alarm is raised', 'ALARM("a") OR ALARM (b)', ['a', 'b']],
    ['that it is not well', 'NOT OK("a") OR NOT  INSUFFICIENT_DATA(b)', ['a', 'b']],
    ['that it is well, or without data', 'OK("a") OR INSUFFICIENT_DATA("b")', []],
    ['that it is not raised', 'ALARM("a") AND NOT ALARM("b")', ['a']],
    ['both', 'OK("a") OR ALARM("a")', ['a']],
    ['nothing, and a name looks like it', 'OK("NOT ALARM(a)")', []],
    ['after another word', 'ALARM("a") AND ALARM("b") OR CANNOT ALARM("c")', ['a', 'b', 'c']],
  ])('hears an alarm of which it asks %s', (_, text, heard) => {
    expect(alarmRuleOf(text).heard).toEqual(heard);
  });
});
