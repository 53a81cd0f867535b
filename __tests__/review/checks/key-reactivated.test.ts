import { keyReactivated } from '../../../review/checks/key-reactivated';
import type { Part } from '../../../review/part';
import type { ResourceChange, Values } from '../../../review/plan';
import { part, planView, type PartSpec } from '../../support/review';

const ADDRESS = 'aws_iam_access_key.one';
const ID = { id: 'AKIAEXAMPLE', user: 'alice' };
const INACTIVE = { ...ID, status: 'Inactive' };
const ACTIVE = { ...ID, status: 'Active' };
const key = (spec: PartSpec): Part => part('access-key', { address: ADDRESS, ...spec });
const drifted = (before: Values | null, after: Values | null, address = ADDRESS): ResourceChange =>
  part('access-key', { address, before, after }).change;

const find = (keys: readonly Part[], drift: readonly ResourceChange[] = []): unknown =>
  keyReactivated.find(planView({ accessKeys: keys, plan: { drift } }));
const NAMED = 'the access key AKIAEXAMPLE of the user alice goes from Inactive to Active';
const OUTSIDE = ': it was deactivated outside Terraform, perhaps by the function or by a person who found it unused';

describe('key-reactivated', () => {
  it('finds that a key is switched on again', () => {
    expect(find([key({ before: INACTIVE, after: ACTIVE })])).toEqual([{ address: ADDRESS, message: NAMED }]);
  });

  it('finds that a key may be switched on again, where its status is known only after apply', () => {
    expect(find([key({ before: INACTIVE, after: ID, afterUnknown: { status: true } })])).toEqual([
      {
        address: ADDRESS,
        message: 'the access key AKIAEXAMPLE of the user alice may go from Inactive to Active, which is known only after apply',
      },
    ]);
  });

  it('says when it was deactivated outside Terraform', () => {
    expect(find([key({ before: INACTIVE, after: ACTIVE })], [drifted(ACTIVE, INACTIVE)])).toEqual([
      { address: ADDRESS, message: `${NAMED}${OUTSIDE}` },
    ]);
  });

  it('says so too when the resource is moved in the same plan', () => {
    const moved = key({ before: INACTIVE, after: ACTIVE });
    const previous = { ...moved, change: { ...moved.change, previousAddress: 'aws_iam_access_key.old' } };
    expect(find([previous], [drifted(ACTIVE, INACTIVE, 'aws_iam_access_key.old')])).toEqual([
      { address: ADDRESS, message: `${NAMED}${OUTSIDE}` },
    ]);
  });

  it.each<[string, ResourceChange]>([
    ['of another key', drifted(ACTIVE, INACTIVE, 'aws_iam_access_key.two')],
    ['the other way', drifted(INACTIVE, ACTIVE)],
    ['of something else in it', drifted(INACTIVE, { ...INACTIVE, user: 'bob' })],
    ['to nothing', drifted(ACTIVE, null)],
    ['from nothing', drifted(null, INACTIVE)],
  ])('makes nothing of a drift %s', (_, drift) => {
    expect(find([key({ before: INACTIVE, after: ACTIVE })], [drift])).toEqual([{ address: ADDRESS, message: NAMED }]);
  });

  it('finds each key, and those without a name or number', () => {
    const two = part('access-key', { address: 'aws_iam_access_key.two', before: { status: 'Inactive' }, after: { status: 'Active' } });
    expect(find([key({ before: INACTIVE, after: ACTIVE }), two])).toEqual([
      { address: ADDRESS, message: NAMED },
      { address: 'aws_iam_access_key.two', message: 'the access key goes from Inactive to Active' },
    ]);
  });

  it.each<[string, PartSpec]>([
    ['stays active', { before: ACTIVE, after: ACTIVE }],
    ['stays inactive', { before: INACTIVE, after: INACTIVE }],
    ['becomes inactive', { before: ACTIVE, after: INACTIVE }],
    ['was Expired', { before: { ...ID, status: 'Expired' }, after: ACTIVE }],
    ['is replaced by another', { before: INACTIVE, after: ACTIVE, actions: ['delete', 'create'] }],
    ['is made', { after: ACTIVE }],
    ['goes', { before: INACTIVE }],
    ['is active and has a status that is known only after apply', { before: ACTIVE, after: ID, afterUnknown: { status: true } }],
    [
      'is replaced and has a status that is known only after apply',
      { before: INACTIVE, after: ID, afterUnknown: { status: true }, actions: ['delete', 'create'] },
    ],
  ])('finds nothing when a key %s', (_, spec) => {
    expect(find([key(spec)])).toEqual([]);
  });

  it('finds nothing without keys', () => {
    expect(find([], [drifted(ACTIVE, INACTIVE)])).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['the number', { id: true }, 'the access key (sensitive) of the user alice'],
    ['the name', { user: true }, 'the access key AKIAEXAMPLE of the user (sensitive)'],
    ['everything', true, 'the access key (sensitive) of the user (sensitive)'],
    ['only the secret', { secret: true }, 'the access key AKIAEXAMPLE of the user alice'],
  ])('prints nothing sensitive where %s is', (_, beforeSensitive, words) => {
    expect(find([key({ before: INACTIVE, after: ACTIVE, beforeSensitive })])).toEqual([
      { address: ADDRESS, message: `${words} goes from Inactive to Active` },
    ]);
  });
});
