import { literalSource, readPolicy } from '../../domain/read-policy';
import { declaredChange } from '../../review/declared-change';
import { policyJson } from '../../review/render/policy-json';
import { pairwiseStructures } from '../support/structures';

const SETTINGS = { maxCredentialUsageAgeDays: 30, regions: ['eu-west-1'], alerts: 'none', rotation: {} };

test('declared settings are a policy that was not there before, with each value known from where it was declared', () => {
  const { policy } = readPolicy(SETTINGS, literalSource('settings.json'));
  const { id, parts, before, after } = declaredChange(policy, 'settings.json');
  const known = (value: unknown): unknown => ({ kind: 'known', value, address: 'settings.json', isSensitive: false });
  expect({ id, parts, before }).toEqual({ id: 'unused-credentials', parts: [], before: null });
  expect([...(after ?? [])]).toEqual([
    ['maxCredentialUsageAgeDays', known(30)],
    ['regions', known(['eu-west-1'])],
    ['homeRegion', known('eu-west-1')],
    ['allowRegions', known([])],
    ['evaluationFrequency', known('TwentyFour_Hours')],
    ['recorder', known('create')],
    ['resourceTypes', known(['AWS::IAM::User'])],
    ['serviceLinkedRole', known('existing')],
    ['bucket.forceDestroy', known(false)],
    ['alerts', known('none')],
    ['accessAnalyzer', known(false)],
    ['rotation', known('on')],
    ['rotation.maxAccessKeyAgeDays', known(90)],
    ['namePrefix', known('unused-credentials')],
    ['tags', known({})],
  ]);
});

test.each(pairwiseStructures())('nothing of a policy is lost: %s', (_, settings) => {
  const { policy } = readPolicy(settings, literalSource('settings.json'));
  expect(policyJson(declaredChange(policy, 'settings.json').after ?? new Map(), new Set())).toEqual(policy);
});
