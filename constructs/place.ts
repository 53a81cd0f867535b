import type { DeclaredPolicy } from '../domain/read-policy';
import { namesFor, type Names } from '../domain/names';
import type { Policy } from '../domain/policy';
import type { SettingPath } from '../domain/settings';
import {
  DataAwsCallerIdentity,
  DataAwsPartition,
  TerraformIterator,
  type ListTerraformIterator,
  type TerraformResourceLifecycle,
} from './terraform';
import type { Construct } from 'constructs';

/** Holds what every part of a policy needs to know of where it stands. */
export interface Place {
  readonly policy: Policy;
  readonly names: Names;
  readonly accountId: string;
  readonly partition: string;
  /** Loops over the regions: the same code for one literal region and for a variable list. */
  readonly eachRegion: ListTerraformIterator;
  /** Tags for a resource that takes them; absent when there are none. */
  readonly tags: { [key: string]: string } | undefined;
  readonly isDeferred: (path: SettingPath) => boolean;
  /** Composes the ARN of something in the home region, so that a first plan shows it. */
  readonly homeArn: (service: string, resource: string) => string;
  /** Composes the ARN of something of IAM's, which is in no region. */
  readonly iamArn: (resource: string) => string;
}

/**
 * Looks up the account and the partition, once for a policy.
 *
 * Preconditions stand on a look-up of their own, which exists even for no region and to which nothing refers: they may refer to
 * resources of the user, and Terraform defers a look-up behind a pending change, with everything that hangs from it.
 */
export function placeFor(scope: Construct, { policy, deferred }: DeclaredPolicy, lifecycle: TerraformResourceLifecycle | undefined): Place {
  if (lifecycle !== undefined) new DataAwsCallerIdentity(scope, 'bounds', { lifecycle });
  const caller = new DataAwsCallerIdentity(scope, 'account', {});
  const partition = new DataAwsPartition(scope, 'partition').partition;
  return {
    policy,
    names: namesFor(policy.namePrefix),
    accountId: caller.accountId,
    partition,
    eachRegion: TerraformIterator.fromList([...policy.regions]),
    tags: Object.keys(policy.tags).length === 0 ? undefined : policy.tags,
    isDeferred: (path) => deferred.has(path),
    homeArn: (service, resource) => `arn:${partition}:${service}:${policy.homeRegion}:${caller.accountId}:${resource}`,
    iamArn: (resource) => `arn:${partition}:iam::${caller.accountId}:${resource}`,
  };
}
