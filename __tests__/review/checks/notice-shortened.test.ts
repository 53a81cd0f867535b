import { noticeShortened } from '../../../review/checks/notice-shortened';
import { planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

const notice = (value: unknown, action = 'deactivate'): LeafSpec => ({ ...remediation(action), 'remediation.warnDays': value });
const find = (before: LeafSpec, after: LeafSpec): unknown => noticeShortened.find(policyChange(before, after), planView());
const hidden = (value: number): unknown => ({ kind: 'known', value, address: 'aws_lambda_function.one', isSensitive: true });

describe('notice-shortened', () => {
  it.each([
    [7, 6, 'deactivate', 'from 7 to 6 days: its owner has 1 day less to say that an access key is needed'],
    [7, 1, 'delete', 'from 7 to 1 day: its owner has 6 days less to say that an access key is needed'],
    [7, 0, 'delete', 'from 7 to 0 days: an access key is announced only once it is unused, and the next sweep acts on it'],
    [1, 0, 'deactivate', 'from 1 to 0 days: an access key is announced only once it is unused, and the next sweep acts on it'],
    [7, 5, 'notify', 'from 7 to 5 days: an access key is told of 2 days later'],
    [7, 0, 'notify', 'from 7 to 0 days: an access key is told of only once it is unused'],
  ])('says what it means from %s to %s days under %s %s', (from, to, action, words) => {
    expect(find(notice(from, action), notice(to, action))).toEqual([
      { address: 'aws_config_config_rule.one', message: `notice goes ${words}` },
    ]);
  });

  it.each<[string, LeafSpec, LeafSpec]>([
    ['stays', notice(7), notice(7)],
    ['stays none', notice(0), notice(0)],
    ['grows', notice(7), notice(8)],
    ['is known only after apply', notice(7), notice(unknownLeaf())],
    ['was not known', notice(unknownLeaf()), notice(0)],
    ['comes with remediation', {}, notice(0)],
    ['goes with remediation', notice(7), {}],
  ])('finds nothing when notice %s', (_, before, after) => {
    expect(find(before, after)).toEqual([]);
  });

  it.each([
    ['deactivate', 'an access key is announced later before it is acted on'],
    ['notify', 'an access key is told of later'],
  ])('prints no sensitive days under %s, not even 0', (action, meaning) => {
    expect(find(notice(hidden(7), action), notice(hidden(0), action))).toEqual([
      { address: 'aws_lambda_function.one', message: `notice goes from (sensitive) to (sensitive) days: ${meaning}` },
    ]);
  });
});
