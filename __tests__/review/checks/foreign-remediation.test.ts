import { foreignRemediation } from '../../../review/checks/foreign-remediation';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const REMEDIATION = 'aws_config_remediation_configuration.r';
const TARGET = 'aws_cloudwatch_event_target.t';
const remediationPart = (spec: PartSpec): Part => part('automation', { address: REMEDIATION, ...spec });
const targetPart = (spec: PartSpec): Part => part('automation', { address: TARGET, ...spec });
const find = (parts: readonly Part[]): unknown => foreignRemediation.find(policyChange({}, {}, parts), planView());

const REVOKE = 'AWSConfigRemediation-RevokeUnusedIAMUserCredentials';
const revoking = (more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  config_rule_name: 'unused',
  target_type: 'SSM_DOCUMENT',
  target_id: REVOKE,
  ...more,
});
const REVOKES = `in eu-west-1 AWS Config starts ${REVOKE}, which deactivates the access keys and deletes the password of a user that were not used for`;
const ITSELF = 'whatever the limit of the policy; it starts by itself';
const LAMBDA = 'arn:aws:lambda:eu-west-1:123456789012:function:killer';

describe('foreign-remediation', () => {
  it.each<[string, unknown, string]>([
    ['is not set', [{ name: 'AutomationAssumeRole', static_value: 'arn' }], '90 days'],
    [
      'is set',
      [
        { name: 'IAMResourceId', resource_value: 'RESOURCE_ID' },
        { name: 'MaxCredentialUsageAge', static_value: '1' },
      ],
      '1 day',
    ],
    ['is set without a value', [{ name: 'MaxCredentialUsageAge' }], 'its own number of days'],
    ['is unreadable', 'x', '90 days'],
    ['is among things that are no parameters', [null, 5, {}], '90 days'],
  ])('says what is done after how many days, where the limit of its own %s', (_, parameter, words) => {
    expect(find([remediationPart({ after: revoking({ automatic: true, parameter }) })])).toEqual([
      { address: REMEDIATION, message: `${REVOKES} ${words}, ${ITSELF}` },
    ]);
  });

  it.each([
    ['AWSConfigRemediation-DeleteIAMUser', 'which deletes the user with its access keys, password and MFA devices'],
    ['AWSConfigRemediation-RemoveUserPolicies', 'which deletes and detaches the IAM policies of the user'],
    ['AWS-DeleteIAMInlinePolicy', 'which deletes the inline IAM policies of the user'],
    ['AWS-PublishSNSNotification', 'which publishes a message and changes nothing'],
    ['Our-Own-Document', 'and we do not know what it does'],
  ])('says what is known of %s, and that a person must start it', (document, does) => {
    expect(find([remediationPart({ after: revoking({ target_id: document, automatic: false }) })])).toEqual([
      { address: REMEDIATION, message: `in eu-west-1 AWS Config starts ${document}, ${does}; a person must start it` },
    ]);
  });

  it('finds one that begins to act by itself', () => {
    const message = `${REVOKES} 90 days, ${ITSELF}`;
    for (const automatic of [false, undefined]) {
      expect(find([remediationPart({ before: revoking({ automatic }), after: revoking({ automatic: true }) })])).toEqual([
        { address: REMEDIATION, message },
      ]);
    }
  });

  it('finds one that becomes another, also inside a replacement', () => {
    const before = revoking({ target_id: 'AWS-PublishSNSNotification', automatic: true });
    const after = revoking({ automatic: true });
    const found = [{ address: REMEDIATION, message: `${REVOKES} 90 days, ${ITSELF}` }];
    expect(find([remediationPart({ before, after })])).toEqual(found);
    expect(find([remediationPart({ before, after, actions: ['delete', 'create'] })])).toEqual(found);
  });

  it.each([
    [LAMBDA, 'and we do not know what it does'],
    ['arn:aws:ssm:eu-west-1:123456789012:automation-definition/Mine:$DEFAULT', 'and we do not know what it does'],
    [
      'arn:aws:ssm:eu-west-1:123456789012:automation-definition/AWSConfigRemediation-DeleteIAMUser:$DEFAULT',
      'which deletes the user with its access keys, password and MFA devices',
    ],
    [
      `arn:aws:ssm:eu-west-1::automation-definition/${REVOKE}`,
      'which deactivates the access keys and deletes the password of a user that were not used for its own number of days, whatever the limit of the policy',
    ],
  ])('finds that the event rule starts %s', (arn, does) => {
    expect(find([targetPart({ after: { rule: 'unused', arn } })])).toEqual([
      { address: TARGET, message: `in eu-west-1 the event rule starts ${arn}, ${does}` },
    ]);
    expect(
      find([targetPart({ before: { rule: 'unused', arn: 'arn:aws:lambda:eu-west-1:1:function:x' }, after: { rule: 'unused', arn } })]),
    ).toEqual([{ address: TARGET, message: `in eu-west-1 the event rule starts ${arn}, ${does}` }]);
  });

  it('says the same in several regions once', () => {
    const inRegion = (region: string | undefined): Part =>
      remediationPart({
        address: `aws_config_remediation_configuration.r["${region ?? ''}"]`,
        after: revoking({ target_id: 'x' }),
        regions: { before: undefined, after: region },
      });
    const words = 'AWS Config starts x, and we do not know what it does; a person must start it';
    expect(find([inRegion('eu-west-1'), inRegion('us-east-1'), targetPart({ after: { arn: LAMBDA } })])).toEqual([
      { address: 'aws_config_remediation_configuration.r["eu-west-1"]', message: `in eu-west-1 and us-east-1 ${words}` },
      { address: TARGET, message: `in eu-west-1 the event rule starts ${LAMBDA}, and we do not know what it does` },
    ]);
    expect(find([inRegion(undefined)])).toEqual([{ address: 'aws_config_remediation_configuration.r[""]', message: words }]);
  });

  it.each<[string, Part]>([
    ['stays', remediationPart({ before: revoking({ automatic: true }), after: revoking({ automatic: true }) })],
    ['is replaced by the same', remediationPart({ before: revoking(), after: revoking(), actions: ['delete', 'create'] })],
    ['no longer starts by itself', remediationPart({ before: revoking({ automatic: true }), after: revoking({ automatic: false }) })],
    ['gets another parameter only', remediationPart({ before: revoking(), after: revoking({ maximum_automatic_attempts: 3 }) })],
    ['goes', remediationPart({ before: revoking({ automatic: true }) })],
    ['is forgotten', remediationPart({ before: revoking({ automatic: true }), actions: ['forget'] })],
    ['gets a target that is known only after apply', targetPart({ before: { arn: LAMBDA }, after: {}, afterUnknown: { arn: true } })],
    ['stays as target', targetPart({ before: { arn: LAMBDA }, after: { arn: LAMBDA } })],
  ])('finds nothing when an automation %s', (_, automation) => {
    expect(find([automation])).toEqual([]);
  });

  it('finds it in a policy that is introduced, and nothing in one that goes', () => {
    const made = targetPart({ after: { arn: LAMBDA } });
    expect(foreignRemediation.find(policyChange(null, {}, [made]), planView())).toEqual([
      { address: TARGET, message: `in eu-west-1 the event rule starts ${LAMBDA}, and we do not know what it does` },
    ]);
    expect(foreignRemediation.find(policyChange({}, null, [targetPart({ before: { arn: LAMBDA } })]), planView())).toEqual([]);
    expect(find([])).toEqual([]);
  });

  it('says so when what is made is known only after apply', () => {
    const unknown = { afterUnknown: { target_id: true, automatic: true, arn: true } };
    expect(find([remediationPart({ after: {}, ...unknown }), targetPart({ after: {}, ...unknown })])).toEqual([
      {
        address: REMEDIATION,
        message:
          'in eu-west-1 AWS Config starts what is not known before apply, and we do not know what it does; it may start by itself, which is not known before apply',
      },
      { address: TARGET, message: 'in eu-west-1 the event rule starts what is not known before apply, and we do not know what it does' },
    ]);
  });

  it('prints no target and no limit that is sensitive', () => {
    const after = revoking({ automatic: true, parameter: [{ name: 'MaxCredentialUsageAge', static_value: '7' }] });
    expect(find([remediationPart({ after, afterSensitive: { parameter: [{ static_value: true }] } })])).toEqual([
      { address: REMEDIATION, message: `${REVOKES} its own number of days, ${ITSELF}` },
    ]);
    expect(find([targetPart({ after: { arn: LAMBDA }, afterSensitive: { arn: true } })])).toEqual([
      { address: TARGET, message: 'in eu-west-1 the event rule starts (sensitive), and we do not know what it does' },
    ]);
    expect(find([remediationPart({ after, afterSensitive: { target_id: true } })])).toEqual([
      { address: REMEDIATION, message: 'in eu-west-1 AWS Config starts (sensitive), and we do not know what it does; it starts by itself' },
    ]);
  });
});

describe('foreign-remediation: one that stays', () => {
  const aged = (days: string): unknown => [
    { name: 'Who', resource_value: 'RESOURCE_ID' },
    { name: 'MaxCredentialUsageAge', static_value: days },
  ];
  const was = revoking({ automatic: true, parameter: aged('90') });

  it('finds that a parameter changes', () => {
    expect(find([remediationPart({ before: was, after: revoking({ automatic: true, parameter: aged('7') }) })])).toEqual([
      {
        address: REMEDIATION,
        message: `${REVOKES} 7 days, whatever the limit of the policy; what it is started with changes; it starts by itself`,
      },
    ]);
  });

  it('finds that what an event rule sends changes', () => {
    const before = { rule: 'unused', arn: LAMBDA, input: '{"dry":true}' };
    expect(find([targetPart({ before, after: { ...before, input: '{}' } })])).toEqual([
      {
        address: TARGET,
        message: `in eu-west-1 the event rule starts ${LAMBDA}, and we do not know what it does; what it is started with changes`,
      },
    ]);
  });

  it('finds nothing when parameters are only written in another order, or known only after apply', () => {
    const after = revoking({ automatic: true, parameter: [...(aged('90') as readonly unknown[])].reverse() });
    expect(find([remediationPart({ before: was, after })])).toEqual([]);
    expect(find([remediationPart({ before: was, after: revoking({ automatic: true }), afterUnknown: { parameter: true } })])).toEqual([]);
  });

  it('finds that it may begin to act by itself, and nothing where it did already', () => {
    const unknown = { after: revoking(), afterUnknown: { automatic: true } };
    expect(find([remediationPart({ before: revoking({ automatic: false }), ...unknown })])).toEqual([
      {
        address: REMEDIATION,
        message: `${REVOKES} 90 days, whatever the limit of the policy; it may start by itself, which is not known before apply`,
      },
    ]);
    expect(find([remediationPart({ before: revoking({ automatic: true }), ...unknown })])).toEqual([]);
  });

  it('prints no region that is sensitive', () => {
    const after = { rule: 'unused', arn: LAMBDA, region: 'eu-west-1' };
    expect(find([targetPart({ after, afterSensitive: { region: true } })])).toEqual([
      { address: TARGET, message: `in (sensitive) the event rule starts ${LAMBDA}, and we do not know what it does` },
    ]);
  });
});
