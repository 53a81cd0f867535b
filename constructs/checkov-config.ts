/**
 * Settings for checkov, shipped beside what we emit: each check that does not apply, and why. Comments cannot stand in JSON.
 *
 * The gate `npm run judges` proves that each is needed and that nothing else is found. What could be mended was mended instead.
 */
export const CHECKOV_CONFIG = `# Settings for checkov (https://www.checkov.io), found by itself when this folder is scanned: checkov -d .
# From elsewhere, or for a plan: checkov -f plan.json --config-file .checkov.yaml
# They are meant for this folder only. Each check that is skipped has its reason.

# The one file that checkov cannot read, as any with required_version in JSON. It holds versions and nothing to check.
skip-path:
  - versions[.]tf[.]json$

skip-check:
  # The recorder records the types in resourceTypes: IAM users only, unless asked for more, because the Config rule needs no
  # other and each recorded change costs money. Whoever needs the history of more sets resourceTypes, or has a
  # recorder of everything and sets recorder to existing.
  - CKV2_AWS_45
  - CKV2_AWS_48

  # Access logs of the bucket would need a second bucket, which asks for the same again. Only AWS Config writes here and the
  # content is configuration of IAM users, without secrets; who wants to know who reads it turns on CloudTrail data events
  # for the bucket, which need nothing in it.
  - CKV_AWS_18

  # Replication protects what cannot be had again. The history can: AWS Config keeps it too, versioning undoes a deletion for
  # 90 days, and no finding depends on the bucket. A second region would also store account data where it may not be.
  - CKV_AWS_144

  # Encryption is on: SSE-S3 by default, a KMS key when kmsKeyArn is given. The AWS managed key aws/s3 would be no
  # alternative: AWS Config writes as a service, which that key cannot admit.
  - CKV_AWS_145

  # Nothing is to happen when an object arrives: findings are told by EventBridge, from the rule, not from the bucket.
  - CKV2_AWS_62

  # The function runs once a day and shares the concurrency of the account, unless reservedConcurrency is set: new accounts
  # have none to spare, and what is reserved is taken from others.
  - CKV_AWS_115

  # The function is started asynchronously, and a run that fails goes to its on-failure destination, which is a queue with an
  # alarm and tells more than the dead-letter setting that this check looks for.
  - CKV_AWS_116

  # The function speaks to AWS only, over TLS. In a VPC it would need a way out, or an endpoint for each service, and IAM has
  # none in most regions.
  - CKV_AWS_117

  # Encryption at rest is on for the table, the log, the environment and the schedule, with keys that AWS manages. They hold
  # user names, ids of access keys and dates: no secret. A key of one's own would be one more thing whose loss or refusal
  # stops every sweep.
  - CKV_AWS_119
  - CKV_AWS_158
  - CKV_AWS_173
  - CKV_AWS_297

  # Signing needs a signing profile and an upload to S3. The function is a file of this folder, bound by its hash in
  # source_code_hash, which the plan shows when it changes.
  - CKV_AWS_272

  # Tracing is for calls through several functions. Here is one, whose log tells what it did; X-Ray is not in every region.
  - CKV_AWS_50
`;
