import { Construct } from 'constructs';
import { METRICS, type Metric } from '../domain/aws-names';
import type { AlarmName } from '../domain/names';
import type { Place } from './place';
import { CloudwatchCompositeAlarm, CloudwatchMetricAlarm, type ITerraformDependable } from './terraform';

const PERIOD_SECONDS = 300;

/** Says what alarms watch and where they report. */
export interface AlarmSubjects {
  readonly eventRule: string;
  readonly topic: string;
  /** Absent when there are no messages for each user, hence none that could be left over. */
  readonly undeliveredQueue?: string;
  /** ARNs to act on for what is not about the topic itself. */
  readonly actions: readonly string[];
  /** ARNs to act on when the topic itself may be what failed. */
  readonly lossActions: readonly string[];
  readonly publishable: readonly ITerraformDependable[];
}

/** Defines the alarms on the alerts: somebody was newly found, and a message was lost. */
export class Alarms extends Construct {
  /** The rule newly found somebody: an edge, which falls back. */
  readonly newNonCompliant: CloudwatchMetricAlarm;
  /** A message could not be delivered, on whichever way. Composite, because a sum of metrics that do not exist yet may have no value. */
  readonly alertLost: CloudwatchCompositeAlarm;

  constructor(scope: Construct, id: string, place: Place, subjects: AlarmSubjects) {
    super(scope, id);
    const { policy, names, tags } = place;
    const region = policy.homeRegion;
    const { publishable } = subjects;
    const watch = (alarm: AlarmName, metric: Metric, subject: string, description: string, actions: readonly string[]): CloudwatchMetricAlarm =>
      new CloudwatchMetricAlarm(this, kebab(alarm), {
        region,
        alarmName: names.alarms[alarm],
        alarmDescription: description,
        namespace: metric.namespace,
        metricName: metric.metricName,
        dimensions: { [metric.dimension]: subject },
        statistic: metric.statistic,
        period: PERIOD_SECONDS,
        evaluationPeriods: 1,
        threshold: 1,
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        treatMissingData: 'notBreaching',
        ...(actions.length > 0 && { alarmActions: [...actions], dependsOn: [...publishable] }),
        ...(tags && { tags }),
      });
    this.newNonCompliant = watch(
      'NewNonCompliant',
      METRICS.eventsMatched,
      subjects.eventRule,
      `Config rule ${names.configRule} newly found a user with an unused password or access key`,
      subjects.actions,
    );
    const lost = (name: AlarmName, metric: Metric, subject: string, description: string): { name: AlarmName; alarm: CloudwatchMetricAlarm } => ({
      name,
      alarm: watch(name, metric, subject, description, []),
    });
    const ways = [
      lost('AlertLostEvent', METRICS.eventsLost, subjects.eventRule, 'EventBridge could not deliver a finding to the topic'),
      lost('AlertLostMessage', METRICS.messagesLost, subjects.topic, 'SNS could not deliver a message to a subscriber'),
      ...(subjects.undeliveredQueue === undefined
        ? []
        : [lost('AlertLostQueue', METRICS.undelivered, subjects.undeliveredQueue, 'Findings that were not delivered wait in the queue')]),
    ];
    this.alertLost = new CloudwatchCompositeAlarm(this, 'alert-lost', {
      region,
      alarmName: names.alarms.AlertLost,
      alarmDescription: `A message about unused credentials could not be delivered; what is left is in the queue ${names.undeliveredQueue}`,
      alarmRule: ways.map(({ name }) => `ALARM("${names.alarms[name]}")`).join(' OR '),
      alarmActions: [...subjects.lossActions],
      dependsOn: [...ways.map(({ alarm }) => alarm), ...publishable],
      ...(tags && { tags }),
    });
  }
}

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`);
