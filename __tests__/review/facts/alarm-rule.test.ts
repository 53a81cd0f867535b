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
    expect(alarmRuleOf(text)).toEqual({ names, narrowing });
  });
});
