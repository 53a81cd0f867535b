import type { Part } from '../../../review/part';
import { policyDocument } from '../../../review/render/policy-document';
import { policyJsonDocument } from '../../../review/render/policy-json-document';
import { policySection } from '../../../review/render/policy-section';
import { USUAL as USUAL_BOUNDS } from '../../../review/render/bounds';
import { surroundingsOf } from '../../../review/render/surroundings';
import { part, policyChange, unknownLeaf, type PartSpec } from '../../support/review';
import { HOSTILE, WHOLE } from './results';

const REVOKE = 'AWSConfigRemediation-RevokeUnusedIAMUserCredentials';
const REVOKES = `AWS Config starts ${REVOKE}, which deactivates the access keys and deletes the password of a user that were not used for`;
const automation = (spec: PartSpec): Part => part('automation', { address: 'aws_config_remediation_configuration.r', ...spec });
const automatic = { target_id: REVOKE, automatic: true };
const automations = (...parts: readonly Part[]): unknown => [
  surroundingsOf(policyChange({}, {}, parts), 'before').automations,
  surroundingsOf(policyChange({}, {}, parts), 'after').automations,
];

describe('what else acts on users', () => {
  test('is said on the side on which it is there', () => {
    const set = { ...automatic, automatic: false, parameter: [{ name: 'MaxCredentialUsageAge', static_value: '30' }] };
    expect(automations(automation({ before: set }), automation({ before: { target_id: 'Mine' }, after: automatic }))).toEqual([
      [
        `${REVOKES} 30 days, whatever the limit of the policy; a person must start it.`,
        'AWS Config starts Mine, and we do not know what it does; a person must start it.',
      ],
      [`${REVOKES} 90 days, whatever the limit of the policy; it starts by itself.`],
    ]);
  });

  test('is said once for several regions, and also where it stands in a pack or is started by an event rule', () => {
    const pack = { address: 'aws_config_conformance_pack.p', after: { target_id: 'AWS-PublishSNSNotification', automatic: true } };
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:killer';
    const target = part('automation', { address: 'aws_cloudwatch_event_target.t', after: { arn } });
    const [, after] = automations(
      automation({ after: { ...automatic, region: 'eu-west-1' } }),
      automation({ after: { ...automatic, region: 'us-east-1' } }),
      automation(pack),
      target,
    ) as readonly unknown[];
    expect(after).toEqual([
      `${REVOKES} 90 days, whatever the limit of the policy; it starts by itself.`,
      'AWS Config starts AWS-PublishSNSNotification, which publishes a message and changes nothing; it starts by itself.',
      `The event rule starts ${arn}, and we do not know what it does.`,
    ]);
  });

  test('may be not known before apply', () => {
    expect(automations(automation({ after: { target_id: 'Mine' }, afterUnknown: { target_id: true, automatic: true } }))).toEqual([
      [],
      [
        'AWS Config starts what is not known before apply, and we do not know what it does; it may start by itself, which is not known before apply.',
      ],
    ]);
  });

  test('is not named where it is sensitive on either side', () => {
    const parameter = [{ name: 'MaxCredentialUsageAge', static_value: '7' }];
    const both = { before: { ...automatic, parameter }, after: { ...automatic, parameter } };
    expect(automations(automation({ ...both, afterSensitive: { parameter: [{ static_value: true }] } }))).toEqual(
      [1, 2].map(() => [`${REVOKES} its own number of days, whatever the limit of the policy; it starts by itself.`]),
    );
    expect(automations(automation({ ...both, beforeSensitive: { target_id: true } }))).toEqual(
      [1, 2].map(() => ['AWS Config starts (sensitive), and we do not know what it does; it starts by itself.']),
    );
  });

  test('is said shortly, whatever it is called', () => {
    const parts = [automation({ after: { target_id: `${HOSTILE}${'x y '.repeat(30_000)}`, automatic: true } })];
    const [said] = surroundingsOf(policyChange(null, {}, parts), 'after').automations;
    expect(said?.length).toBeLessThan(300);
    expect(said?.endsWith(' more characters), and we do not know what it does; it starts by itself.')).toBe(true);
  });
});

const ORGANIZATION = 'aws_config_organization_managed_rule.r';
const judged = (...rules: readonly PartSpec[]): string =>
  surroundingsOf(
    policyChange(
      null,
      {},
      rules.map((spec) => part('rule', { address: ORGANIZATION, ...spec })),
    ),
    'after',
  ).judged;
const left = (...accounts: readonly string[]): PartSpec => ({ after: { excluded_accounts: accounts } });
const ALL = 'every account of the organization';
const NOT_TOLD = `${ALL}, but for those left out, of which it is not told here which they are,`;

describe('whose users are judged', () => {
  test.each<[string, readonly PartSpec[], string]>([
    ['by a rule of the account', [{ address: 'aws_config_config_rule.r', after: {} }], 'the account'],
    ['by a conformance pack of the account', [{ address: 'aws_config_conformance_pack.p', after: {} }], 'the account'],
    ['by an organization rule', [left()], ALL],
    ['by an organization conformance pack', [{ address: 'aws_config_organization_conformance_pack.p', after: {} }], ALL],
    ['by one that is gone', [{ before: {}, after: null }], 'the account'],
    ['without one account', [left('444455556666')], `${ALL}, but 444455556666,`],
    [
      'in two regions without the same two',
      [left('2'.repeat(12), '1'.repeat(12)), left('1'.repeat(12), '2'.repeat(12))],
      `${ALL}, but 111111111111 and 222222222222,`,
    ],
    ['in two regions without others', [left('444455556666'), left()], NOT_TOLD],
    ['without accounts that are known only after apply', [{ after: {}, afterUnknown: { excluded_accounts: true } }], NOT_TOLD],
    ['without accounts that are sensitive', [{ ...left('444455556666'), afterSensitive: { excluded_accounts: true } }], NOT_TOLD],
    ['without what is no account', [left(HOSTILE)], NOT_TOLD],
    [
      'without many',
      [left(...Array.from({ length: 12 }, (_, at) => String(100_000_000_000 + at)))],
      `${ALL}, but ${Array.from({ length: 10 }, (_, at) => String(100_000_000_000 + at)).join(', ')} and 2 more,`,
    ],
  ])('%s', (_, rules, words) => {
    expect(judged(...rules)).toBe(words);
  });
});

describe('a policy with an automation', () => {
  const rule = part('rule', { address: ORGANIZATION, before: {}, after: {} });
  const policy = { ...policyChange(null, WHOLE, [rule, automation({ after: automatic })]), id: 'unused' };
  const told = `${REVOKES} 90 days, whatever the limit of the policy; it starts by itself.`;
  const files = [{ name: 'plan.json', kind: 'plan', policies: [policy], incomplete: [] }] as const;

  test('says in no form that no key is deactivated', () => {
    const asText = policyDocument(files).replaceAll(/\n +/g, ' ');
    const forms = [asText, policyJsonDocument(files), JSON.stringify(policySection(policy, [], [], USUAL_BOUNDS))];
    for (const form of forms) {
      expect([form.includes(told), form.includes(`every IAM user of ${ALL} once a day`), form.includes('No key is')]).toEqual([
        true,
        true,
        false,
      ]);
    }
  });

  test('says so also where no sentence can be made of its settings', () => {
    const unknown = { ...policyChange(null, { ...WHOLE, recorder: unknownLeaf() }, policy.parts), id: 'unused' };
    const asText = policyDocument([{ ...files[0], policies: [unknown] }]).replaceAll(/\n +/g, ' ');
    expect(asText).toContain(`What else may act on users:\n\n- ${told}\n\n`);
  });
});
