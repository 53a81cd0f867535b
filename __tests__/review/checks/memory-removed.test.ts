import { memoryRemoved } from '../../../review/checks/memory-removed';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec, type PartSpec } from '../../support/review';

const ON = remediation('delete');
const table = (spec: PartSpec): Part => part('table', { address: 'aws_dynamodb_table.keys', ...spec });
const find = (parts: readonly Part[], after: LeafSpec = ON, before: LeafSpec = ON): unknown =>
  memoryRemoved.find(policyChange(before, after, parts), planView());

const KEYS = { name: 'unused-credentials-keys', region: 'eu-west-1' };
const found = (what: string): unknown => [
  {
    address: 'aws_dynamodb_table.keys',
    message: `the table that is the memory of the function ${what}: every notice and grace starts anew, and no key that the function deactivated so far is ever deleted by it`,
  },
];

const HOME_MOVES: readonly [LeafSpec, LeafSpec] = [{ ...ON, homeRegion: 'eu-central-1' }, ON];

describe('memory-removed', () => {
  it('finds that the table goes while remediation stays', () => {
    expect(find([table({ before: KEYS })])).toEqual(found('goes'));
  });

  it('finds that the table goes together with remediation', () => {
    expect(find([table({ before: KEYS })], {})).toEqual(found('goes together with remediation'));
  });

  it('finds that the table is only forgotten', () => {
    expect(find([table({ before: KEYS, actions: ['forget'] })], {})).toEqual(
      found('is forgotten, which leaves it in AWS without Terraform keeping it'),
    );
  });

  it('finds a table that goes, although another is made at once', () => {
    expect(find([table({ before: KEYS }), part('table', { address: 'aws_dynamodb_table.new', after: KEYS })])).toEqual(found('goes'));
  });

  it.each([[['delete', 'create'] as const], [['create', 'delete'] as const]])(
    'says that a table which is replaced by %s is empty',
    (actions) => {
      expect(find([table({ before: KEYS, after: { ...KEYS, name: 'other-keys' }, actions })])).toEqual(
        found('is replaced, and the new one is empty'),
      );
    },
  );

  it('finds a replacement where home is not known', () => {
    const spec = { before: KEYS, after: KEYS, actions: ['delete', 'create'] } as const;
    expect(find([table(spec)], { ...ON, homeRegion: unknownLeaf() })).toEqual(found('is replaced, and the new one is empty'));
    expect(find([table(spec)], ON, { ...ON, homeRegion: unknownLeaf() })).toEqual(found('is replaced, and the new one is empty'));
  });

  it('leaves it to the move of home, when the table moves with it', () => {
    const after = { ...KEYS, region: 'eu-central-1' };
    expect(find([table({ before: KEYS, after, actions: ['delete', 'create'] })], ...HOME_MOVES)).toEqual([]);
    expect(find([table({ before: KEYS }), part('table', { address: 'aws_dynamodb_table.new', after })], ...HOME_MOVES)).toEqual([]);
  });

  it('finds that the table goes while home moves and no other is made', () => {
    expect(find([table({ before: KEYS })], ...HOME_MOVES)).toEqual(found('goes'));
  });

  it.each<[string, readonly Part[]]>([
    ['stays', [table({ before: KEYS, after: KEYS })]],
    ['changes in place', [table({ before: KEYS, after: { ...KEYS, billing_mode: 'PROVISIONED' } })]],
    ['is made', [table({ after: KEYS })]],
    ['has a name that is known only after apply', [table({ before: KEYS, after: { region: 'eu-west-1' }, afterUnknown: { name: true } })]],
    ['was never there', []],
  ])('finds nothing when the table %s', (_, parts) => {
    expect(find(parts)).toEqual([]);
  });

  it('prints nothing of a table that is sensitive', () => {
    expect(find([table({ before: { name: 'hush' }, beforeSensitive: true })])).toEqual(found('goes'));
  });
});

describe('memory-removed: another table for the function', () => {
  const variables = (name: string): NonNullable<PartSpec['before']> => ({ environment: [{ variables: { TABLE_NAME: name } }] });
  const sweep = (spec: PartSpec): Part => part('function', { address: 'aws_lambda_function.sweep', ...spec });
  const given = (name: string, more: PartSpec = {}): Part => sweep({ before: variables(KEYS.name), after: variables(name), ...more });
  const stays = table({ before: KEYS, after: KEYS });
  const foundAt = (from: string, to: string): unknown => [
    {
      address: 'aws_lambda_function.sweep',
      message: `the table that the function remembers in goes from ${from} to ${to}: every notice and grace starts anew, and no key that the function deactivated so far is ever deleted by it`,
    },
  ];

  it('finds it where the table stays, is not in the plan, or gets yet another name', () => {
    expect(find([given('theirs'), stays])).toEqual(foundAt(KEYS.name, 'theirs'));
    expect(find([given('theirs')])).toEqual(foundAt(KEYS.name, 'theirs'));
    const empty = part('table', { address: 'aws_dynamodb_table.new', after: { ...KEYS, name: 'theirs' } });
    expect(find([given('theirs'), stays, empty])).toEqual(foundAt(KEYS.name, 'theirs'));
  });

  it('prints no name that is sensitive', () => {
    expect(find([given('hush', { beforeSensitive: true, afterSensitive: true })])).toEqual(foundAt('(sensitive)', '(sensitive)'));
  });

  it('leaves it to the table, where that is renamed or goes', () => {
    const renamed = table({ before: KEYS, after: { ...KEYS, name: 'theirs' }, actions: ['delete', 'create'] });
    expect(find([given('theirs'), renamed])).toEqual(found('is replaced, and the new one is empty'));
    expect(find([given('theirs'), table({ before: KEYS })])).toEqual(found('goes'));
  });

  it.each<[string, Part]>([
    ['stays', given(KEYS.name)],
    ['is known only after apply', sweep({ before: variables(KEYS.name), after: {}, afterUnknown: { environment: true } })],
    ['is first given', sweep({ before: {}, after: variables('theirs') })],
    ['goes with the function', sweep({ before: variables(KEYS.name) })],
  ])('finds nothing when the name of the table %s', (_, part) => {
    expect(find([part, stays])).toEqual([]);
  });
});
