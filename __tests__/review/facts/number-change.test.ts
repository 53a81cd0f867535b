import { numberChangeOf } from '../../../review/facts/number-change';
import { policyChange, unknownLeaf, type LeafSpec } from '../../support/review';

const ADDRESS = 'aws_config_config_rule.one';
const grace = (value: unknown): LeafSpec => ({ 'remediation.graceDays': value });
const change = (before: LeafSpec | null, after: LeafSpec | null): unknown =>
  numberChangeOf(policyChange(before, after), 'remediation.graceDays');
const secretly = (value: number): unknown => ({ kind: 'known', value, address: ADDRESS, isSensitive: true });

describe('the change of a number', () => {
  it.each([
    ['less', 14, 7, 'from 14 to 7', 'from 14 to 7 days'],
    ['more', 0, 1, 'from 0 to 1', 'from 0 to 1 day'],
  ])('is told when it becomes %s', (_, before, after, words, inDays) => {
    expect(change(grace(before), grace(after))).toEqual({ before, after, words, inDays, isSensitive: false, address: ADDRESS });
  });

  it.each([
    ['before', secretly(14), 7, 'from (sensitive) to 7'],
    ['after', 14, secretly(7), 'from 14 to (sensitive)'],
  ])('is marked, and not printed, where it is sensitive %s', (_, before, after, words) => {
    expect(change(grace(before), grace(after))).toEqual({
      before: 14,
      after: 7,
      words,
      inDays: `${words} days`,
      isSensitive: true,
      address: ADDRESS,
    });
  });

  it.each<[string, LeafSpec | null, LeafSpec | null]>([
    ['it stays', grace(14), grace(14)],
    ['it is not known before', grace(unknownLeaf()), grace(7)],
    ['it is not known after', grace(14), grace(unknownLeaf())],
    ['it comes', {}, grace(7)],
    ['it goes', grace(14), {}],
    ['it was no number', grace('14'), grace(7)],
    ['it is no number any more', grace(14), grace('7')],
    ['the policy is created from nothing', null, grace(7)],
    ['the policy is destroyed', grace(14), null],
  ])('is none when %s', (_, before, after) => {
    expect(change(before, after)).toBeUndefined();
  });
});
