import { affectedBy, type Affected } from '../../../review/foresight/affected';
import type { ScannedAccount } from '../../../review/foresight/scanned-account';
import type { Part } from '../../../review/part';
import type { PolicyChange } from '../../../review/policy-change';
import { accountKey } from '../../support/foreseen';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';
import { ahead, NOW } from '../../support/world/records';

const TABLE = { name: 'unused-credentials-keys', region: 'eu-west-1' };
const HERE = '111122223333';
const THERE = '444455556666';

const scan = (more: Partial<ScannedAccount> = {}): ScannedAccount => ({
  ...{ accountId: HERE, at: NOW, isComplete: true, unreadable: 0, filter: { userName: null, verdict: null }, table: TABLE },
  keys: [accountKey({ idle: 60 })],
  ...more,
});

const variables = (accountId: string | undefined, table = TABLE.name) => ({
  environment: [{ variables: { TABLE_NAME: table, ...(accountId !== undefined && { ACCOUNT_ID: accountId }) } }],
});
const sweep = (accountId?: string, table?: string): Part => {
  const values = variables(accountId, table);
  return part('function', { before: values, after: values });
};

const ARMED: LeafSpec = { ...remediation('delete'), 'remediation.sweepHourUtc': 6 };
const change = (before: LeafSpec | null, after: LeafSpec | null, parts: readonly Part[] = [sweep(HERE)], id = 'a'): PolicyChange => ({
  ...policyChange(before, after, parts),
  id,
});
const LATER = { ...ARMED, 'remediation.graceDays': 20 };

const affected = (policies: readonly PolicyChange[], more: Parameters<typeof planView>[0] = {}, account = scan(), now = NOW): Affected =>
  affectedBy({ ...planView(more), policies }, [], account, now);
const notesOf = (...parameters: Parameters<typeof affected>): readonly string[] =>
  affected(...parameters).policies.flatMap(({ notes }) => notes);

test('each policy is told with what it means for the account that was scanned', () => {
  const { policies, ...rest } = affected([change(ARMED, LATER)]);
  expect(rest).toEqual({ accountId: HERE, at: NOW, cautions: [], left: 0 });
  expect(policies.map(({ policy, notes, foresight }) => [policy, notes, foresight?.keys.map(({ turn }) => turn)])).toEqual([
    ['a', [], ['later']],
  ]);
});

test('what must be known of the scan is said', () => {
  expect(affected([], {}, scan({ isComplete: false }), ahead(2)).cautions).toEqual([
    'the scan is from 2026-11-24, more than a day ago: keys may have been used, made or deleted since',
    'the scan is incomplete, something could not be read: keys may be missing',
  ]);
});

describe('the account of a policy', () => {
  const elsewhere = (accounts: string): string =>
    `the scan is of account ${HERE}, and the policy of ${accounts}: who is affected there is not known`;
  const arn = (service: string, accountId: string) => `arn:aws:${service}:eu-west-1:${accountId}:x`;
  const both = (values: object) => ({ before: values as never, after: values as never });

  test.each<[string, readonly Part[], readonly string[]]>([
    ['is told by its function', [sweep(THERE)], [elsewhere(THERE)]],
    [
      'is told by the ARN of its function',
      [part('function', both({ arn: arn('lambda', THERE), ...variables(undefined) }))],
      [elsewhere(THERE)],
    ],
    ['is told by the ARN of its Config rule', [sweep(), part('rule', both({ arn: arn('config', THERE) }))], [elsewhere(THERE)]],
    ['is told by the ARN of its table', [sweep(), part('table', both({ arn: arn('dynamodb', THERE) }))], [elsewhere(THERE)]],
    ['is told by an ARN as it was', [sweep(), part('rule', { before: { arn: arn('config', THERE) }, after: {} })], [elsewhere(THERE)]],
    ['is not that of a topic', [sweep(HERE), part('topic', both({ arn: arn('sns', THERE) }))], []],
    ['is not that of what belongs to others', [sweep(HERE), part('rule', { ...both({ arn: arn('config', THERE) }), isOwn: false })], []],
    ['is one of several', [sweep(THERE), part('rule', both({ arn: arn('config', HERE) }))], []],
    [
      'may be several others',
      [sweep('777788889999'), part('rule', both({ arn: arn('config', THERE) }))],
      [elsewhere(`${THERE}, 777788889999`)],
    ],
    [
      'is not what is no number of an account',
      [sweep('unknown'), part('rule', both({ arn: 'config' }))],
      [`the plan does not tell the account of the policy: it is taken to be ${HERE}`],
    ],
  ])('%s', (_, parts, notes) => {
    const told = affected([change(ARMED, LATER, parts)]).policies[0];
    expect(told?.notes).toEqual(notes);
    expect(told?.foresight === null).toBe(notes.some((note) => note.startsWith('the scan is of account')));
  });

  test.each<[string, string | undefined, readonly string[]]>([
    ['another', THERE, [elsewhere(THERE)]],
    ['this', HERE, []],
    ['none', undefined, [`the plan does not tell the account of the policy: it is taken to be ${HERE}`]],
  ])('may be told by its provider: %s', (_, accountId, notes) => {
    const providers = new Map([['aws', { ...(accountId !== undefined && { accountId }) }]]);
    expect(notesOf([change(ARMED, LATER, [sweep()])], { plan: { providers } })).toEqual(notes);
  });
});

describe('what foresight rests on is said', () => {
  test('which side cannot be foretold, and why', () => {
    const unknown = { ...ARMED, maxCredentialUsageAgeDays: unknownLeaf() };
    const because = 'nothing can be foretold: maxCredentialUsageAgeDays is not known: it is known only after apply';
    expect(notesOf([change(unknown, ARMED)])).toEqual([`before, ${because}`]);
    expect(notesOf([change(ARMED, unknown)])).toEqual([`after, ${because}`]);
    expect(affected([change(ARMED, unknown)]).policies[0]?.foresight?.keys.map(({ turn }) => turn)).toEqual(['unknown']);
  });

  test('that the records of its function were not read, and how to mend it, unless it only notifies', () => {
    const mend = 'the scan did not read what the function of this policy remembers: scan with its settings, by --config';
    const notify: LeafSpec = { ...remediation('notify'), 'remediation.sweepHourUtc': 6 };
    const parts = [sweep(HERE, 'other-keys')];
    expect(notesOf([change(ARMED, LATER, parts)])).toEqual([mend]);
    expect(notesOf([change(notify, LATER, parts)])).toEqual([mend]);
    expect(notesOf([change(LATER, notify, parts)])).toEqual([mend]);
    expect(notesOf([change(notify, notify, parts)])).toEqual([]);
    expect(notesOf([change(null, {}, parts)])).toEqual([]);
    expect(notesOf([change(ARMED, LATER)], {}, scan({ table: null }))).toEqual([mend]);
  });

  test('that the hour of the function is not known', () => {
    const untold = 'the hour at which the function runs is not known, so days may be one earlier or later';
    const unknown = { ...ARMED, 'remediation.sweepHourUtc': unknownLeaf() };
    expect(notesOf([change(unknown, LATER)])).toEqual([untold]);
    expect(notesOf([change(ARMED, unknown)])).toEqual([untold]);
    expect(notesOf([change(remediation('delete'), null)])).toEqual([untold]);
    expect(notesOf([change({}, ARMED)])).toEqual([]);
  });
});

describe('many policies', () => {
  const many = (count: number, after: LeafSpec, account = HERE): readonly PolicyChange[] =>
    Array.from({ length: count }, (_, at) => change(ARMED, after, [sweep(account)], `${account}-${String(at)}`));
  const idsOf = ({ policies }: Affected): readonly string[] => policies.map(({ policy }) => policy);

  test('are told whatever they do when they are three, else those that do another thing than before', () => {
    expect(idsOf(affected(many(3, ARMED)))).toHaveLength(3);
    expect(affected(many(4, ARMED))).toMatchObject({ policies: [], left: 0 });
    expect(idsOf(affected([...many(3, ARMED), change(ARMED, LATER)]))).toEqual(['a']);
  });

  test('are counted past twenty', () => {
    expect(affected(many(20, LATER))).toMatchObject({ left: 0 });
    const { policies, left } = affected(many(21, LATER));
    expect([policies.length, left]).toEqual([20, 1]);
  });

  test('those of the account that was scanned come first', () => {
    const told = affected([...many(30, LATER, THERE), change(ARMED, LATER, [sweep()], 'of any'), change(ARMED, LATER)]);
    expect([idsOf(told).slice(0, 3), told.left]).toEqual([['of any', 'a', `${THERE}-0`], 12]);
  });
});

test('a rule of the organization judges the account that was scanned, whoever manages it', () => {
  const managed = { arn: `arn:aws:config:eu-west-1:${THERE}:organization-config-rule/x` } as never;
  const rule = part('rule', { before: managed, after: managed, type: 'aws_config_organization_managed_rule' });
  const { policies } = affected([change({ maxCredentialUsageAgeDays: 90 }, { maxCredentialUsageAgeDays: 45 }, [rule])]);
  expect(policies.map(({ notes, foresight }) => [notes, foresight?.keys.map(({ turn }) => turn)])).toEqual([
    [[`the rule is of the organization: ${HERE} is taken to be an account of it`], ['sooner']],
  ]);
});

test('an automation that starts by itself is not foreseen, and that is said', () => {
  const told = 'something else acts on the users that the Config rule reports: what it does to access keys is not foreseen';
  const automation = (automatic: boolean | undefined): Part =>
    part('automation', { after: { ...(automatic !== undefined && { automatic }) }, type: 'aws_config_remediation_configuration' });
  const target = part('automation', { after: {}, type: 'aws_cloudwatch_event_target' });
  const notes = [automation(true), automation(false), automation(undefined), target].map((one) =>
    notesOf([change(ARMED, LATER, [sweep(HERE), one])]),
  );
  expect(notes).toEqual([[told], [], [], [told]]);
});

test('a function that goes to another account is foreseen in none', () => {
  const moved = part('function', { before: variables(HERE), after: variables(THERE) });
  const { policies } = affected([change(ARMED, ARMED, [moved])]);
  expect(policies.map(({ notes, foresight }) => [notes, foresight?.after])).toEqual([
    [
      [`after, nothing can be foretold: the policy is of account ${THERE}, which was not scanned`],
      { kind: 'unknown', because: `the policy is of account ${THERE}, which was not scanned` },
    ],
  ]);
});

test('an hour in another zone is said', () => {
  const schedule = part('schedule', {
    before: { schedule_expression_timezone: 'America/New_York' },
    after: { schedule_expression_timezone: 'America/New_York' },
  });
  expect(notesOf([change(ARMED, LATER, [sweep(HERE), schedule])])).toEqual([
    'the hour at which the function runs is not known, so days may be one earlier or later',
  ]);
});
