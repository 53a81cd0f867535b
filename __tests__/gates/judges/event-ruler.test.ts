import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { DOORS, emittedBy, type Door } from '../../policies/emitted';
import { NEAR_MISSES, NEWLY_NON_COMPLIANT } from '../../policies/events';
import { describeWithJudge, judgeFolder } from './describe-with-judge';

const JUDGE = join(__dirname, '..', '..', '..', 'judges', 'event-ruler', 'Judge.java');
const EVENTS = { 'newly non-compliant': NEWLY_NON_COMPLIANT, ...NEAR_MISSES };

/** Asks the engine of AWS what it has against a pattern, and which events it lets through. */
function ask(pattern: string): unknown {
  const classes = [join(judgeFolder('event-ruler'), '*')].join(delimiter);
  const input = JSON.stringify({ pattern, events: EVENTS });
  return JSON.parse(execFileSync('java', ['-cp', classes, JUDGE], { input, encoding: 'utf8' })) as unknown;
}

describeWithJudge('event-ruler', 'event-ruler, the engine of EventBridge', () => {
  test.each(Object.keys(DOORS) as Door[])('lets only the wanted event through the pattern of the door %s', (door) => {
    const rules = Object.values(emittedBy(door, { regions: ['eu-west-1'] }).of('aws_cloudwatch_event_rule'));
    expect(rules.map((rule) => ask(String(rule['event_pattern'])))).toEqual([{ problem: null, matched: ['newly non-compliant'] }]);
  });

  test('lets more through a pattern that says less', () => {
    expect(ask(JSON.stringify({ source: ['aws.config'], detail: { messageType: ['ConfigRulesEvaluationStarted'] } }))).toEqual({
      problem: null,
      matched: ['an evaluation that started'],
    });
  });

  test('refuses a pattern whose values are not lists', () => {
    expect(ask('{"source":"aws.config"}')).toEqual({
      problem: expect.stringContaining('"source" must be an object or an array') as string,
      matched: [],
    });
  });
});
