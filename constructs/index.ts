/**
 * One policy against forgotten AWS access keys, as a construct.
 *
 * @packageDocumentation
 */
export type { AlarmNames } from './alarm-names';
export type { Alarms } from './alarms';
export type { Alerts } from './alerts';
export type { DeliveryBucket } from './delivery-bucket';
export type { EventRelay } from './event-relay';
export type { PolicyStatement } from './iam-policy';
export type { Recorder } from './recorder';
export type { Remediation } from './remediation';
export type { SweepAlarms } from './sweep-alarms';
export type { SweepFunction } from './sweep-function';
export type { SweepRole } from './sweep-role';
export type { SweepSchedule } from './sweep-schedule';
export type { Topic } from './topic';
export { UnusedCredentialsPolicy } from './unused-credentials-policy';
export { InputError, SettingError, UnusedCredentialsError, type ErrorCode } from '../domain/errors';
export type {
  AlertSettings,
  EvaluationFrequency,
  Exempt,
  Policy,
  Remediation as RemediationSettings,
  RemediationAction,
  UnusedCredentialsSettings,
} from '../domain/policy';
