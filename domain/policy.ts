import type { UnusedCredentialsSettings } from './generated/settings-type';

export type { UnusedCredentialsSettings } from './generated/settings-type';

/** Names how often AWS Config runs a periodic rule, in its own words. */
export type EvaluationFrequency = NonNullable<UnusedCredentialsSettings['evaluationFrequency']>;

/** One policy against unused credentials, with every default resolved. While declaring, a value may be a token of the engine. */
export interface Policy {
  readonly maxCredentialUsageAgeDays: number;
  readonly regions: readonly string[];
  readonly homeRegion: string;
  readonly allowRegions: readonly string[];
  readonly evaluationFrequency: EvaluationFrequency;
  readonly recorder: 'create' | 'existing';
  readonly resourceTypes: readonly string[];
  readonly serviceLinkedRole: 'create' | 'existing';
  readonly bucket: { readonly name?: string; readonly keyPrefix?: string; readonly forceDestroy: boolean };
  readonly alerts: 'none' | AlertSettings;
  readonly accessAnalyzer: boolean;
  readonly rotation?: { readonly maxAccessKeyAgeDays: number };
  readonly namePrefix: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly permissionsBoundaryArn?: string;
  readonly kmsKeyArn?: string;
}

/** Who hears of newly non-compliant users. */
export interface AlertSettings {
  readonly emails: readonly string[];
  /** The given topic; absent means that a new one is made. */
  readonly topicArn?: string;
  readonly alarmActions: readonly string[];
  readonly perUser: boolean;
}
