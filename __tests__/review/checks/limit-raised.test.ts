import { limitRaised } from '../../../review/checks/limit-raised';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, unknownLeaf, type LeafSpec, type PartSpec } from '../../support/review';

const parameters = (days: unknown): { input_parameters: string } => ({ input_parameters: JSON.stringify({ maxCredentialUsageAge: days }) });

function rule(from: unknown, to: unknown, region = 'eu-west-1', spec: PartSpec = {}): Part {
  const side = (days: unknown): { input_parameters: string; region: string } | null =>
    days === null ? null : { ...parameters(days), region };
  return part('rule', { address: `aws_config_config_rule.one["${region}"]`, before: side(from), after: side(to), ...spec });
}

function find(parts: readonly Part[], from: unknown, to: unknown): readonly Found[] {
  const limit = (value: unknown): LeafSpec => ({ maxCredentialUsageAgeDays: value });
  return limitRaised.find(policyChange(limit(from), limit(to), parts), planView());
}

const LONGER = 'a key may lie forgotten for 45 days longer before it counts as unused';

describe('limit-raised', () => {
  it.each([
    ['lower', 44, []],
    ['the same', 45, []],
    [
      'one day more',
      46,
      ['the limit goes from 45 to 46 days in eu-west-1: a key may lie forgotten for 1 day longer before it counts as unused'],
    ],
    [
      'far more',
      365,
      ['the limit goes from 45 to 365 days in eu-west-1: a key may lie forgotten for 320 days longer before it counts as unused'],
    ],
  ])('finds a rule with a limit that is %s', (_, to, messages) => {
    expect(find([rule('45', String(to))], 45, to).map(({ message }) => message)).toEqual(messages);
  });

  it('is said once for all regions and the function when it is the same', () => {
    const policyOf = (days: number): Record<string, unknown> => ({
      environment: [{ variables: { POLICY: JSON.stringify({ maxCredentialUsageAgeDays: days }) } }],
    });
    const swept = part('function', { before: policyOf(45), after: policyOf(90) });
    expect(find([rule('45', '90'), rule('45', '90', 'us-east-1'), swept], 45, 90)).toEqual([
      {
        address: 'aws_config_config_rule.one["eu-west-1"]',
        message: `the limit goes from 45 to 90 days in eu-west-1, us-east-1 and the function: ${LONGER}`,
      },
    ]);
  });

  it('is said apart where regions rise differently', () => {
    expect(find([rule('45', '90'), rule('30', '75', 'us-east-1')], 45, 90)).toEqual([
      { address: 'aws_config_config_rule.one["eu-west-1"]', message: `the limit goes from 45 to 90 days in eu-west-1: ${LONGER}` },
      { address: 'aws_config_config_rule.one["us-east-1"]', message: `the limit goes from 30 to 75 days in us-east-1: ${LONGER}` },
    ]);
  });

  it('finds a rise in one region although the weakest limit of the policy stays', () => {
    expect(find([rule('45', '90'), rule('90', '90', 'us-east-1')], 90, 90)).toEqual([
      { address: 'aws_config_config_rule.one["eu-west-1"]', message: `the limit goes from 45 to 90 days in eu-west-1: ${LONGER}` },
    ]);
  });

  it('finds that the function alone waits longer', () => {
    const policyOf = (days: number): Record<string, unknown> => ({
      environment: [{ variables: { POLICY: JSON.stringify({ maxCredentialUsageAgeDays: days }) } }],
    });
    const swept = part('function', { before: policyOf(45), after: policyOf(90) });
    expect(find([rule('45', '45'), swept], 45, 45)).toEqual([
      { address: 'aws_function.one', message: `the limit goes from 45 to 90 days in the function: ${LONGER}` },
    ]);
  });

  it('finds a rise of the policy as a whole that no rule shows, as when a weaker region is added', () => {
    expect(find([rule('45', '45'), rule(null, '90', 'us-east-1')], 45, 90)).toEqual([
      { address: 'aws_config_config_rule.one', message: `the limit goes from 45 to 90 days for the policy as a whole: ${LONGER}` },
    ]);
  });

  it('compares rules of one region whatever their address', () => {
    const old = part('rule', { address: 'module.old.aws_config_config_rule.one', before: { ...parameters('45'), region: 'eu-west-1' } });
    const fresh = part('rule', { address: 'module.new.aws_config_config_rule.one', after: { ...parameters('90'), region: 'eu-west-1' } });
    expect(find([old, fresh], 45, 45)).toEqual([
      { address: 'module.new.aws_config_config_rule.one', message: `the limit goes from 45 to 90 days in eu-west-1: ${LONGER}` },
    ]);
  });

  it('compares a rule with itself where its region is not told', () => {
    const placeless = rule('45', '90', 'eu-west-1', { regions: { before: undefined, after: undefined } });
    const inRegion = { ...placeless, before: parameters('45'), after: parameters('90') };
    expect(find([inRegion], 45, 45)).toEqual([
      {
        address: 'aws_config_config_rule.one["eu-west-1"]',
        message: `the limit goes from 45 to 90 days in a region that the plan does not tell: ${LONGER}`,
      },
    ]);
  });

  it('finds a rise that hides inside a replacement into another region', () => {
    const moved = part('rule', {
      before: { ...parameters('45'), region: 'eu-west-1' },
      after: { ...parameters('90'), region: 'eu-central-1' },
      actions: ['delete', 'create'],
    });
    expect(find([moved], 90, 90)).toEqual([
      { address: 'aws_rule.one', message: `the limit goes from 45 to 90 days in eu-central-1: ${LONGER}` },
    ]);
  });

  it('does not take two rules that change places for a rise', () => {
    const moved = (from: string, to: string, days: readonly [string, string], name: string): Part =>
      part('rule', {
        address: `aws_config_config_rule.${name}`,
        before: { ...parameters(days[0]), region: from },
        after: { ...parameters(days[1]), region: to },
        actions: ['delete', 'create'],
      });
    const swapped = [moved('eu-west-1', 'us-east-1', ['45', '90'], 'a'), moved('us-east-1', 'eu-west-1', ['90', '45'], 'b')];
    expect(find(swapped, 90, 90)).toEqual([]);
    expect(find([moved('eu-west-1', 'us-east-1', ['45', '90'], 'a')], 90, 90)).toHaveLength(1);
  });

  it('takes the strictest of several rules in a region', () => {
    const second = (from: string | null, to: string | null): Part => ({ ...rule(from, to), address: 'aws_config_config_rule.two' });
    expect(find([rule('90', '90'), second('45', null)], 90, 90)).toEqual([
      { address: 'aws_config_config_rule.one["eu-west-1"]', message: `the limit goes from 45 to 90 days in eu-west-1: ${LONGER}` },
    ]);
    expect(find([rule('90', '180'), second('45', '45')], 90, 90)).toEqual([]);
    expect(find([rule('90', '90'), second('45', 'x')], 90, 90)).toEqual([]);
  });

  it.each([
    ['is known only after apply', rule('45', '90', 'eu-west-1', { afterUnknown: { input_parameters: true } }), unknownLeaf()],
    ['cannot be read', rule('45', 'many'), unknownLeaf()],
    ['is not there', part('rule', { before: parameters('45'), after: {} }), unknownLeaf()],
    ['is of a rule that goes', rule('45', null), 45],
    ['is of a rule that is made', rule(null, '90'), 45],
  ])('says nothing of a limit that %s', (_, changed, to) => {
    expect(find([changed], 45, to)).toEqual([]);
  });

  it.each([
    ['created from nothing', null, {}],
    ['destroyed', {}, null],
  ])('says nothing of a policy that is %s', (_, before, after) => {
    expect(limitRaised.find(policyChange(before, after, [rule(before && '45', after && '90')]), planView())).toEqual([]);
  });

  it('says nothing of a policy without rule and function', () => {
    expect(find([], 45, 45)).toEqual([]);
  });

  it.each([
    ['other limit before', rule('30', '90', 'us-east-1'), 'the limit goes from 30 to 90 days in us-east-1', ' for 60 days'],
    ['other limit after', rule('45', '60', 'us-east-1'), 'the limit goes from 45 to 60 days in us-east-1', ' for 15 days'],
    [
      'sensitive limit after',
      rule('45', '90', 'us-east-1', { afterSensitive: { input_parameters: true } }),
      'the limit goes from 45 to (sensitive) days in us-east-1',
      '',
    ],
    [
      'sensitive limit before',
      rule('45', '90', 'us-east-1', { beforeSensitive: { input_parameters: true } }),
      'the limit goes from (sensitive) to 90 days in us-east-1',
      '',
    ],
  ])('is said apart where a region has an %s', (_, second, what, by) => {
    expect(find([rule('45', '90'), second], 45, 45)).toEqual([
      { address: 'aws_config_config_rule.one["eu-west-1"]', message: `the limit goes from 45 to 90 days in eu-west-1: ${LONGER}` },
      {
        address: 'aws_config_config_rule.one["us-east-1"]',
        message: `${what}: a key may lie forgotten${by} longer before it counts as unused`,
      },
    ]);
  });

  const lost = (cause: 'apply' | 'not-in-plan' | 'unreadable' | 'several'): unknown => ({
    kind: 'unknown',
    address: 'x.rule',
    cause,
    because: 'input_parameters has no whole number maxCredentialUsageAge',
  });

  it('finds that no limit can be read any more', () => {
    expect(find([rule('45', 'many')], 45, lost('unreadable'))).toEqual([
      {
        address: 'x.rule',
        message: 'the limit of 45 days goes, and none can be read: input_parameters has no whole number maxCredentialUsageAge',
      },
    ]);
  });

  it('finds that there are two instead of one, unless the one of a rule rises', () => {
    const two = { kind: 'unknown', address: 'x.function', cause: 'several', because: 'the function acts first', atMost: 45 };
    expect(find([rule('45', '45')], 45, two)).toEqual([
      { address: 'x.function', message: 'the limit of 45 days goes, and there are two instead: the function acts first' },
    ]);
    expect(find([rule('45', '90')], 45, { ...two, atMost: 90 })).toHaveLength(1);
    expect(find([rule('45', '90')], 45, { ...two, atMost: 90 })).not.toEqual([expect.objectContaining({ address: 'x.function' })]);
    expect(find([rule('45', '45')], two, two)).toEqual([]);
  });

  it.each([
    ['was not known before', unknownLeaf(), lost('unreadable')],
    ['could not be read before', lost('unreadable'), lost('unreadable')],
    ['is known only after apply', 45, lost('apply')],
    ['is not in the plan', 45, lost('not-in-plan')],
    ['can be read again', lost('unreadable'), 45],
  ])('says nothing of a limit of the policy that %s', (_, from, to) => {
    expect(find([], from, to)).toEqual([]);
  });

  it('never prints a sensitive limit, nor by how much it rises', () => {
    const hidden = rule('45', '90', 'eu-west-1', {
      beforeSensitive: { input_parameters: true },
      afterSensitive: { input_parameters: true },
    });
    expect(find([hidden], 45, 45)).toEqual([
      {
        address: 'aws_config_config_rule.one["eu-west-1"]',
        message:
          'the limit goes from (sensitive) to (sensitive) days in eu-west-1: a key may lie forgotten longer before it counts as unused',
      },
    ]);
  });
});
