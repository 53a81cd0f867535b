import { Construct } from 'constructs';
import { policyDocument } from './iam-policy';
import type { Place } from './place';
import { deliveryStatements, tlsOnlyStatement } from './statements';
import {
  S3Bucket,
  S3BucketLifecycleConfiguration,
  S3BucketOwnershipControls,
  S3BucketPolicy,
  S3BucketPublicAccessBlock,
  S3BucketServerSideEncryptionConfigurationA,
  S3BucketVersioningA,
  type TerraformResource,
} from './terraform';

/** How long AWS Config keeps its own history by default: seven years. */
const HISTORY_DAYS = 2557;
const NONCURRENT_DAYS = 90;
const UPLOAD_DAYS = 7;

/** Defines the one bucket, in the home region, that the delivery channels of all regions deliver to. */
export class DeliveryBucket extends Construct {
  /** The bucket itself; what protects it are resources beside it. */
  readonly bucket: S3Bucket;
  /** Keeps the bucket private. */
  readonly publicAccessBlock: S3BucketPublicAccessBlock;
  /** Gives the account all that is delivered. */
  readonly ownershipControls: S3BucketOwnershipControls;
  /** SSE-S3, or the given KMS key. */
  readonly encryption: S3BucketServerSideEncryptionConfigurationA;
  /** Keeps what is overwritten or deleted. */
  readonly versioning: S3BucketVersioningA;
  /** Ends old versions and, after seven years, the history. */
  readonly lifecycle: S3BucketLifecycleConfiguration;
  /** Admits AWS Config, over TLS only. */
  readonly bucketPolicy: S3BucketPolicy;
  /** What a delivery channel must wait for: its creation makes AWS Config write a test object. */
  readonly ready: readonly TerraformResource[];

  /** @internal */
  constructor(scope: Construct, id: string, place: Place) {
    super(scope, id);
    const { policy, names, tags, accountId, partition } = place;
    const region = policy.homeRegion;
    this.bucket = new S3Bucket(this, 'bucket', {
      region,
      bucket: `${names.bucketPrefix}-${accountId}-${policy.homeRegion}`,
      forceDestroy: policy.bucket.forceDestroy,
      // The name stays: the history is worth more than a new prefix, and under a module's depends_on it is not known for a while.
      lifecycle: { ignoreChanges: ['bucket'] },
      ...(tags && { tags }),
    });
    // By reference, so that scanners find what protects the bucket; the name is known in the first plan all the same.
    const part = { region, bucket: this.bucket.bucket };
    this.publicAccessBlock = new S3BucketPublicAccessBlock(this, 'bucket-public-access', {
      ...part,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    this.ownershipControls = new S3BucketOwnershipControls(this, 'bucket-ownership', {
      ...part,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    this.encryption = new S3BucketServerSideEncryptionConfigurationA(this, 'bucket-encryption', {
      ...part,
      rule: [
        policy.kmsKeyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
          : { applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: policy.kmsKeyArn }, bucketKeyEnabled: true },
      ],
    });
    this.versioning = new S3BucketVersioningA(this, 'bucket-versioning', { ...part, versioningConfiguration: { status: 'Enabled' } });
    this.lifecycle = this.keepHistory(region, this.bucket.bucket);
    const bucketArn = `arn:${partition}:s3:::${this.bucket.bucket}`;
    this.bucketPolicy = new S3BucketPolicy(this, 'bucket-policy', {
      ...part,
      // S3 refuses two changes of a bucket's access at once.
      dependsOn: [this.publicAccessBlock],
      policy: policyDocument([...deliveryStatements(place, bucketArn), tlsOnlyStatement(bucketArn)]),
    });
    this.ready = [this.bucketPolicy, this.ownershipControls, this.encryption];
  }

  private keepHistory(region: string, bucket: string): S3BucketLifecycleConfiguration {
    return new S3BucketLifecycleConfiguration(this, 'bucket-lifecycle', {
      region,
      bucket,
      // S3 takes rules about old versions only once versions are kept.
      dependsOn: [this.versioning],
      rule: [
        {
          id: 'history',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: HISTORY_DAYS }],
          noncurrentVersionExpiration: [{ noncurrentDays: NONCURRENT_DAYS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: UPLOAD_DAYS }],
        },
      ],
    });
  }
}
