import event from './fixtures/newly-non-compliant.json';

/**
 * What AWS Config sends when a user becomes non-compliant: the fields and their order as recorded in an account, with the
 * names, ids and times of an example.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/example-config-rule-compliance-notification.html (read 2026-11)
 */
export const NEWLY_NON_COMPLIANT = event;

const { detail } = event;

/** Events that are near the one we want and must not reach a person, by what is different. */
export const NEAR_MISSES: Readonly<Record<string, object>> = {
  'another rule': { ...event, detail: { ...detail, configRuleName: 'access-keys-rotated' } },
  'a rule whose name starts like ours': { ...event, detail: { ...detail, configRuleName: `${detail.configRuleName}-rotation` } },
  'our rule in capitals': { ...event, detail: { ...detail, configRuleName: detail.configRuleName.toUpperCase() } },
  'a user who became compliant': { ...event, detail: { ...detail, newEvaluationResult: { complianceType: 'COMPLIANT' } } },
  'a user who is no longer judged': { ...event, detail: { ...detail, newEvaluationResult: { complianceType: 'NOT_APPLICABLE' } } },
  'a finding that was, and is no more': {
    ...event,
    detail: { ...detail, newEvaluationResult: detail.oldEvaluationResult, oldEvaluationResult: detail.newEvaluationResult },
  },
  'a rule that was deleted, hence no new result': { ...event, detail: { ...detail, newEvaluationResult: null } },
  'an evaluation that started': { ...event, detail: { ...detail, messageType: 'ConfigRulesEvaluationStarted' } },
  'another kind of event': { ...event, 'detail-type': 'Config Rules Re-evaluation Status' },
  'an event of our own making': { ...event, source: 'custom.config' },
};
