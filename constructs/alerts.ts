import { Construct } from 'constructs';
import type { AlertSettings } from '../domain/policy';
import { Alarms, type AlarmSubjects } from './alarms';
import { EventRelay } from './event-relay';
import type { PolicyStatement } from './iam-policy';
import type { AlarmActions } from './metric-alarm';
import type { Place } from './place';
import { topicKeyStatements, topicStatements } from './statements';
import { Fn, TerraformLocal, Token, type ITerraformDependable } from './terraform';
import { Topic } from './topic';

/** Defines who hears of newly non-compliant users: a topic, the event rule that writes to it, and the alarms. All in the home region. */
export class Alerts extends Construct {
  /** The ARN of the topic, ours or given. Composed from names, so that a first plan shows it; what uses it does not wait for the topic. */
  readonly topicArn: string;
  /** The topic that we made; absent when one was given. */
  readonly topic?: Topic;
  /** The event rule on new findings and its target. */
  readonly eventRelay: EventRelay;
  /** The alarms on new findings and on lost messages. */
  readonly alarms: Alarms;
  /** What other alarms act on, as those here do. @internal */
  readonly acting: AlarmActions;
  /** What the policy of a given topic must say; empty when the topic is ours. */
  readonly topicPolicyStatements: readonly PolicyStatement[];
  /** What the policy of a given KMS key must say for our topic; empty when the key is ours. */
  readonly keyPolicyStatements: readonly PolicyStatement[];

  /** @internal */
  constructor(scope: Construct, id: string, place: Place, alerts: AlertSettings) {
    super(scope, id);
    const { policy, names, homeArn } = place;
    this.topicArn = alerts.topicArn ?? homeArn('sns', names.topic);
    const publishable: ITerraformDependable[] = [];
    if (alerts.topicArn === undefined) {
      this.topic = new Topic(this, 'topic', place, alerts, this.topicArn);
      publishable.push(this.topic.topicPolicy);
    }
    const isGivenTopic = this.topic === undefined;
    this.topicPolicyStatements = isGivenTopic ? topicStatements(place, this.topicArn) : [];
    this.keyPolicyStatements = isGivenTopic || policy.kmsKeyArn === undefined ? [] : topicKeyStatements(place);
    this.eventRelay = new EventRelay(this, 'event-relay', place, this.topicArn, alerts.perUser, publishable);
    const actions = this.actions(alerts);
    this.acting = { actions: actions.actions, publishable };
    this.alarms = new Alarms(this, 'alarms', place, {
      eventRule: names.eventRule,
      topic: isGivenTopic ? topicNameOf(this.topicArn) : names.topic,
      ...(alerts.perUser && { undeliveredQueue: names.undeliveredQueue }),
      ...actions,
      publishable,
    });
  }

  /** What the alarms act on; AlertLost on the topic itself only when there is nothing else, of which we warn. */
  private actions({ alarmActions }: AlertSettings): Pick<AlarmSubjects, 'actions' | 'lossActions'> {
    if (!Token.isUnresolved(alarmActions)) {
      return { actions: [this.topicArn, ...alarmActions], lossActions: alarmActions.length > 0 ? alarmActions : [this.topicArn] };
    }
    // Functions of Terraform take a reference, not a text with several in it.
    const topic = [new TerraformLocal(this, 'alerts-topic-arn', this.topicArn).asString];
    return {
      actions: Token.asList(Fn.concat([topic, [...alarmActions]])),
      lossActions: Token.asList(Fn.coalescelist([[...alarmActions], topic])),
    };
  }
}

/** The name is the last part of an ARN; a deferred one is cut by Terraform. */
function topicNameOf(arn: string): string {
  return Token.isUnresolved(arn) ? Token.asString(Fn.element(Fn.split(':', arn), 5)) : (arn.split(':')[5] ?? '');
}
