import type { UnusedCredentialsSettings } from './generated/settings-type';

export type { UnusedCredentialsSettings } from './generated/settings-type';

/** Names how often AWS Config runs a periodic rule, in its own words. */
export type EvaluationFrequency = NonNullable<UnusedCredentialsSettings['evaluationFrequency']>;

/** One policy against unused credentials, with every default resolved. While declaring, a value may be a token of the engine. */
export interface Policy {
  /** The limit: whole days without use after which a credential is unused, 1 to 365. */
  readonly maxCredentialUsageAgeDays: number;
  /** Where recorder and Config rule stand, in order. */
  readonly regions: readonly string[];
  /** Where alerts stand; one of `regions`. */
  readonly homeRegion: string;
  /** Regions accepted although our list says that they do not offer the Config rule. */
  readonly allowRegions: readonly string[];
  /** How often the Config rule judges. */
  readonly evaluationFrequency: EvaluationFrequency;
  /** Whether a recorder is made or exists already. */
  readonly recorder: 'create' | 'existing';
  /** What a made recorder records. */
  readonly resourceTypes: readonly string[];
  /** Whether the service-linked role is made or exists already. */
  readonly serviceLinkedRole: 'create' | 'existing';
  /** Where a made recorder delivers; without a name, to a bucket that is made. */
  readonly bucket: { readonly name?: string; readonly keyPrefix?: string; readonly forceDestroy: boolean };
  /** Who hears. */
  readonly alerts: 'none' | AlertSettings;
  /** Whether an analyzer for unused access is made. */
  readonly accessAnalyzer: boolean;
  /** The companion rule on the age of access keys, in days; absent when off. */
  readonly rotation?: { readonly maxAccessKeyAgeDays: number };
  /** Start of every name. */
  readonly namePrefix: string;
  /** Tags of everything that takes them. */
  readonly tags: Readonly<Record<string, string>>;
  /** Permissions boundary of every role that is made. */
  readonly permissionsBoundaryArn?: string;
  /** The given KMS key; absent when one is made for the topic. */
  readonly kmsKeyArn?: string;
}

/** Who hears of newly non-compliant users. */
export interface AlertSettings {
  /** Addresses subscribed to the new topic. */
  readonly emails: readonly string[];
  /** The given topic; absent when one is made. */
  readonly topicArn?: string;
  /** What the alarms act on besides the topic. */
  readonly alarmActions: readonly string[];
  /** Whether each newly found user gives a message of its own. */
  readonly perUser: boolean;
}
