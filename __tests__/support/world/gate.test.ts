import { AccessError } from '../../../domain/errors';
import { SimulatedClock, SimulatedTime } from './clock';
import { Gate, Killed, type CallName, type Manner } from './gate';
import { NOW } from './records';
import { turnsOf } from './turns';

/** Makes calls one after the other, and gives what each came to, and which were done. */
async function calls(
  manner: Manner,
  ...names: readonly CallName[]
): Promise<{ came: readonly unknown[]; done: readonly number[]; gate: Gate }> {
  const gate = new Gate(manner);
  const done: number[] = [];
  const came: unknown[] = [];
  for (const [index, name] of names.entries()) {
    try {
      came.push(await gate.pass(name, () => done.push(index)));
    } catch (error) {
      came.push(error);
    }
  }
  return { came, done, gate };
}

test('nothing happens to a call by itself', async () => {
  const { came, done, gate } = await calls({}, 'report.read', 'users.read');
  expect([came, done, gate.calls, gate.failures, gate.isKilled]).toEqual([[1, 2], [0, 1], 2, 0, false]);
});

test('of a sweep that is killed every later call fails without effect', async () => {
  const killed = new Killed('the sweep was killed');
  const one = await calls({ crashAt: 1 }, 'report.read', 'users.read', 'memory.write');
  expect([one.came, one.done, one.gate.isKilled]).toEqual([[1, killed, killed], [0], true]);
  const late = await calls({ crashAt: 1, isLastCallDone: true }, 'report.read', 'users.read', 'memory.write');
  expect([late.came, late.done]).toEqual([
    [1, killed, killed],
    [0, 1],
  ]);
  const named = await calls({ crashOn: 'users.read' }, 'report.read', 'users.read', 'report.read');
  expect([named.came, named.done]).toEqual([[1, killed, killed], [0]]);
});

test('a fault is of some calls of one name', async () => {
  const faults = (how: 'denied' | 'throttled' | 'answer-lost'): Manner => ({ faults: [{ call: 'memory.write', first: 1, times: 2, how }] });
  const names = ['memory.write', 'users.read', 'memory.write', 'memory.write', 'memory.write'] as const;
  const denied = await calls(faults('denied'), ...names);
  const refusal = new AccessError('memory.write is denied');
  expect([denied.came, denied.done, denied.gate.failures]).toEqual([[1, 2, refusal, refusal, 3], [0, 1, 4], 2]);
  const throttled = await calls(faults('throttled'), ...names);
  expect([throttled.came[2], throttled.done]).toEqual([new Error('ThrottlingException: Rate exceeded'), [0, 1, 4]]);
  const lost = await calls(faults('answer-lost'), ...names);
  expect([lost.came[2], lost.done]).toEqual([new Error('ETIMEDOUT: the answer was lost'), [0, 1, 2, 3, 4]]);
});

test('an answer to a reading that is lost was not read', async () => {
  const { done } = await calls({ faults: [{ call: 'users.read', first: 0, times: 1, how: 'answer-lost' }] }, 'users.read', 'users.read');
  expect(done).toEqual([1]);
});

test('time passes with each call when it is told to', async () => {
  const seen: number[] = [];
  await calls({ onCall: (index) => seen.push(index) }, 'users.read', 'users.read');
  expect(seen).toEqual([0, 1]);
});

test.each<[readonly boolean[], string]>([
  [[], 'abababab'],
  [[true, true, true], 'aaabab' + 'bb'],
  [[false, false, false, false, true], 'bbbb' + 'aaaa'],
])('two sweeps take turns as %j says, then one by one', async (order, expected) => {
  const turns = turnsOf(order);
  let text = '';
  const sweep = (name: string, turn: () => Promise<void>) => async (): Promise<void> => {
    const gate = new Gate({ turn });
    for (let call = 0; call < 4; call += 1) await gate.pass('users.read', () => (text += name));
  };
  await turns.play([sweep('a', turns.first), sweep('b', turns.second)]);
  expect(text).toBe(expected);
});

test('a clock is the time of its world, ahead or behind, and has an end', async () => {
  const time = new SimulatedTime(NOW);
  const clock = new SimulatedClock(time, 500, 10_000);
  expect([clock.now(), clock.remainingMs()]).toEqual([NOW + 500, 10_000]);
  await clock.wait(4_000);
  expect([clock.now(), clock.remainingMs(), time.at]).toEqual([NOW + 4_500, 6_000, NOW + 4_000]);
  expect(new SimulatedClock(time).remainingMs()).toBe(900_000);
});
