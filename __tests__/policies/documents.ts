import type { Block, Emitted } from './emitted';

/** One statement of a policy document. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  /** Absent where it says who may take a role. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a policy document stands on; in the policy of a KMS key, `*` means the key. A role has two: what it may do, and who may take it. */
export type Holder = 'bucket' | 'key' | 'queue' | 'topic' | 'role' | 'trust';

/** A policy document with the address where it was found. */
export interface PolicyDocument {
  readonly address: string;
  readonly holder: Holder;
  readonly statements: readonly Statement[];
}

/** Finds every policy document in what was emitted: those of resources, and those that the owner of something given is to add. */
export function documentsIn({ resources, outputs }: Emitted): readonly PolicyDocument[] {
  const held = Object.entries(resources).flatMap(([type, blocks]) =>
    Object.entries(blocks).flatMap(([name, block]) => documentsOf(`${type}.${name}`, block)),
  );
  return [...held, ...documentsOf('output', outputs)];
}

function documentsOf(address: string, block: Block): readonly PolicyDocument[] {
  return Object.entries(block).flatMap(([argument, value]) => {
    if (typeof value !== 'string' || !value.includes('"Statement"')) return [];
    const place = `${address}.${argument}`;
    return [{ address: place, holder: holderOf(place), statements: (JSON.parse(value) as { Statement: readonly Statement[] }).Statement }];
  });
}

/** @throws Error where we do not know what the document stands on, so that a new kind of document is noticed. */
function holderOf(address: string): Holder {
  const [, holder] = HOLDERS.find(([start]) => address.startsWith(start)) ?? [];
  if (holder === undefined) throw new Error(`a policy document must stand on a known resource, got ${address}`);
  return holder;
}

const HOLDERS: readonly (readonly [string, Holder])[] = [
  ['aws_kms_key.', 'key'],
  ['aws_sns_topic_policy.', 'topic'],
  ['aws_sqs_queue_policy.', 'queue'],
  ['aws_s3_bucket_policy.', 'bucket'],
  ['aws_iam_role_policy.', 'role'],
  ['aws_iam_role.', 'trust'],
  ['output.topic_policy_statements', 'topic'],
  ['output.kms_key_policy_statements', 'key'],
  ['output.bucket_policy_statements', 'bucket'],
];

/** Makes a list of what may stand alone. */
export const listed = (value: string | readonly string[] = []): readonly string[] => (typeof value === 'string' ? [value] : value);
