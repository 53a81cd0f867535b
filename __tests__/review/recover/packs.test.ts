import { CHECKS } from '../../../review/checks';
import { findingsOf } from '../../../review/findings';
import { readTemplate } from '../../../review/read/template';
import type { ReadTemplate } from '../../../review/recover/pack-templates';
import { otherChangesIn, recover } from '../../../review/recover/recover';
import { inRegion, kept, planOf, rule, type Attributes, type Resources, type Written } from './written-plan';

const PACK = 'aws_config_conformance_pack.cis';

/** The rule as the samples of AWS have it, with its parameter and condition. */
const template = (more = '', usual = "Default: '45'"): string => `
Parameters:
  IamParamMaxAge:
    Type: String
    ${usual}
Resources:
  IamUnused:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: iam-unused
      InputParameters:
        maxCredentialUsageAge:
          Fn::If:
          - iamParamMaxAge
          - Ref: IamParamMaxAge
          - Ref: AWS::NoValue
      Source:
        Owner: AWS
        SourceIdentifier: IAM_USER_UNUSED_CREDENTIALS_CHECK
  IamMfa:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: iam-mfa
      Source:
        Owner: AWS
        SourceIdentifier: IAM_USER_MFA_ENABLED
${more}
Conditions:
  iamParamMaxAge:
    Fn::Not:
    - Fn::Equals: ['', Ref: IamParamMaxAge]
`;

/** A template in which the rule has these properties and nothing else has any. */
const short = (properties: string, more = ''): string => `
Resources:
  R:
    Type: AWS::Config::ConfigRule
    Properties:
      Source: { Owner: AWS, SourceIdentifier: IAM_USER_UNUSED_CREDENTIALS_CHECK }
      ${properties}
${more}`;

const REMEDIATION = (name: string, properties = ''): string => `
  Fix:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: ${name}
      TargetId: AWSConfigRemediation-RevokeUnusedIAMUserCredentials
      TargetType: SSM_DOCUMENT
      ${properties}`;

const pack = (body: string | undefined, more: Attributes = {}): Attributes => ({
  name: 'cis',
  ...(body !== undefined && { template_body: body }),
  ...more,
});
const given = (name: string, value?: string): Attributes => ({
  input_parameter: [{ parameter_name: name, ...(value !== undefined && { parameter_value: value }) }],
});
const inS3 = pack(undefined, { template_s3_uri: 's3://packs/cis.yaml' });

/** Limit, frequency and regions of every policy on both sides, and what is found, by name. */
function reviewed(resources: Resources, read: ReadTemplate = readTemplate): unknown {
  const view = recover(planOf(resources), {}, read);
  const findings = findingsOf(view, CHECKS);
  return {
    policies: view.policies.map(({ id }) => id),
    findings: findings.map(({ check, severity, address }) => `${severity} ${check} ${address ?? '-'}`),
    others: otherChangesIn(view),
  };
}

const messages = (resources: Resources, read: ReadTemplate = readTemplate): readonly string[] =>
  findingsOf(recover(planOf(resources), {}, read), CHECKS).map(({ message }) => message);

/** What is recovered of the limit after, of the only policy. */
function limitAfter(after: Attributes, more: Omit<Written, 'before' | 'after'> = {}): unknown {
  const leaf = recover(planOf({ [PACK]: { after, ...more } }), {}, readTemplate).policies[0]?.after?.get('maxCredentialUsageAgeDays');
  return leaf?.kind === 'known' ? [leaf.value, leaf.isSensitive] : [leaf?.cause, leaf?.because];
}

describe('a conformance pack with the rule', () => {
  const ID = 'cis (conformance pack)';

  test.each<[string, Written, readonly string[]]>([
    ['stays as it is', kept(pack(template())), []],
    ['is made', { after: pack(template()) }, ['info policy-introduced -']],
    ['goes', { before: pack(template()) }, ['danger policy-removed -', `danger rule-removed ${PACK}`]],
    [
      'loses the rule',
      { before: pack(template()), after: pack('Resources: {}') },
      ['danger policy-removed -', `danger rule-removed ${PACK}`],
    ],
    ['gets a higher default', { before: pack(template()), after: pack(template('', "Default: '90'")) }, [`danger limit-raised ${PACK}`]],
    ['gets a lower default', { before: pack(template()), after: pack(template('', "Default: '30'")) }, ['info strengthened -']],
    [
      'is given a higher limit',
      { before: pack(template()), after: pack(template(), given('IamParamMaxAge', '90')) },
      [`danger limit-raised ${PACK}`],
    ],
    [
      'is given no limit',
      { before: pack(template()), after: pack(template(), given('IamParamMaxAge', '')) },
      [`danger limit-raised ${PACK}`],
    ],
    [
      'is given a limit that is known only after apply',
      {
        before: pack(template(), given('IamParamMaxAge', '45')),
        after: pack(template(), given('IamParamMaxAge')),
        unknown: { input_parameter: [{ parameter_value: true }] },
      },
      [`warning unknown-until-apply ${PACK}`],
    ],
    [
      'is given parameters that are known only after apply',
      { before: pack(template()), after: pack(template()), actions: ['update'], unknown: { input_parameter: true } },
      [`warning unknown-until-apply ${PACK}`],
    ],
    [
      'gets a template that is known only after apply',
      { before: pack(template()), after: pack(undefined), unknown: { template_body: true } },
      [`warning unknown-until-apply ${PACK}`, `warning unknown-until-apply ${PACK}`],
    ],
    ['gets a template in S3', { before: pack(template()), after: inS3 }, [`danger limit-raised ${PACK}`]],
    [
      'gets a template that cannot be read',
      { before: pack(template()), after: pack('IAM_USER_UNUSED_CREDENTIALS_CHECK: [') },
      [`danger limit-raised ${PACK}`],
    ],
    ['had a template in S3', { before: inS3, after: pack(template()) }, [`warning pack-untold ${PACK}`]],
    ['gets another rule beside it', { before: pack(template()), after: pack(template('  X: {}')) }, []],
    ['gets another name for the rule', { before: pack(template()), after: pack(template().replaceAll('IamUnused', 'Other')) }, []],
    ['is forgotten', { before: pack(template()), actions: ['forget'] }, ['danger policy-removed -', `danger rule-removed ${PACK}`]],
    ['judges only some', { before: pack(short('')), after: pack(short('Scope: { TagKey: judged }')) }, [`danger rule-removed ${PACK}`]],
    [
      'judges only what is not yet made',
      { before: pack(short('')), after: pack(short('EvaluationModes: [{ Mode: PROACTIVE }]')) },
      [`danger rule-removed ${PACK}`],
    ],
  ])('that %s', (_, written, findings) => {
    expect(reviewed({ [PACK]: written })).toEqual({ policies: [ID], findings, others: 0 });
  });

  test('says why a limit goes', () => {
    expect(messages({ [PACK]: { before: pack(template()), after: inS3 } })).toEqual([
      'the limit of 45 days goes, and none can be read: the template of the conformance pack is in S3 and not in the plan',
    ]);
  });

  test('says what a limit comes from that is known only after apply', () => {
    const written = {
      before: pack(template()),
      after: pack(template(), given('IamParamMaxAge')),
      unknown: { input_parameter: [{ parameter_value: true }] },
      refers: { input_parameter: ['terraform_data.limit.output', 'terraform_data.limit'] },
    };
    expect(messages({ [PACK]: written })).toEqual([
      'maxCredentialUsageAgeDays is not known, because it comes from terraform_data.limit, which is known only after apply',
    ]);
  });

  test('never tells what is sensitive', () => {
    const marks = { template_body: true };
    const written = {
      before: pack(short('InputParameters: { maxCredentialUsageAge: 45 }')),
      beforeSensitive: marks,
      afterSensitive: marks,
    };
    const raised = { ...written, after: pack(short('InputParameters: { maxCredentialUsageAge: 4711 }')) };
    const lost = { ...written, after: pack(short('InputParameters: { maxCredentialUsageAge: !ImportValue secret }')) };
    const named = { ...written, after: pack(short('InputParameters: { maxCredentialUsageAge: !Ref Secret }')) };
    expect([raised, lost, named].flatMap((one) => messages({ [PACK]: one }))).toEqual([
      'the limit goes from (sensitive) to (sensitive) days in eu-west-1: a key may lie forgotten longer before it counts as unused',
      'the limit of (sensitive) days goes, and none can be read: the template, which is sensitive, does not tell it',
      'the limit of (sensitive) days goes, and none can be read: the template, which is sensitive, does not tell it',
    ]);
  });

  test('has the recorder of its region', () => {
    const recorder = { name: 'default', recording_group: [{ all_supported: true, include_global_resource_types: true }] };
    expect(reviewed({ [PACK]: kept(pack(template())), 'aws_config_configuration_recorder.main': { before: recorder } })).toEqual({
      policies: [ID],
      findings: ['danger recorder-removed aws_config_configuration_recorder.main'],
      others: 0,
    });
  });

  test('in several regions is one policy', () => {
    const in2 = (region: string, limit: string): Attributes => pack(template('', `Default: '${limit}'`), { region });
    const resources = {
      [`${PACK}["eu"]`]: { before: in2('eu-west-1', '45'), after: in2('eu-west-1', '90') },
      [`${PACK}["us"]`]: { before: in2('us-east-1', '45'), after: in2('us-east-1', '90') },
    };
    expect(messages(resources)).toEqual([
      'the limit goes from 45 to 90 days in eu-west-1 and us-east-1: a key may lie forgotten for 45 days longer before it counts as unused',
    ]);
  });

  test('is a policy of its own beside a Config rule of the same name', () => {
    const resources = {
      [PACK]: { before: pack(template()) },
      'aws_config_config_rule.cis': kept(rule('45', { name: 'cis' })),
      'aws_config_organization_conformance_pack.cis': kept(pack(template())),
    };
    expect(reviewed(resources)).toEqual({
      policies: [ID, 'cis', 'cis (organization conformance pack)'],
      findings: ['danger policy-removed -', `danger rule-removed ${PACK}`],
      others: 0,
    });
  });

  test('in JSON needs no reader of YAML, and one in YAML is not told without', () => {
    const json = (limit: number): string =>
      JSON.stringify(readTemplate(short(`InputParameters: { maxCredentialUsageAge: ${String(limit)} }`)));
    expect(messages({ [PACK]: { before: pack(json(45)), after: pack(json(90)) } }, JSON.parse as ReadTemplate)).toEqual([
      'the limit goes from 45 to 90 days in eu-west-1: a key may lie forgotten for 45 days longer before it counts as unused',
    ]);
    const view = recover(planOf({ [PACK]: { after: pack(template()) } }), {});
    expect([view.policies, view.untoldPacks]).toEqual([[], [{ address: PACK, fate: 'made', because: { after: 'cannot be read' } }]]);
  });
});

describe('a limit in a template', () => {
  const ofLimit = (limit: string, more = ''): Attributes => pack(short(`InputParameters: { maxCredentialUsageAge: ${limit} }`, more));
  const conditions = (text: string): string => `Parameters: { P: { Default: x }, E: { Default: '' } }\nConditions: { C: ${text} }`;
  const chosen = (text: string): Attributes => ofLimit('!If [C, 30, 60]', conditions(text));

  test.each<[string, Attributes, unknown]>([
    ['as a number', ofLimit('45'), [45, false]],
    ['as a text', ofLimit("'45'"), [45, false]],
    ['as a text to fill', ofLimit('!Sub "${P}5"', 'Parameters: { P: { Default: 4 } }'), [45, false]],
    ['as a text to fill from its own map', ofLimit('!Sub ["${Q}5", { Q: !Ref P }]', 'Parameters: { P: { Default: 4 } }'), [45, false]],
    ['put together', ofLimit("!Join ['', [4, !Ref P]]", 'Parameters: { P: { Default: 5 } }'), [45, false]],
    [
      'in a map that is chosen',
      pack(short('InputParameters: !If [C, { maxCredentialUsageAge: 30 }, !Ref AWS::NoValue]', conditions('!Equals [a, a]'))),
      [30, false],
    ],
    ['chosen where texts are equal', chosen('!Equals [1, "1"]'), [30, false]],
    ['chosen where texts differ', chosen('!Equals [a, !Ref P]'), [60, false]],
    ['chosen where not', chosen('!Not [!Equals [a, !Ref P]]'), [30, false]],
    ['chosen where both', chosen('!And [!Equals [x, !Ref P], !Equals ["", !Ref E]]'), [30, false]],
    ['chosen where not both', chosen('!And [!Equals [x, !Ref P], !Equals [x, !Ref E]]'), [60, false]],
    ['chosen where either', chosen('!Or [!Equals [y, !Ref P], !Equals ["", !Ref E]]'), [30, false]],
    ['chosen where neither', chosen('!Or [!Equals [y, !Ref P], !Equals [y, !Ref E]]'), [60, false]],
    [
      'chosen by one that decides, beside one that is not known',
      chosen('!Or [!Equals [!Ref AWS::Region, a], !Equals [x, !Ref P]]'),
      [30, false],
    ],
    [
      'chosen by a condition in another',
      ofLimit('!If [D, 30, 60]', 'Conditions: { C: !Equals [a, a], D: !Not [!Condition C] }'),
      [60, false],
    ],
    [
      'chosen by what is not known, where both are the same',
      ofLimit('!If [C, 30, 30]', 'Conditions: { C: !Equals [!Ref AWS::Region, a] }'),
      [30, false],
    ],
  ])('%s', (_, after, expected) => {
    expect(limitAfter(after)).toEqual(expected);
  });

  test.each<[string, Attributes, string]>([
    ['left out', pack(short('Description: d')), 'the template gives the Config rule no maxCredentialUsageAge'],
    ['not given', ofLimit('!Ref AWS::NoValue'), 'the template gives the Config rule no maxCredentialUsageAge'],
    ['no number', ofLimit('soon'), 'input_parameters has no whole number maxCredentialUsageAge'],
    ['a list', ofLimit('[45]'), 'input_parameters has no whole number maxCredentialUsageAge'],
    [
      'of a parameter without value',
      ofLimit('!Ref P', 'Parameters: { P: { Type: String } }'),
      'the parameter P of the template has no value',
    ],
    ['of no parameter', ofLimit('!Ref P'), 'P in the template is not worked out here'],
    ['of AWS', ofLimit('!Ref AWS::AccountId'), 'AWS::AccountId in the template is not worked out here'],
    ['imported', ofLimit('!ImportValue x'), 'Fn::ImportValue in the template is not worked out here'],
    ['of a very long function', ofLimit(`!${'x'.repeat(500)} y`), `Fn::${'x'.repeat(96)}… in the template is not worked out here`],
    ['of what is no name', ofLimit('!Ref [a]'), 'the template refers to what is no name'],
    ['of a choice without condition', ofLimit('!If []'), 'Fn::If in the template has no condition'],
    ['of a condition that is not there', ofLimit('!If [C, 1, 2]'), 'the template has no condition C'],
    ['of a condition that refers to itself', chosen('!Not [!Condition C]'), 'a condition of the template cannot be read'],
    ['of a condition that is none', chosen('x'), 'a condition of the template cannot be read'],
    [
      'of a condition of another kind',
      chosen('!FindInMap [a, b, c]'),
      'Fn::FindInMap in a condition of the template is not worked out here',
    ],
    ['of a text that is none', ofLimit('!Sub [1, {}]'), 'Fn::Sub in the template has no text'],
    ['of pieces that are none', ofLimit('!Join x'), 'Fn::Join in the template has no list'],
    [
      'of conditions that grow without end',
      ofLimit(
        '!If [C0, 1, 2]',
        `Conditions: { ${Array.from({ length: 60 }, (_, at) => `C${String(at)}: !And [!Condition C${String(at + 1)}, !Condition C${String(at + 1)}]`).join(', ')}, C60: !Equals [a, a] }`,
      ),
      'a condition of the template cannot be read',
    ],
  ])('that is %s is not known, and the plan says why', (_, after, because) => {
    expect(limitAfter(after)).toEqual(['unreadable', because]);
  });

  test('of a rule that may not be there is not known', () => {
    const body = (condition: string): Attributes =>
      pack(
        short(
          'InputParameters: { maxCredentialUsageAge: 45 }',
          `    Condition: C\nConditions: { C: ${condition} }\nParameters: { P: { Type: String } }`,
        ),
      );
    expect(limitAfter(body('!Equals [a, a]'))).toEqual([45, false]);
    expect(limitAfter(body('!Equals [a, b]'))).toEqual([undefined, undefined]);
    expect(limitAfter(body('!Equals [a, !Ref P]'))).toEqual(['unreadable', 'the parameter P of the template has no value']);
    expect(
      limitAfter({ ...body('!Equals [a, !Ref P]'), ...given('P') }, { unknown: { input_parameter: [{ parameter_value: true }] } }),
    ).toEqual(['apply', 'it is known only after apply']);
  });
});

describe('a conformance pack that holds no rule for unused credentials', () => {
  const OTHER = template().replaceAll('IAM_USER_UNUSED_CREDENTIALS_CHECK', 'IAM_PASSWORD_POLICY');
  const never: ReadTemplate = () => {
    throw new Error('it is not worth reading');
  };

  test('is another change, and is not even read', () => {
    expect(reviewed({ [PACK]: { before: pack(OTHER), after: pack(`${OTHER}\n`) } }, never)).toEqual({
      policies: [],
      findings: [],
      others: 1,
    });
  });

  test('is read where a parameter names the rule', () => {
    const named = template().replace('SourceIdentifier: IAM_USER_UNUSED_CREDENTIALS_CHECK', 'SourceIdentifier: !Ref Which');
    expect(reviewed({ [PACK]: { after: pack(named, given('Which', 'IAM_USER_UNUSED_CREDENTIALS_CHECK')) } })).toEqual({
      policies: ['cis (conformance pack)'],
      findings: ['info policy-introduced -'],
      others: 0,
    });
  });

  test('is read where it is written with escapes', () => {
    const escaped = template().replace('IAM_USER_UNUSED_CREDENTIALS_CHECK', '"\\x49AM_USER_UNUSED_CREDENTIALS_CHECK"');
    expect(reviewed({ [PACK]: { after: pack(escaped) } })).toEqual({
      policies: ['cis (conformance pack)'],
      findings: ['info policy-introduced -'],
      others: 0,
    });
  });

  test('and only mentions it is another change', () => {
    const mentions = `${OTHER}\n# instead of IAM_USER_UNUSED_CREDENTIALS_CHECK`;
    expect(reviewed({ [PACK]: { after: pack(mentions) } })).toEqual({ policies: [], findings: [], others: 1 });
  });
});

describe('a conformance pack of which it is not told', () => {
  test.each<[string, Written, readonly string[]]>([
    ['in S3, and stays', kept(inS3), []],
    ['in S3, and is made', { after: inS3 }, [`info pack-untold ${PACK}`]],
    ['in S3, and goes', { before: inS3 }, [`warning pack-untold ${PACK}`]],
    ['known only after apply, and is made', { after: pack(undefined), unknown: { template_body: true } }, [`info pack-untold ${PACK}`]],
    ['longer than AWS takes', { after: pack(`${template()}#${'x'.repeat(51_200)}`) }, [`info pack-untold ${PACK}`]],
    ['no template', { after: pack(`IAM_USER_UNUSED_CREDENTIALS_CHECK`) }, [`info pack-untold ${PACK}`]],
    ['not in the state, and goes', { before: pack(undefined) }, [`warning pack-untold ${PACK}`]],
  ])('whose template is %s', (_, written, findings) => {
    expect(reviewed({ [PACK]: written })).toEqual({ policies: [], findings, others: 0 });
  });

  test('a reader that fails keeps nothing from being reviewed', () => {
    const fails: ReadTemplate = () => {
      throw new RangeError('too deep');
    };
    expect(reviewed({ [PACK]: { after: pack(template()) }, 'aws_config_config_rule.r': { after: rule() } }, fails)).toEqual({
      policies: ['unused-keys'],
      findings: ['info policy-introduced -', `info pack-untold ${PACK}`],
      others: 0,
    });
  });
});

describe('a remediation in a conformance pack', () => {
  const before = pack(template());
  const with2 = (text: string): Written => ({ before, after: pack(template(text)) });

  test.each<[string, string, string]>([
    ['by its name', 'iam-unused', 'a person must start it'],
    ['by its name in the template', '!Ref IamUnused', 'a person must start it'],
    ['that cannot be told', '!ImportValue x', 'a person must start it'],
  ])('of the rule %s is an automation', (_, name, start) => {
    expect(messages({ [PACK]: with2(REMEDIATION(name)) })).toEqual([
      `in eu-west-1 AWS Config starts AWSConfigRemediation-RevokeUnusedIAMUserCredentials, which deactivates the access keys and deletes the password of a user that were not used for 90 days, whatever the limit of the policy; ${start}`,
    ]);
  });

  test.each([['true'], ["'true'"], ['yes'], ['True']])('starts by itself when it is automatic: %s', (value) => {
    const text = REMEDIATION(
      'iam-unused',
      `Automatic: ${value}\n      Parameters: { MaxCredentialUsageAge: { StaticValue: { Values: ['7'] } } }`,
    );
    expect(messages({ [PACK]: with2(text) })).toEqual([
      'in eu-west-1 AWS Config starts AWSConfigRemediation-RevokeUnusedIAMUserCredentials, which deactivates the access keys and deletes the password of a user that were not used for 7 days, whatever the limit of the policy; it starts by itself',
    ]);
  });

  test('may start by itself when that cannot be worked out', () => {
    expect(messages({ [PACK]: with2(REMEDIATION('iam-unused', 'Automatic: !ImportValue x')) })).toEqual([
      expect.stringMatching(/; it may start by itself, which is not known before apply$/),
    ]);
  });

  test('of another rule of the pack is none of ours', () => {
    expect(reviewed({ [PACK]: with2(REMEDIATION('iam-mfa')) })).toEqual({ policies: ['cis (conformance pack)'], findings: [], others: 0 });
  });

  test('that begins to act by itself is found, and one that stays is not', () => {
    const [off, on] = [pack(template(REMEDIATION('iam-unused'))), pack(template(REMEDIATION('iam-unused', 'Automatic: true')))];
    const told = (written: Written): unknown => reviewed({ [PACK]: written });
    const policies = ['cis (conformance pack)'];
    expect(told({ before: off, after: on })).toEqual({ policies, findings: [`danger foreign-remediation ${PACK}`], others: 0 });
    expect(told(kept(on))).toEqual({ policies, findings: [], others: 0 });
  });

  test('in a pack without a name yet belongs to its rule', () => {
    const written = { after: { template_body: template(REMEDIATION('iam-unused', 'Automatic: true')) }, unknown: { name: true } };
    expect(reviewed({ [PACK]: written })).toEqual({
      policies: [PACK],
      findings: [`danger foreign-remediation ${PACK}`, `warning unknown-until-apply ${PACK}`, 'info policy-introduced -'],
      others: 0,
    });
  });
});

describe('the rule of an organization', () => {
  const ADDRESS = 'aws_config_organization_managed_rule.unused';
  const ofAll = (limit: string, more: Attributes = {}): Attributes => ({
    name: 'unused-keys',
    rule_identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK',
    input_parameters: JSON.stringify({ maxCredentialUsageAge: limit }),
    maximum_execution_frequency: null,
    excluded_accounts: null,
    ...more,
  });
  const ID = 'unused-keys (organization)';

  test.each<[string, Written, readonly string[]]>([
    ['stays', kept(ofAll('45')), []],
    ['is made', { after: ofAll('45') }, ['info policy-introduced -']],
    ['goes', { before: ofAll('45') }, ['danger policy-removed -', `danger rule-removed ${ADDRESS}`]],
    ['gets a higher limit', { before: ofAll('45'), after: ofAll('90') }, [`danger limit-raised ${ADDRESS}`]],
    [
      'leaves out an account',
      { before: ofAll('45'), after: ofAll('45', { excluded_accounts: ['111122223333'] }) },
      [`danger accounts-excluded ${ADDRESS}`],
    ],
    [
      'is known only after apply to be it',
      { before: ofAll('45'), after: { name: 'unused-keys' }, unknown: { rule_identifier: true, input_parameters: true } },
      [`warning unknown-until-apply ${ADDRESS}`],
    ],
    ['judges only some', { before: ofAll('45'), after: ofAll('45', { tag_key_scope: 'judged' }) }, [`danger rule-removed ${ADDRESS}`]],
    [
      'judges no users',
      { before: ofAll('45'), after: ofAll('45', { resource_types_scope: ['AWS::EC2::Instance'] }) },
      [`danger rule-removed ${ADDRESS}`],
    ],
    [
      'becomes another rule',
      { before: ofAll('45'), after: ofAll('45', { rule_identifier: 'IAM_PASSWORD_POLICY' }) },
      ['danger policy-removed -', `danger rule-removed ${ADDRESS}`],
    ],
  ])('that %s', (_, written, findings) => {
    expect(reviewed({ [ADDRESS]: written })).toEqual({ policies: [ID], findings, others: 0 });
  });

  test('goes although a Config rule of its name stays in the account', () => {
    expect(reviewed({ [ADDRESS]: { before: ofAll('45') }, 'aws_config_config_rule.unused': kept(rule()) })).toEqual({
      policies: [ID, 'unused-keys'],
      findings: ['danger policy-removed -', `danger rule-removed ${ADDRESS}`],
      others: 0,
    });
  });

  test('is not looked for by its name in an event pattern, because AWS Config names it', () => {
    const pattern = (names: readonly unknown[]): string =>
      JSON.stringify({
        source: ['aws.config'],
        'detail-type': ['Config Rules Compliance Change'],
        detail: { configRuleName: names },
      });
    const heard = (names: readonly unknown[]): Attributes => ({ name: 'heard', event_pattern: pattern(names), state: 'ENABLED' });
    const resources = {
      [ADDRESS]: kept(ofAll('45')),
      'aws_cloudwatch_event_rule.heard': { before: heard([{ prefix: 'Org' }]), after: heard([{ prefix: 'OrgConfigRule-unused' }]) },
    };
    expect(reviewed(resources)).toEqual({ policies: [ID], findings: [], others: 0 });
  });
});

test('thousands of other packs and organization rules are no policies, and take no time', () => {
  const other = (at: number): readonly (readonly [string, Written])[] => [
    [`aws_config_conformance_pack.p${String(at)}`, { before: pack('Resources: {}'), after: pack(`Resources: {}\n# ${String(at)}`) }],
    [`aws_config_organization_managed_rule.r${String(at)}`, { after: { name: 'r', rule_identifier: 'IAM_PASSWORD_POLICY' } }],
    [`aws_config_organization_conformance_pack.s${String(at)}`, { after: inS3 }],
  ];
  const plan = planOf(Object.fromEntries(Array.from({ length: 3000 }, (_, at) => other(at)).flat()), { aws: inRegion('eu-west-1') });
  const view = recover(plan, {}, readTemplate);
  expect([view.policies.length, findingsOf(view, CHECKS).map(({ check, severity }) => [check, severity]), otherChangesIn(view)]).toEqual([
    0,
    [['pack-untold', 'info']],
    6000,
  ]);
});
