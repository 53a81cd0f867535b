import { Construct } from 'constructs';
import type { AlertSettings } from '../domain/policy';
import { policyDocument } from './iam-policy';
import type { Place } from './place';
import { keyOwnerStatement, topicKeyStatements, topicStatements } from './statements';
import {
  KmsAlias,
  KmsKey,
  SnsTopic,
  SnsTopicPolicy,
  SnsTopicSubscription,
  TerraformIterator,
  type ITerraformDependable,
} from './terraform';

const KEY_DELETION_DAYS = 30;

/** Defines the topic that alerts go to, encrypted with a key that its publishers may use, and the e-mail subscriptions. */
export class Topic extends Construct {
  /** The topic itself. */
  readonly topic: SnsTopic;
  /** Lets the event rule and the alarms publish. */
  readonly topicPolicy: SnsTopicPolicy;
  /** The KMS key that we made; absent when one was given. */
  readonly kmsKey?: KmsKey;
  /** Its alias, by which the topic names it; absent when a key was given. */
  readonly kmsAlias?: KmsAlias;
  /** Absent when no e-mail address was given. */
  readonly subscriptions?: SnsTopicSubscription;

  /** @internal */
  constructor(scope: Construct, id: string, place: Place, alerts: AlertSettings, topicArn: string) {
    super(scope, id);
    const { policy, names, tags } = place;
    const region = policy.homeRegion;
    const encryption: ITerraformDependable[] = [];
    if (policy.kmsKeyArn === undefined) {
      this.kmsKey = new KmsKey(this, 'topic-key', {
        region,
        description: `Encrypts the alerts of ${names.topic}`,
        enableKeyRotation: true,
        deletionWindowInDays: KEY_DELETION_DAYS,
        policy: policyDocument([keyOwnerStatement(place), ...topicKeyStatements(place)]),
        ...(tags && { tags }),
      });
      this.kmsAlias = new KmsAlias(this, 'topic-key-alias', { region, name: names.kmsAlias, targetKeyId: this.kmsKey.keyId });
      encryption.push(this.kmsAlias);
    }
    this.topic = new SnsTopic(this, 'topic', {
      region,
      name: names.topic,
      // By its alias, because the id of a new key is not known in the first plan.
      kmsMasterKeyId: policy.kmsKeyArn ?? names.kmsAlias,
      dependsOn: encryption,
      ...(tags && { tags }),
    });
    this.topicPolicy = new SnsTopicPolicy(this, 'topic-policy', {
      region,
      // By reference: these two are made anew when the ARN is not known for a while, as under a module's depends_on.
      arn: this.topic.arn,
      policy: policyDocument(topicStatements(place, topicArn)),
    });
    if (alerts.emails.length > 0) {
      const eachEmail = TerraformIterator.fromList([...alerts.emails]);
      this.subscriptions = new SnsTopicSubscription(this, 'email', {
        forEach: eachEmail,
        region,
        topicArn: this.topic.arn,
        protocol: 'email',
        endpoint: eachEmail.value as string,
      });
    }
  }
}
