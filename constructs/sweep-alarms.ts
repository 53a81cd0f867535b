import { Construct } from 'constructs';
import { METRICS } from '../domain/aws-names';
import type { AlarmName } from '../domain/names';
import { SWEEP_METRICS, SWEEP_METRICS_DIMENSION, SWEEP_METRICS_NAMESPACE } from '../domain/sweep-metrics';
import { metricAlarm, named, kebab, type AlarmActions } from './metric-alarm';
import type { Place } from './place';
import { CloudwatchMetricAlarm } from './terraform';

const HOUR_SECONDS = 3600;

/** From one sweep to the next, with room for one that starts late. */
const HOLDING_HOURS = 26;

/** A day, and as long again as a late and long sweep may take. */
const SILENT_HOURS = 30;

/** Defines the alarms on the function: what it found, and whether it works at all. */
export class SweepAlarms extends Construct {
  /** Active access keys are unused; holds from one sweep to the next. */
  readonly activeUnusedKeys: CloudwatchMetricAlarm;
  /** A sweep failed, or did not see everything. */
  readonly sweepFailed: CloudwatchMetricAlarm;
  /** A policy or boundary keeps the function from some users; holds from one sweep to the next. */
  readonly sweepBlocked: CloudwatchMetricAlarm;
  /** No sweep was completed for 30 hours. */
  readonly sweepSilent: CloudwatchMetricAlarm;
  /** Runs that failed, or could not be started, wait in the queue. */
  readonly deadLetters: CloudwatchMetricAlarm;

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    private readonly place: Place,
    private readonly acting: AlarmActions,
  ) {
    super(scope, id);
    const { names } = place;
    this.activeUnusedKeys = this.daily('ActiveUnusedKeys', SWEEP_METRICS.activeUnusedKeys, 'Access keys are active although unused');
    this.sweepBlocked = this.daily('SweepBlocked', SWEEP_METRICS.blocked, `A policy keeps ${names.sweep} from users or access keys`);
    const { functionFailed, undelivered } = METRICS;
    this.sweepFailed = metricAlarm(
      this,
      place,
      'SweepFailed',
      `A sweep failed or did not see everything; its log is ${names.sweepLogGroup}`,
      { ...watched(functionFailed), dimensions: { [functionFailed.dimension]: names.sweep } },
      acting,
    );
    this.deadLetters = metricAlarm(
      this,
      place,
      'DeadLetters',
      `Sweeps that failed or could not start wait in the queue ${names.deadLetterQueue}`,
      { ...watched(undelivered), dimensions: { [undelivered.dimension]: names.deadLetterQueue } },
      acting,
    );
    this.sweepSilent = this.silence();
  }

  /** Watches a count of the one sweep a day, and holds until the next. */
  private daily(alarm: AlarmName, metricName: string, description: string): CloudwatchMetricAlarm {
    return metricAlarm(
      this,
      this.place,
      alarm,
      description,
      { ...this.ours(metricName), statistic: 'Maximum', period: HOUR_SECONDS, evaluationPeriods: HOLDING_HOURS },
      this.acting,
    );
  }

  /** Rises when no hour in 30 saw a sweep completed. Hours without data count as none, so that it neither flaps nor waits. */
  private silence(): CloudwatchMetricAlarm {
    const { namespace, metricName, dimensions } = this.ours(SWEEP_METRICS.sweepsCompleted);
    const description = `No sweep was completed for ${String(SILENT_HOURS)} hours; as long as none ever was, it is raised too`;
    return new CloudwatchMetricAlarm(this, kebab('SweepSilent'), {
      ...named(this.place, 'SweepSilent', description, this.acting),
      metricQuery: [
        {
          id: 'completed',
          metric: { namespace, metricName, dimensions, period: HOUR_SECONDS, stat: 'Sum' },
          returnData: false,
        },
        { id: 'filled', expression: 'FILL(completed, 0)', label: 'sweeps completed', returnData: true },
      ],
      evaluationPeriods: SILENT_HOURS,
      datapointsToAlarm: SILENT_HOURS,
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      treatMissingData: 'breaching',
    });
  }

  private ours(metricName: string): { namespace: string; metricName: string; dimensions: Record<string, string> } {
    const dimensions = { [SWEEP_METRICS_DIMENSION]: this.place.policy.namePrefix };
    return { namespace: SWEEP_METRICS_NAMESPACE, metricName, dimensions };
  }
}

const watched = <Statistic>({
  namespace,
  metricName,
  statistic,
}: {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: Statistic;
}): { namespace: string; metricName: string; statistic: Statistic } => ({ namespace, metricName, statistic });
