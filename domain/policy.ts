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
  /** What the function in the home region does about unused access keys; absent when there is none. */
  readonly remediation?: Remediation;
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

/** How far the function may go; each includes the ones before. */
export type RemediationAction = 'notify' | 'deactivate' | 'delete';

/** What the function does about unused access keys. */
export interface Remediation {
  /** How far it may go. */
  readonly action: RemediationAction;
  /** Notice: whole days between a recorded announcement and the act, 0 to the limit - 1. */
  readonly warnDays: number;
  /** Whole days from the recorded deactivation to deletion, 1 to 365. */
  readonly graceDays: number;
  /** The most keys deactivated or deleted in any 24 hours, 1 to 1000. */
  readonly maxKeysPerDay: number;
  /** Who is spared, whatever the action. */
  readonly exempt: Exempt;
  /** Hour of the day, in UTC, of the one sweep a day. */
  readonly sweepHourUtc: number;
  /** Days that the function's log is kept. */
  readonly logRetentionDays: number;
  /** Runs at once that are kept for the function, and the most it may have; absent when it shares those of the account. */
  readonly reservedConcurrency?: number;
}

/** Who is spared. */
export interface Exempt {
  /** User names; `*` and `?` stand for any characters and any one character; upper and lower case are the same. */
  readonly userNames: readonly string[];
  /** Starts of user paths, such as `/break-glass/`. */
  readonly paths: readonly string[];
  /** Key of a tag on the user whose value may be the last day (`2026-12-31`, UTC); absent when no tag spares. */
  readonly tag?: string;
}
