import { reportingAlone } from '../../../domain/foresee';
import type { ForesightSide } from '../../../domain/foresight';
import type { SettingPath } from '../../../domain/settings';
import { foresightSide } from '../../../review/foresight/side';
import type { Part } from '../../../review/part';
import { leaves, part, policyChange, remediation, unknownLeaf, type LeafSpec, type PartSpec } from '../../support/review';
import { sensitive } from '../render/results';

const TABLE = { name: 'unused-credentials-keys', region: 'eu-west-1' };

const variables = (name: string | undefined) => ({ environment: [{ variables: { ...(name !== undefined && { TABLE_NAME: name }) } }] });
const sweep = (name: string | undefined = TABLE.name, more: PartSpec = {}): Part =>
  part('function', { before: variables(name), after: variables(name), ...more });

/** The side as it becomes, or as it was. */
const sideOf = (
  spec: LeafSpec | null,
  parts: readonly Part[] = [sweep()],
  table: typeof TABLE | null = TABLE,
  side: 'before' | 'after' = 'after',
): ForesightSide => foresightSide(policyChange(spec, spec, parts), side, { accountId: '111122223333', table }, []);

const memoryOf = (side: ForesightSide): string => (side.kind === 'policy' ? side.memory : side.kind);

describe('one side of a policy', () => {
  test('is none where there is none', () => {
    expect(foresightSide(policyChange(null, {}), 'before', { accountId: '111122223333', table: null }, [])).toEqual({ kind: 'none' });
    expect(foresightSide(policyChange({}, null), 'after', { accountId: '111122223333', table: null }, [])).toEqual({ kind: 'none' });
  });

  test('without remediation only reports', () => {
    expect(sideOf({}, [])).toEqual({ kind: 'policy', policy: reportingAlone(45), memory: 'empty' });
  });

  test('has all that decides about keys', () => {
    const exempt = { userNames: ['ci-*'], paths: ['/safe/'], tag: 'keep' };
    const leavesOf = {
      ...remediation('deactivate'),
      maxCredentialUsageAgeDays: 30,
      'remediation.exempt.userNames': exempt.userNames,
      'remediation.exempt.paths': exempt.paths,
      'remediation.exempt.tag': exempt.tag,
      'remediation.sweepHourUtc': 9,
    };
    expect(sideOf(leavesOf)).toEqual({
      kind: 'policy',
      policy: {
        sweep: { maxCredentialUsageAgeDays: 30, action: 'deactivate', warnDays: 7, graceDays: 14, maxKeysPerDay: 10, exempt },
        isRemediating: true,
        sweepHourUtc: 9,
      },
      memory: 'as-read',
    });
  });

  test('spares nobody where nothing says so, and runs at six where no hour is known', () => {
    const { 'remediation.exempt.userNames': _, 'remediation.exempt.paths': __, ...rest } = remediation('delete');
    const exempt = { userNames: [], paths: [] };
    const policy = { maxCredentialUsageAgeDays: 45, action: 'delete', warnDays: 7, graceDays: 14, maxKeysPerDay: 10, exempt };
    const said = { kind: 'policy', policy: { sweep: policy, isRemediating: true, sweepHourUtc: 6 }, memory: 'as-read' };
    expect(sideOf(rest)).toEqual(said);
    expect(sideOf({ ...rest, 'remediation.sweepHourUtc': unknownLeaf() })).toEqual(said);
  });

  const NEEDED: readonly SettingPath[] = [
    'maxCredentialUsageAgeDays',
    ...(['action', 'warnDays', 'graceDays', 'maxKeysPerDay', 'exempt.userNames', 'exempt.paths', 'exempt.tag'] as const).map(
      (name) => `remediation.${name}` as const,
    ),
  ];

  test.each(NEEDED)('cannot be foretold while %s is known only after apply, or is sensitive', (path) => {
    const spec = remediation('delete');
    expect(sideOf({ ...spec, [path]: unknownLeaf() })).toEqual({
      kind: 'unknown',
      because: `${path} is not known: it is known only after apply`,
    });
    expect(sideOf({ ...spec, [path]: sensitive('x') })).toEqual({ kind: 'unknown', because: `${path} is sensitive` });
  });

  test('cannot be foretold while a setting of the other side is sensitive, as both would be told', () => {
    const spec = { ...remediation('delete'), 'remediation.graceDays': 20 };
    const policy = policyChange({ ...spec, 'remediation.graceDays': sensitive(20) }, spec, [sweep()]);
    expect(foresightSide(policy, 'after', { accountId: '111122223333', table: TABLE }, [])).toEqual({
      kind: 'unknown',
      because: 'remediation.graceDays is sensitive',
    });
  });

  test.each(NEEDED.slice(0, 5))('cannot be foretold without %s', (path) => {
    const all = leaves({ maxCredentialUsageAgeDays: 45, ...remediation('delete') });
    const rest = new Map([...all].filter(([name]) => name !== path));
    const policy = { id: 'a', parts: [sweep()], before: null, after: rest };
    expect(foresightSide(policy, 'after', { accountId: '111122223333', table: TABLE }, [])).toEqual({
      kind: 'unknown',
      because: `${path} is not known: nothing says it`,
    });
  });

  test('does not need to know of remediation what is not there', () => {
    expect(sideOf({ 'remediation.graceDays': unknownLeaf() }, [])).toMatchObject({ kind: 'policy', memory: 'empty' });
  });

  test.each<[unknown, boolean]>([
    [-1, false],
    [0, true],
    [99_999, true],
    [100_000, false],
    [1.5, false],
    ['45', false],
    [Number.NaN, false],
  ])('a limit of %p is one: %p', (limit, isLimit) => {
    const side = sideOf({ maxCredentialUsageAgeDays: limit }, []);
    const because = 'maxCredentialUsageAgeDays is not known: it is not what it can be';
    expect(side).toEqual(
      isLimit ? { kind: 'policy', policy: reportingAlone(limit as number), memory: 'empty' } : { kind: 'unknown', because },
    );
  });
});

describe('what is no setting cannot be foretold', () => {
  test.each<[SettingPath, unknown]>([
    ['remediation.action', 'destroy'],
    ['remediation.exempt.userNames', 'ci'],
    ['remediation.exempt.userNames', [1]],
    ['remediation.exempt.userNames', ['a', 'b|c']],
    ['remediation.exempt.userNames', ['x'.repeat(65)]],
    ['remediation.exempt.paths', ['safe']],
    ['remediation.exempt.paths', [`/${'x'.repeat(511)}/`]],
    ['remediation.exempt.tag', 'a|b'],
    ['remediation.exempt.tag', 1],
    ['remediation.warnDays', '7'],
    ['remediation.graceDays', -1],
    ['remediation.maxKeysPerDay', 1.5],
  ])('%s of %p', (path, value) => {
    expect(sideOf({ ...remediation('delete'), [path]: value })).toEqual({
      kind: 'unknown',
      because: `${path} is not known: it is not what it can be`,
    });
  });

  test.each<[SettingPath, unknown]>([
    ['remediation.action', 'notify'],
    ['remediation.exempt.userNames', ['x'.repeat(64), 'a*', '?']],
    ['remediation.exempt.paths', [`/${'x'.repeat(510)}/`]],
    ['remediation.exempt.tag', 'keep keys'],
    ['remediation.maxKeysPerDay', 0],
  ])('%s of %p is one', (path, value) => {
    expect(sideOf({ ...remediation('delete'), [path]: value })).toMatchObject({ kind: 'policy' });
  });
});

describe('what its function remembers', () => {
  const armed = remediation('delete');
  const table = (more: PartSpec): Part => part('table', { before: { name: TABLE.name }, after: { name: TABLE.name }, ...more });

  test.each<[string, readonly Part[], typeof TABLE | null, string, string]>([
    ['is what the scan read of its table', [sweep()], TABLE, 'as-read', 'as-read'],
    ['is what was read, where the table stays', [sweep(), table({})], TABLE, 'as-read', 'as-read'],
    ['is not known, where the scan read none', [sweep()], null, 'unknown', 'unknown'],
    ['is not known of a table of another name', [sweep('other-keys')], TABLE, 'unknown', 'unknown'],
    ['is not known of a table in another region', [sweep()], { ...TABLE, region: 'us-east-1' }, 'unknown', 'unknown'],
    ['is not known of a table whose name is not told', [part('function', { before: {}, after: {} })], TABLE, 'unknown', 'unknown'],
    [
      'is what was read, where the plan does not tell the region',
      [sweep(TABLE.name, { regions: { before: undefined, after: undefined } })],
      TABLE,
      'as-read',
      'as-read',
    ],
    ['is not known without a function', [], TABLE, 'unknown', 'unknown'],
    ['is not known of a function of others', [sweep(TABLE.name, { isOwn: false })], TABLE, 'unknown', 'unknown'],
    ['is nothing once the table is made', [sweep(), table({ before: null })], TABLE, 'as-read', 'empty'],
    ['is nothing once the table is replaced', [sweep(), table({ actions: ['delete', 'create'] })], TABLE, 'as-read', 'empty'],
    ['is what was read, where a table of others is made', [sweep(), table({ before: null, isOwn: false })], TABLE, 'as-read', 'as-read'],
    [
      'is what was read, where another table is made',
      [sweep(), table({ before: null, after: { name: 'other' } })],
      TABLE,
      'as-read',
      'as-read',
    ],
    [
      'is nothing, where the only table is made and the function does not name it',
      [part('function', { before: {}, after: {} }), table({ before: null, after: {} })],
      TABLE,
      'unknown',
      'empty',
    ],
    [
      'is not known, where its table is removed',
      [sweep(TABLE.name, { after: variables('x') }), table({ after: null })],
      TABLE,
      'as-read',
      'unknown',
    ],
  ])('%s', (_, parts, read, before, after) => {
    expect([memoryOf(sideOf(armed, parts, read, 'before')), memoryOf(sideOf(armed, parts, read, 'after'))]).toEqual([before, after]);
  });

  test('is that of the function which is there on the side', () => {
    const [old, young] = [
      sweep('old-keys', { address: 'aws_lambda_function.old', after: null }),
      sweep(TABLE.name, { address: 'aws_lambda_function.young', before: null }),
    ];
    expect([sideOf(armed, [old, young], TABLE, 'before'), sideOf(armed, [old, young], TABLE, 'after')].map(memoryOf)).toEqual([
      'unknown',
      'as-read',
    ]);
  });
});

describe('what the function cannot do is not foreseen', () => {
  const ARMED = { ...remediation('delete'), 'remediation.sweepHourUtc': 6 };
  const schedule = (more: object = {}): Part => {
    const values = { schedule_expression: 'cron(0 6 * * ? *)', ...more } as never;
    return part('schedule', { before: values, after: values });
  };

  test.each<[string, readonly Part[]]>([
    ['the function may never run', [sweep(TABLE.name, { after: { ...variables(TABLE.name), reserved_concurrent_executions: 0 } })]],
    ['the schedule of the function is switched off', [sweep(), schedule({ state: 'DISABLED' })]],
    ['the function does not run every day', [sweep(), schedule({ schedule_expression: 'cron(0 6 ? * MON *)' })]],
    ['the function does not run every day', [sweep(), schedule({ schedule_expression: 'rate(7 days)' })]],
    ['nothing starts the function', [sweep(), part('schedule', { before: {}, after: null })]],
    [
      'the table in which the function remembers is not there any more',
      [sweep(), part('table', { before: { name: TABLE.name }, after: null })],
    ],
    [
      'the function refuses its policy and does not start',
      [sweep(TABLE.name, { after: { environment: [{ variables: { TABLE_NAME: TABLE.name, POLICY: '{"graceDays":0}' } }] } })],
    ],
  ])('%s', (because, parts) => {
    expect(sideOf(ARMED, parts)).toEqual({ kind: 'unknown', because });
  });

  test('a daily schedule, and another table that goes, are nothing of that', () => {
    const other = part('table', { before: { name: 'another' }, after: null });
    expect(memoryOf(sideOf(ARMED, [sweep(), schedule(), other]))).toBe('as-read');
    expect(memoryOf(sideOf(ARMED, [sweep(), schedule({ schedule_expression: 'rate(1 day)' })]))).toBe('as-read');
  });

  test('a danger of the check that asks what keeps the function from its work counts after, not before', () => {
    const findings = [{ check: 'sweep-stopped', severity: 'danger' as const, policy: 'p', address: null, message: '', advice: '' }];
    const policy = { ...policyChange(ARMED, ARMED, [sweep()]), id: 'p' };
    const account = { accountId: '111122223333', table: TABLE };
    expect(foresightSide(policy, 'before', account, findings).kind).toBe('policy');
    expect(foresightSide(policy, 'after', account, findings)).toEqual({
      kind: 'unknown',
      because: 'the function is kept from its work, as the finding sweep-stopped says',
    });
    expect(foresightSide({ ...policy, id: 'q' }, 'after', account, findings).kind).toBe('policy');
  });

  test('an organization rule leaves out the account that it excludes', () => {
    const values = { excluded_accounts: ['111122223333'] } as never;
    const rule = part('rule', { before: {}, after: values, type: 'aws_config_organization_managed_rule' });
    expect([sideOf({}, [rule], null, 'before').kind, sideOf({}, [rule], null).kind]).toEqual(['policy', 'none']);
  });
});
