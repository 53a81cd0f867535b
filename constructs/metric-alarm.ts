import type { Construct } from 'constructs';
import type { AlarmName } from '../domain/names';
import type { Place } from './place';
import { CloudwatchMetricAlarm, type ITerraformDependable } from './terraform';

const PERIOD_SECONDS = 300;

/** What an alarm does when it rises: the ARNs to act on, and what must be there before it can. */
export interface AlarmActions {
  readonly actions: readonly string[];
  readonly publishable: readonly ITerraformDependable[];
}

/** What one alarm watches: one metric, judged against one by default. */
export interface Watched {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Record<string, string>;
  readonly statistic: 'Sum' | 'Maximum';
  /** @default 300 */
  readonly period?: number;
  /** How many periods back; the alarm holds while one of them is in breach. @default 1 */
  readonly evaluationPeriods?: number;
}

/** Declares an alarm that rises when a metric reaches one; missing data is no breach, because such metrics exist only when there is something. */
export function metricAlarm(
  scope: Construct,
  place: Place,
  alarm: AlarmName,
  alarmDescription: string,
  { period = PERIOD_SECONDS, evaluationPeriods = 1, ...watched }: Watched,
  acting: AlarmActions,
): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, kebab(alarm), {
    ...named(place, alarm, alarmDescription, acting),
    ...watched,
    period,
    evaluationPeriods,
    ...(evaluationPeriods > 1 && { datapointsToAlarm: 1 }),
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  });
}

/** Gives what every alarm of ours has: place, name, words, tags and what it acts on. */
export function named(
  { policy, names, tags }: Place,
  alarm: AlarmName,
  alarmDescription: string,
  { actions, publishable }: AlarmActions,
): {
  readonly region: string;
  readonly alarmName: string;
  readonly alarmDescription: string;
  readonly alarmActions?: string[];
  readonly dependsOn?: ITerraformDependable[];
  readonly tags?: { [key: string]: string };
} {
  return {
    region: policy.homeRegion,
    alarmName: names.alarms[alarm],
    alarmDescription,
    ...(actions.length > 0 && { alarmActions: [...actions], dependsOn: [...publishable] }),
    ...(tags && { tags }),
  };
}

/** Writes the name of an alarm as the id of its construct: `SweepFailed` becomes `sweep-failed`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`);
}
