/**
 * One policy against forgotten AWS access keys, as a construct.
 *
 * @packageDocumentation
 */
export type { Alarms } from './alarms';
export type { Alerts } from './alerts';
export type { DeliveryBucket } from './delivery-bucket';
export type { EventRelay } from './event-relay';
export type { PolicyStatement } from './iam-policy';
export type { Recorder } from './recorder';
export type { Topic } from './topic';
export { UnusedCredentialsPolicy } from './unused-credentials-policy';
export { InputError, SettingError, UnusedCredentialsError, type ErrorCode } from '../domain/errors';
export type { AlertSettings, EvaluationFrequency, Policy, UnusedCredentialsSettings } from '../domain/policy';
