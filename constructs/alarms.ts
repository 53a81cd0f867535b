import { Construct } from 'constructs';
import { METRICS, type Metric } from '../domain/aws-names';
import type { AlarmName } from '../domain/names';
import { metricAlarm } from './metric-alarm';
import type { Place } from './place';
import { CloudwatchCompositeAlarm, type CloudwatchMetricAlarm, type ITerraformDependable } from './terraform';

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
  /** The alarms that AlertLost is made of, one for each way to lose a message; they act on nothing themselves. */
  readonly waysToLose: readonly CloudwatchMetricAlarm[];

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    private readonly place: Place,
    private readonly subjects: AlarmSubjects,
  ) {
    super(scope, id);
    const { policy, names, tags } = place;
    const found = `Config rule ${names.configRule} newly found a user with an unused password or access key`;
    this.newNonCompliant = this.watch('NewNonCompliant', METRICS.eventsMatched, subjects.eventRule, found, subjects.actions);
    const ways = this.watchWaysToLose();
    this.waysToLose = ways.map(({ alarm }) => alarm);
    this.alertLost = new CloudwatchCompositeAlarm(this, 'alert-lost', {
      region: policy.homeRegion,
      alarmName: names.alarms.AlertLost,
      alarmDescription: `A message about unused credentials could not be delivered${
        subjects.undeliveredQueue === undefined ? '' : `; what is left is in the queue ${subjects.undeliveredQueue}`
      }`,
      alarmRule: ways.map(({ name }) => `ALARM("${names.alarms[name]}")`).join(' OR '),
      alarmActions: [...subjects.lossActions],
      dependsOn: [...this.waysToLose, ...subjects.publishable],
      ...(tags && { tags }),
    });
  }

  /** Watches each way a message can be lost; these alarms act on nothing, AlertLost does for them. */
  private watchWaysToLose(): readonly { readonly name: AlarmName; readonly alarm: CloudwatchMetricAlarm }[] {
    const { eventRule, topic, undeliveredQueue } = this.subjects;
    const lost = (
      name: AlarmName,
      metric: Metric,
      subject: string,
      description: string,
    ): { name: AlarmName; alarm: CloudwatchMetricAlarm } => ({
      name,
      alarm: this.watch(name, metric, subject, description, []),
    });
    const told = lost('AlertLostMessage', METRICS.messagesLost, topic, 'SNS could not deliver a message to a subscriber');
    // Without messages for each user the event rule has no target, so that nothing can be lost on the way to it.
    if (undeliveredQueue === undefined) return [told];
    return [
      told,
      lost('AlertLostEvent', METRICS.eventsLost, eventRule, 'EventBridge could not deliver a finding to the topic'),
      lost('AlertLostQueue', METRICS.undelivered, undeliveredQueue, 'Findings that were not delivered wait in the queue'),
      lost('AlertLostUnqueued', METRICS.eventsGone, eventRule, 'EventBridge could not put a finding into the queue either'),
    ];
  }

  private watch(
    alarm: AlarmName,
    { dimension, ...metric }: Metric,
    subject: string,
    description: string,
    actions: readonly string[],
  ): CloudwatchMetricAlarm {
    const { publishable } = this.subjects;
    return metricAlarm(this, this.place, alarm, description, { ...metric, dimensions: { [dimension]: subject } }, { actions, publishable });
  }
}
