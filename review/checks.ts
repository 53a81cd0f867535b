import type { Check } from './check';
import { accountsExcluded } from './checks/accounts-excluded';
import { alarmWeakened } from './checks/alarm-weakened';
import { alertsRemoved } from './checks/alerts-removed';
import { capRaised } from './checks/cap-raised';
import { exemptionWidened } from './checks/exemption-widened';
import { floorCrossed } from './checks/floor-crossed';
import { foreignRemediation } from './checks/foreign-remediation';
import { graceShortened } from './checks/grace-shortened';
import { homeMoved } from './checks/home-moved';
import { keyReactivated } from './checks/key-reactivated';
import { limitRaised } from './checks/limit-raised';
import { memoryRemoved } from './checks/memory-removed';
import { noticeShortened } from './checks/notice-shortened';
import { packUntold } from './checks/pack-untold';
import { policyIntroduced } from './checks/policy-introduced';
import { policyRemoved } from './checks/policy-removed';
import { recorderOverwritten } from './checks/recorder-overwritten';
import { recorderRemoved } from './checks/recorder-removed';
import { recorderStopped } from './checks/recorder-stopped';
import { regionMoved } from './checks/region-moved';
import { regionRemoved } from './checks/region-removed';
import { regionUnsupported } from './checks/region-unsupported';
import { remediationArmed } from './checks/remediation-armed';
import { remediationDisarmed } from './checks/remediation-disarmed';
import { roleWidened } from './checks/role-widened';
import { ruleMissing } from './checks/rule-missing';
import { ruleRemoved } from './checks/rule-removed';
import { secondRecorder } from './checks/second-recorder';
import { strengthened } from './checks/strengthened';
import { sweepStopped } from './checks/sweep-stopped';
import { topicUnencrypted } from './checks/topic-unencrypted';
import { topicUnpublishable } from './checks/topic-unpublishable';
import { unknownUntilApply } from './checks/unknown-until-apply';

/** Every question that is asked of a plan, in the order in which findings of one severity are shown. The set and the names are part of the contract. */
export const CHECKS: readonly Check[] = [
  policyRemoved,
  floorCrossed,
  ruleRemoved,
  ruleMissing,
  limitRaised,
  accountsExcluded,
  recorderRemoved,
  recorderStopped,
  secondRecorder,
  recorderOverwritten,
  regionRemoved,
  regionMoved,
  regionUnsupported,
  homeMoved,
  alertsRemoved,
  alarmWeakened,
  topicUnencrypted,
  topicUnpublishable,
  remediationArmed,
  remediationDisarmed,
  sweepStopped,
  graceShortened,
  noticeShortened,
  capRaised,
  exemptionWidened,
  memoryRemoved,
  roleWidened,
  foreignRemediation,
  keyReactivated,
  unknownUntilApply,
  packUntold,
  policyIntroduced,
  strengthened,
];
