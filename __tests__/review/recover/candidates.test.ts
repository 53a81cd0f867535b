import { candidatesIn } from '../../../review/recover/candidates';
import { inRegion, kept, planOf, rule, sweep, type Attributes, type Resources, type Written } from './written-plan';

const OTHER_RULE = { ...rule(), source: [{ owner: 'AWS', source_identifier: 'IAM_USER_MFA_ENABLED' }] };
const NO_FUNCTION = { ...sweep(), environment: [] };

/** What each candidate is, in short. */
function candidates(resources: Resources, providers?: Attributes): readonly unknown[] {
  return candidatesIn(planOf(resources, providers)).map(({ kind, address, fate, before, after }) => ({
    kind,
    address,
    fate,
    sides: [before !== null, after !== null],
  }));
}

/** Where the only candidate stands. */
function regionsOf(written: Written, providers?: Attributes): readonly (string | undefined)[] {
  const [candidate] = candidatesIn(planOf({ 'aws_config_config_rule.a': written }, providers));
  return [candidate?.regions.before, candidate?.regions.after];
}

describe('what may be a part of a policy', () => {
  test('is told with all that is known of it', () => {
    const plan = planOf({
      'module.a["x.y"].module.b[0].aws_config_config_rule.r["k"]': kept(rule(), {
        provider: 'aws.audit',
        refers: { name: ['var.name'] },
      }),
    });
    expect(candidatesIn(plan)).toEqual([
      {
        kind: 'rule',
        address: 'module.a["x.y"].module.b[0].aws_config_config_rule.r["k"]',
        change: plan.changes[0],
        fate: 'kept',
        before: rule(),
        after: rule(),
        regions: { before: undefined, after: undefined },
        provider: 'aws.audit',
        isOwn: true,
        configured: { providerKey: 'aws.audit', references: new Map([['name', ['var.name']]]) },
        module: 'module.a["x.y"].module.b[0]',
        block: 'aws_config_config_rule.r',
      },
    ]);
  });

  test('is told without a configuration when it is not configured any more', () => {
    const plan = planOf({ 'aws_sns_topic.t': { before: { name: 't' }, provider: null } });
    expect(candidatesIn(plan)).toEqual([
      {
        kind: 'topic',
        address: 'aws_sns_topic.t',
        change: plan.changes[0],
        fate: 'removed',
        before: { name: 't' },
        after: null,
        regions: { before: 'eu-west-1', after: undefined },
        provider: 'aws',
        isOwn: true,
        module: '',
        block: 'aws_sns_topic.t',
      },
    ]);
  });

  test.each<[string, string, boolean]>([
    ['by its name', 'module.a.aws_sns_topic.t', true],
    ['by its name, of whatever key', 'module.a["b.module.c"].aws_sns_topic.t', true],
    ['by its name, of a key with quotes', 'module.a["b\\"]"].aws_sns_topic.t', true],
    ['by its name, of whatever number', 'module.a[12].aws_sns_topic.t', true],
    ['inside another', 'module.a[12].module.b_2-c["x"].aws_sns_topic.t', true],
  ])('is looked up in the configuration of its module %s', (_, address, isFound) => {
    const [candidate] = candidatesIn(planOf({ [address]: { after: {}, refers: { name: ['var.x'] } } }));
    expect(candidate?.configured !== undefined).toBe(isFound);
  });

  test('keeps the order of the plan', () => {
    const found = candidates({
      'aws_sns_topic.b': { after: {} },
      'aws_config_config_rule.r': { after: rule() },
      'aws_sns_topic.a': { after: {} },
    });
    expect(found.map((one) => (one as { readonly address: string }).address)).toEqual([
      'aws_sns_topic.b',
      'aws_config_config_rule.r',
      'aws_sns_topic.a',
    ]);
  });

  test.each<[string, Written, readonly unknown[]]>([
    ['data', { after: rule(), more: { mode: 'data' } }, []],
    ['a left-over object', { before: rule(), more: { deposed: '00000000' } }, []],
    ['a rule that is nothing to a policy', kept(OTHER_RULE), []],
    [
      'a rule that becomes one, which is made',
      { before: OTHER_RULE, after: rule() },
      [{ kind: 'rule', address: 'aws_config_config_rule.r', fate: 'made', sides: [false, true] }],
    ],
    [
      'a rule that becomes another, which is removed',
      { before: rule(), after: OTHER_RULE },
      [{ kind: 'rule', address: 'aws_config_config_rule.r', fate: 'removed', sides: [true, false] }],
    ],
    [
      'a rule that becomes the other kind, as two',
      { before: rule(), after: { ...rule(), source: [{ source_identifier: 'ACCESS_KEYS_ROTATED' }] } },
      [
        { kind: 'rule', address: 'aws_config_config_rule.r', fate: 'removed', sides: [true, false] },
        { kind: 'rotation-rule', address: 'aws_config_config_rule.r', fate: 'made', sides: [false, true] },
      ],
    ],
    [
      'a rule whose identifier is not known, taken for what it was',
      { before: rule(), after: { name: 'x' }, unknown: { source: [{ source_identifier: true }] } },
      [{ kind: 'rule', address: 'aws_config_config_rule.r', fate: 'changed', sides: [true, true] }],
    ],
    [
      'a rule whose whole source is not known, taken for what it was',
      { before: rule(), after: { name: 'x' }, unknown: { source: true } },
      [{ kind: 'rule', address: 'aws_config_config_rule.r', fate: 'changed', sides: [true, true] }],
    ],
    [
      'a rule whose source is known to go, as none',
      { before: rule(), after: { name: 'x' }, unknown: { source: false } },
      [{ kind: 'rule', address: 'aws_config_config_rule.r', fate: 'removed', sides: [true, false] }],
    ],
    [
      'a rule of which something else is not known, as none',
      { before: rule(), after: { name: 'x' }, unknown: { name: true } },
      [{ kind: 'rule', address: 'aws_config_config_rule.r', fate: 'removed', sides: [true, false] }],
    ],
    [
      'a removed rule, whatever is not known',
      { before: rule(), unknown: { source: true } },
      [{ kind: 'rule', address: 'aws_config_config_rule.r', fate: 'removed', sides: [true, false] }],
    ],
    ['a new rule whose source is not known', { after: {}, unknown: { source: true } }, []],
  ])('of a rule: %s', (_, written, expected) => {
    expect(candidates({ 'aws_config_config_rule.r': written })).toEqual(expected);
  });

  test.each<[string, unknown, string, readonly [boolean, boolean]]>([
    ['is taken for what it was when its variables are not known', { environment: [{ variables: true }] }, 'changed', [true, true]],
    ['is gone when its variables go', { role: true }, 'removed', [true, false]],
  ])('a function %s', (_, unknown, fate, sides) => {
    expect(candidates({ 'aws_lambda_function.f': { before: sweep(), after: NO_FUNCTION, unknown } })).toEqual([
      { kind: 'function', address: 'aws_lambda_function.f', fate, sides },
    ]);
  });

  const ours = { aws_service_name: 'config.amazonaws.com' };
  const others = { aws_service_name: 'ecs.amazonaws.com' };
  test.each<[string, Written, readonly string[]]>([
    ['is made', { after: ours }, ['made']],
    ['goes', { before: ours }, ['removed']],
    ["becomes another service's", { before: ours, after: others }, ['removed']],
    ["was another service's", { before: others, after: ours }, ['made']],
    ["is another service's", { after: others }, []],
  ])('of a service-linked role: one that %s', (_, written, fates) => {
    const found = candidatesIn(planOf({ 'aws_iam_service_linked_role.r': written }));
    expect(found.map(({ fate }) => fate)).toEqual(fates);
  });

  test.each<[string, Written, string]>([
    ['kept', kept({}), 'kept'],
    ['kept although it is read', kept({}, { actions: ['read'] }), 'kept'],
    ['changed', { before: {}, after: { a: 1 } }, 'changed'],
    ['replaced', { before: {}, after: {}, actions: ['delete', 'create'] }, 'replaced'],
    ['replaced, the new one first', { before: {}, after: {}, actions: ['create', 'delete'] }, 'replaced'],
    ['forgotten and made anew, which is a replacement', { before: {}, after: {}, actions: ['create', 'forget'] }, 'replaced'],
    ['made', { after: {} }, 'made'],
    ['removed', { before: {} }, 'removed'],
    ['forgotten', { before: {}, actions: ['forget'] }, 'forgotten'],
    ['moved', { before: {}, after: {}, actions: ['no-op'], more: { previous_address: 'aws_sns_topic.old' } }, 'kept'],
  ])('is %s', (_, written, fate) => {
    const [candidate] = candidatesIn(planOf({ 'aws_sns_topic.t': written }));
    expect(candidate?.fate).toBe(fate);
  });
});

describe('where a part stands', () => {
  const ARN = 'arn:aws:config:us-east-2:111122223333:config-rule/config-rule-abc';

  test.each<[string, Written, readonly (string | undefined)[]]>([
    ['in the region of its provider', kept(rule()), ['eu-west-1', 'eu-west-1']],
    ['in a region of its own', kept(rule('45', { region: 'eu-north-1' })), ['eu-north-1', 'eu-north-1']],
    ['in the region of its ARN', kept(rule('45', { arn: ARN })), ['us-east-2', 'us-east-2']],
    ['in a region of its own before that of its ARN', kept(rule('45', { arn: ARN, region: 'eu-north-1' })), ['eu-north-1', 'eu-north-1']],
    ["in its provider's when its ARN has none", kept(rule('45', { arn: 'arn:aws:s3:::bucket' })), ['eu-west-1', 'eu-west-1']],
    ["in its provider's when its own is empty", kept(rule('45', { region: '' })), ['eu-west-1', 'eu-west-1']],
    ["in its provider's when its own is null", kept(rule('45', { region: null, arn: null })), ['eu-west-1', 'eu-west-1']],
    ["in its provider's when its ARN is none", kept(rule('45', { arn: 'x' })), ['eu-west-1', 'eu-west-1']],
    ['only after, when it is made', { after: rule() }, [undefined, 'eu-west-1']],
    ['only before, when it is removed', { before: rule() }, ['eu-west-1', undefined]],
    [
      'nowhere yet, when the region is not known',
      { before: rule('45', { region: 'eu-north-1' }), after: rule(), unknown: { region: true } },
      ['eu-north-1', undefined],
    ],
    [
      'nowhere yet, when nothing of it is known',
      { before: rule('45', { region: 'eu-north-1' }), after: rule(), unknown: true },
      ['eu-north-1', undefined],
    ],
    [
      'where it is said, when only its ARN is not known',
      { after: rule(), unknown: { arn: true, region: false } },
      [undefined, 'eu-west-1'],
    ],
  ])('is %s', (_, written, expected) => {
    expect(regionsOf(written)).toEqual(expected);
  });

  test('is not told when neither it nor its provider says so', () => {
    expect(regionsOf(kept(rule()), { aws: { name: 'aws' } })).toEqual([undefined, undefined]);
  });

  test('is told by its own provider, not by another', () => {
    const providers = { aws: inRegion('eu-west-1'), 'aws.us': inRegion('us-east-1') };
    expect(regionsOf(kept(rule(), { provider: 'aws.us' }), providers)).toEqual(['us-east-1', 'us-east-1']);
  });
});

describe('a target that is not known yet', () => {
  test.each([
    ['aws_lambda_function.act.arn', 'automation'],
    ['aws_sfn_state_machine.act.arn', 'automation'],
    ['aws_ssm_document.act.arn', 'automation'],
    ['aws_codebuild_project.act.arn', 'automation'],
    ['aws_ecs_cluster.act.arn', 'automation'],
    ['aws_batch_job_queue.act.arn', 'automation'],
    ['aws_sns_topic.told.arn', 'event-target'],
    ['module.aws_lambda_function.arn', 'event-target'],
    ['var.arn', 'event-target'],
  ])('that refers to %s is an %s', (reference, kind) => {
    const resources = { 'aws_cloudwatch_event_target.t': { after: {}, unknown: { arn: true }, refers: { arn: [reference, 'var.x'] } } };
    expect(candidatesIn(planOf(resources)).map((one) => one.kind)).toEqual([kind]);
  });

  test('that refers to nothing tells', () => {
    expect(candidatesIn(planOf({ 'aws_cloudwatch_event_target.t': { after: {} } })).map(({ kind }) => kind)).toEqual(['event-target']);
  });

  test('is no target when it is something else that refers to a function', () => {
    const resources = { 'aws_sns_topic_subscription.s': { after: {}, refers: { arn: ['aws_lambda_function.f.arn'] } } };
    expect(candidatesIn(planOf(resources)).map(({ kind }) => kind)).toEqual(['subscription']);
  });
});
