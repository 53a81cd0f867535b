import type { Block } from '../../policies/emitted';
import { describeWithJudge } from './describe-with-judge';
import { emittedFunction } from './function-emitted';
import type { FunctionRun } from './function-process';
import { SweptAccount, type SweptDay } from './moto-account';

/** A metric as CloudWatch tells it from another. */
interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const SETTINGS = { action: 'delete', exempt: { userNames: ['break-glass'] } };
const emitted = emittedFunction(SETTINGS);

/** The metrics of the function's own namespace that the emitted alarms watch, in order of their names. */
function watched(alarms: readonly Block[]): readonly Metric[] {
  const queries = alarms.flatMap((alarm) => (alarm['metric_query'] ?? []) as readonly Block[]);
  const watching = [...alarms, ...queries.map((query) => (query['metric'] ?? {}) as Block)];
  return watching
    .filter((block) => block['namespace'] === emitted.environment['POWERTOOLS_METRICS_NAMESPACE'])
    .map((block) => ({
      namespace: String(block['namespace']),
      name: String(block['metric_name']),
      dimensions: block['dimensions'] as Metric['dimensions'],
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Reads the metrics out of a log, as CloudWatch does by its embedded metric format. */
function emittedIn({ lines }: FunctionRun): readonly (Metric & { readonly value: unknown })[] {
  return lines.flatMap((line) => {
    const { CloudWatchMetrics = [] } = (line['_aws'] ?? {}) as {
      readonly CloudWatchMetrics?: readonly {
        readonly Namespace: string;
        readonly Dimensions: readonly (readonly string[])[];
        readonly Metrics: readonly { readonly Name: string }[];
      }[];
    };
    return CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
      Dimensions.flatMap((names) =>
        Metrics.map(({ Name }) => ({
          namespace: Namespace,
          name: Name,
          dimensions: Object.fromEntries(names.map((name) => [name, String(line[name])])),
          value: line[Name],
        })),
      ),
    );
  });
}

describeWithJudge('moto', 'the metrics that the shipped function really emits', () => {
  let whole: SweptDay;
  let failed: SweptDay;

  beforeAll(async () => {
    const account = await SweptAccount.create([
      {
        day: -60,
        does: async (iam) => {
          await iam.createUser('stale');
          await iam.createKey('stale', 'stale');
        },
      },
    ]);
    try {
      whole = await account.sweepOn(0, SETTINGS);
      failed = await account.sweepOn(1, SETTINGS, { TOPIC_ARN: `${emitted.topic.arn}-that-is-gone` });
    } finally {
      await account.dispose();
    }
  });

  test('are those that the emitted alarms watch: namespace, name and dimension', () => {
    const metrics = emittedIn(whole.run).map(({ value, ...metric }) => metric);
    expect(watched(emitted.alarms).map(({ name }) => name)).toEqual(['ActiveUnusedKeys', 'Blocked', 'SweepsCompleted']);
    expect(watched(emitted.alarms).filter((metric) => !metrics.some((one) => JSON.stringify(one) === JSON.stringify(metric)))).toEqual([]);
  });

  test('tell a whole sweep from one that failed, which the alarm on failed runs hears too', () => {
    const valuesOf = ({ run }: SweptDay): object => Object.fromEntries(emittedIn(run).map(({ name, value }) => [name, value]));
    expect([whole.run.outcome.kind, valuesOf(whole)]).toEqual([
      'returned',
      { ActiveUnusedKeys: 1, Announced: 1, Deactivated: 0, Deleted: 0, Undecided: 0, Blocked: 0, SweepsCompleted: 1 },
    ]);
    expect([failed.run.outcome, valuesOf(failed)]).toEqual([
      {
        kind: 'failed',
        error: expect.stringMatching(/^IncompleteError: the sweep must be complete, got the digest could not be published: /) as string,
      },
      { ActiveUnusedKeys: 1, Announced: 0, Deactivated: 0, Deleted: 0, Undecided: 0, Blocked: 0, SweepsCompleted: 0 },
    ]);
    const onRuns = emitted.alarms.filter((alarm) => alarm['namespace'] === 'AWS/Lambda');
    expect(onRuns.map((alarm) => [alarm['metric_name'], alarm['dimensions']])).toEqual([['Errors', { FunctionName: emitted.name }]]);
  });
});
