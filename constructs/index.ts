/**
 * One policy against forgotten AWS access keys, as a construct.
 *
 * @packageDocumentation
 */
export { Alarms, type AlarmSubjects } from './alarms';
export { Alerts } from './alerts';
export { DeliveryBucket } from './delivery-bucket';
export { EventRelay } from './event-relay';
export type { PolicyStatement } from './iam-policy';
export { Recorder } from './recorder';
export { Topic } from './topic';
export { UnusedCredentialsPolicy } from './unused-credentials-policy';
export { InputError, SettingError, UnusedCredentialsError, type ErrorCode } from '../domain/errors';
export type { AlertSettings, EvaluationFrequency, Policy, UnusedCredentialsSettings } from '../domain/policy';
