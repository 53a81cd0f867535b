import { renderText } from '../../../review/render/text';
import { unknownLeaf, type LeafSpec } from '../../support/review';
import { acting, policy, sensitive } from './results';

/** What is drawn and said of the days of a policy that does not change. */
function daysOf(spec: LeafSpec): readonly string[] {
  const text = renderText({
    outcome: 'ok',
    policies: [policy(spec, spec)],
    findings: [],
    unjudged: [],
    otherChanges: 0,
    incomplete: [],
    affected: null,
  });
  return text
    .split('\n\n')
    .filter((paragraph) => paragraph.startsWith('  Before and after') || paragraph.startsWith('Before and after'))
    .flatMap((paragraph) => paragraph.split('\n'));
}

const HEAD = '  Before and after';
const NOT_DRAWN = ['Before and after: the days cannot be drawn, because the limit is not told.'];

describe('the days of a limit', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['of no day', 0, [HEAD, '    day 0  last used', '    day 0  AWS Config reports the user NON_COMPLIANT']],
    [
      'of as many days as anybody may need',
      99_999,
      [HEAD, '    day     0  last used', '    day 99999  AWS Config reports the user NON_COMPLIANT'],
    ],
    ['of more days', 100_000, NOT_DRAWN],
    ['below nothing', -1, NOT_DRAWN],
    ['of half a day', 0.5, NOT_DRAWN],
    ['in words', '45', NOT_DRAWN],
  ])('%s', (_title, limit, lines) => {
    expect(daysOf({ maxCredentialUsageAgeDays: limit })).toEqual(lines);
  });
});

describe('the days of a function', () => {
  const REPORTED = [HEAD, '    day  0  last used', '    day 45  AWS Config reports the user NON_COMPLIANT'];
  const LACK = `${HEAD.trim()}: what the function does cannot be drawn, because not all of its settings are told.`;

  test.each<[string, LeafSpec]>([
    ['notice is not known', { 'remediation.warnDays': unknownLeaf() }],
    ['grace is not known', { 'remediation.graceDays': unknownLeaf() }],
    ['the action is not known', { 'remediation.action': unknownLeaf() }],
    ['notice is sensitive', { 'remediation.warnDays': sensitive(7) }],
    ['grace is sensitive', { 'remediation.graceDays': sensitive(14) }],
    ['the action is sensitive', { 'remediation.action': sensitive('delete') }],
    ['notice is no number of days', { 'remediation.warnDays': -7 }],
  ])('are not drawn when %s', (_title, more) => {
    expect(daysOf(acting('delete', more))).toEqual([...REPORTED, LACK]);
  });

  test.each<[string, readonly string[]]>([
    [
      'notify',
      [
        '    day 38  the function tells that it will be unused',
        '    day 45  AWS Config reports the user NON_COMPLIANT',
        '    day 45  the function tells that it is unused and does nothing',
      ],
    ],
    [
      'deactivate',
      [
        '    day 38  its deactivation is announced',
        '    day 45  AWS Config reports the user NON_COMPLIANT',
        '    day 45  it is deactivated',
      ],
    ],
  ])('are drawn when its action is %s', (action, lines) => {
    expect(daysOf(acting(action))).toEqual([HEAD, '    day  0  last used', ...lines]);
  });
});
