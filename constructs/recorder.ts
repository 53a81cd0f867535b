import { Construct } from 'constructs';
import { DeliveryBucket } from './delivery-bucket';
import type { PolicyStatement } from './iam-policy';
import type { Place } from './place';
import { bucketKeyStatements, deliveryStatements } from './statements';
import {
  ConfigConfigurationRecorder,
  ConfigConfigurationRecorderStatus,
  ConfigDeliveryChannel,
  type ITerraformDependable,
} from './terraform';

/**
 * Defines the recorder that the Config rule needs in each region, and where it delivers.
 *
 * AWS Config takes these steps in one order only, and the provider does not wait: bucket, recorder, channel, start.
 */
export class Recorder extends Construct {
  /** The recorder in each region. */
  readonly recorder: ConfigConfigurationRecorder;
  /** The delivery channel in each region. */
  readonly deliveryChannel: ConfigDeliveryChannel;
  /** Starts the recorder in each region. */
  readonly status: ConfigConfigurationRecorderStatus;
  /** The bucket that we made; absent when one was given. */
  readonly deliveryBucket?: DeliveryBucket;
  /** Name of the bucket, ours or given. */
  readonly bucketName: string;
  /** What the policy of a given bucket must say; empty when the bucket is ours. */
  readonly bucketPolicyStatements: readonly PolicyStatement[];
  /** What the policy of a given KMS key must say for the bucket; empty without one. */
  readonly keyPolicyStatements: readonly PolicyStatement[];

  /** @internal */
  constructor(scope: Construct, id: string, place: Place, role: ITerraformDependable | undefined) {
    super(scope, id);
    const { policy, names, accountId, partition, eachRegion } = place;
    const given = policy.bucket.name;
    if (given === undefined) this.deliveryBucket = new DeliveryBucket(this, 'delivery-bucket', place);
    this.bucketName = this.deliveryBucket?.bucket.bucket ?? given ?? '';
    this.bucketPolicyStatements = given === undefined ? [] : deliveryStatements(place, `arn:${partition}:s3:::${given}`);
    this.keyPolicyStatements = policy.kmsKeyArn === undefined ? [] : bucketKeyStatements(place);

    const region = eachRegion.value as string;
    this.recorder = new ConfigConfigurationRecorder(this, 'recorder', {
      forEach: eachRegion,
      region,
      name: names.recorder,
      roleArn: `arn:${partition}:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      recordingGroup: { allSupported: false, includeGlobalResourceTypes: false, resourceTypes: [...policy.resourceTypes] },
      ...(role && { dependsOn: [role] }),
    });
    this.deliveryChannel = new ConfigDeliveryChannel(this, 'delivery-channel', {
      forEach: eachRegion,
      region,
      name: names.deliveryChannel,
      s3BucketName: this.bucketName,
      ...(policy.bucket.keyPrefix !== undefined && { s3KeyPrefix: policy.bucket.keyPrefix }),
      ...(policy.kmsKeyArn !== undefined && { s3KmsKeyArn: policy.kmsKeyArn }),
      dependsOn: [this.recorder, ...(this.deliveryBucket?.ready ?? [])],
    });
    this.status = new ConfigConfigurationRecorderStatus(this, 'recorder-status', {
      forEach: eachRegion,
      region,
      name: names.recorder,
      isEnabled: true,
      dependsOn: [this.deliveryChannel],
    });
  }
}
