import type { SettingPath } from '../../../domain/settings';
import { explained } from '../../../review/render/explained';
import { leaves, unknownLeaf, USUAL, type LeafSpec } from '../../support/review';
import { acting, WHOLE } from './results';

const NONE_SENSITIVE: ReadonlySet<SettingPath> = new Set();

/** The sentences of a whole policy over which settings are laid; one that is undefined is not there. */
function sentencesOf(more: LeafSpec, sensitive = NONE_SENSITIVE): readonly string[] | undefined {
  const there = Object.entries({ ...USUAL, ...WHOLE, ...more }).filter(([, value]) => value !== undefined);
  return explained(leaves(Object.fromEntries(there)), sensitive);
}

const NO_ALERTS: LeafSpec = { alerts: 'none', 'alerts.emails': undefined, 'alerts.perUser': undefined, homeRegion: undefined };

describe('a policy is told in sentences', () => {
  test.each<[string, LeafSpec, string]>([
    ['whose recorder is made', {}, 'A new recorder records AWS::IAM::User and delivers to a new bucket.'],
    [
      'whose recorder is there, whatever it records',
      { recorder: 'existing', resourceTypes: undefined },
      'The recorder that eu-west-1 has already is used, and must record AWS::IAM::User.',
    ],
    ['whose alerts are off, with nothing more about them', NO_ALERTS, 'Nobody is told: alerts are off.'],
    [
      'of which it is not told whether the analyzer is on',
      { accessAnalyzer: undefined },
      'A user whose password or active access key was not used for 45 days becomes NON_COMPLIANT.',
    ],
    [
      'with rotation',
      { rotation: 'on', 'rotation.maxAccessKeyAgeDays': 90 },
      'An active access key older than 90 days is NON_COMPLIANT too, used or not; nobody is told, AWS Config shows it.',
    ],
  ])('%s', (_, more, sentence) => {
    expect(sentencesOf(more)).toContain(sentence);
  });
});

describe('a policy is not told in sentences', () => {
  test.each<[string, LeafSpec]>([
    ['without the types that its recorder records', { resourceTypes: undefined }],
    ['with types that are no list', { resourceTypes: 'AWS::IAM::User' }],
    ['with regions that are no list, even if its recorder is there', { recorder: 'existing', regions: 'eu-west-1' }],
    ['with an e-mail address that is no text', { 'alerts.emails': [1] }],
    ['with a home that is no text', { homeRegion: 1 }],
    ['with a limit that is no number', { maxCredentialUsageAgeDays: '45' }],
    ['with a switch that is none', { 'alerts.perUser': 'true' }],
    ['with a choice that is none', { recorder: 'other' }],
    ['without a word on alerts', { alerts: undefined }],
    ['with a bucket that is not known', { 'bucket.name': unknownLeaf() }],
    ['with remediation that is no choice', acting('explode')],
  ])('%s', (_, more) => {
    expect(sentencesOf(more)).toBeUndefined();
  });

  test('of which a sentence would show what is sensitive', () => {
    expect(sentencesOf({ 'bucket.name': 'a' }, new Set<SettingPath>(['bucket.name']))).toBeUndefined();
  });
});
