import { describeWithJudge } from './describe-with-judge';
import { FakedClock } from './faked-clock';
import { emittedFunction } from './function-emitted';
import { countRuns, deployFunction, startMiniStack, startRun } from './ministack';
import { IamAccount, startMoto } from './moto';
import { eventually, pause, type Server } from './server';
import { StackOnFake } from './stack-on-fake';

/** MiniStack looks at its schedules every 10 seconds, and takes the first look as the time from which to count. */
const TICK_MS = 11_000;

const RETRY_MS = 4_000;

describeWithJudge('moto', 'with moto for IAM', () => {
  describeWithJudge('ministack', 'the shipped function on MiniStack', () => {
    let clock: FakedClock;
    let moto: Server;
    let ministack: Server;
    let iam: IamAccount;
    let stack: StackOnFake;
    const emitted = emittedFunction({ action: 'deactivate', sweepHourUtc: 5 });

    const moveTo = async (at: string): Promise<void> => {
      await clock.moveTo(at, moto);
      await clock.moveTo(at, ministack);
    };

    beforeAll(async () => {
      clock = new FakedClock('2026-01-05T03:00:00Z');
      [moto, ministack] = await Promise.all([startMoto(clock), startMiniStack(clock)]);
      iam = new IamAccount(moto.endpoint);
      await iam.createUser('stale');
      await iam.createKey('stale', 'stale');
      stack = await StackOnFake.create(ministack.endpoint, emitted);
      await moveTo('2026-04-13T04:59:00Z');
      await deployFunction(ministack, emitted, moto.endpoint);
      await pause(TICK_MS);
    });

    afterAll(async () => {
      iam.close();
      stack.close();
      await Promise.all([moto.stop(), ministack.stop()]);
      clock.dispose();
    });

    test('is started by the emitted schedule, at its hour and not before, and its digest arrives', async () => {
      expect([await stack.items(), await stack.delivered()]).toEqual([[], []]);
      await moveTo('2026-04-13T05:00:01Z');
      const [digest] = await arrived('a digest', () => stack.delivered());
      expect({ ...digest, message: (JSON.parse(digest?.message ?? '') as { readonly counts: unknown }).counts }).toEqual({
        subject: 'Access keys in 111122223333: 1 to be deactivated',
        message: { 'will-be-deactivated': 1 },
        attributes: { account: '111122223333', severity: 'warning' },
      });
      const [item] = await arrived('a record', () => stack.items());
      expect(item).toEqual(expect.objectContaining({ accountId: '111122223333', userName: 'stale', state: 'announced', version: 1 }));
      expect([await stack.deadLetters(), await countRuns(ministack, emitted)]).toEqual([[], 1]);
    });

    test('leaves each run that fails in the queue, having tried it once', async () => {
      await stack.loseTable();
      for (const run of [1, 2]) {
        // Its schedules start functions in a way that forgets the queue; AWS has one way, and this is it.
        await startRun(ministack, emitted);
        expect([run, await arrived('a dead letter', () => stack.deadLetters())]).toEqual([
          run,
          [
            expect.objectContaining({
              requestPayload: {},
              responsePayload: expect.objectContaining({
                errorMessage: 'could not read the records: ResourceNotFoundException: Requested resource not found',
              }) as unknown,
            }),
          ],
        ]);
      }
      // Had it tried again, it would have done so after a second or two.
      await pause(RETRY_MS);
      expect([await countRuns(ministack, emitted), await stack.deadLetters(), await stack.delivered()]).toEqual([3, [], []]);
    });
  });
});

/** Waits until there is something. */
function arrived<Item>(what: string, take: () => Promise<readonly Item[]>): Promise<readonly Item[]> {
  return eventually(what, 60, async () => {
    const items = await take();
    return items.length === 0 ? undefined : items;
  });
}
