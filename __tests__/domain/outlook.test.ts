import { NO_OUTLOOK, outlookOf, type Outlook, type OutlookInput } from '../../domain/outlook';
import type { Step } from '../../domain/step';
import { ago, ahead, NOW, POLICY } from '../support/world/records';

const because = 'of a test';
const NOBODY = { kind: 'none' } as const;
const EXEMPT = { kind: 'exempt', because, isUnclear: false } as const;
const outlook = (step: Step, more: Partial<OutlookInput> = {}): Outlook =>
  outlookOf({ step, sinceAt: ago(10), isActive: true, exemption: NOBODY, isDeletionAnnounced: false, policy: POLICY, now: NOW, ...more });
const NOTHING_NEXT = { nextStep: null, nextStepAt: null };
const notify = { policy: { ...POLICY, action: 'notify' } } as const;
const deactivate = { policy: { ...POLICY, action: 'deactivate' } } as const;

describe('a key that is in use', () => {
  const inUse: Step = { kind: 'in-use', because };

  test('is announced once it is near the limit', () => {
    expect(outlook(inUse)).toEqual({ step: 'none', stepAt: null, nextStep: 'announce', nextStepAt: ago(10 - 38) });
    expect(outlook(inUse, notify)).toEqual({ step: 'none', stepAt: null, nextStep: 'tell', nextStepAt: ago(10 - 38) });
  });

  test('is announced now at the earliest', () => {
    expect(outlook(inUse, { sinceAt: ago(400) })).toEqual({ step: 'none', stepAt: null, nextStep: 'announce', nextStepAt: NOW });
  });

  test('has nothing before it when it is inactive or its user exempt', () => {
    expect([outlook(inUse, { isActive: false }), outlook(inUse, { exemption: EXEMPT })]).toEqual([NO_OUTLOOK, NO_OUTLOOK]);
  });
});

test.each<[string, Step, Outlook]>([
  ['told', { kind: 'tell', because, unusedAt: ahead(3) }, { step: 'tell', stepAt: NOW, ...NOTHING_NEXT }],
  [
    'announced',
    { kind: 'announce', because, dueAt: ahead(7) },
    { step: 'announce', stepAt: NOW, nextStep: 'deactivate', nextStepAt: ahead(7) },
  ],
  ['waited for', { kind: 'wait', because, dueAt: ahead(3) }, { step: 'wait', stepAt: null, nextStep: 'deactivate', nextStepAt: ahead(3) }],
  ['dropped', { kind: 'drop', because, cameBack: false }, { step: 'drop', stepAt: NOW, nextStep: 'announce', nextStepAt: ago(10 - 38) }],
  [
    'counted anew',
    { kind: 'reenabled', because, times: 1 },
    { step: 'reenabled', stepAt: NOW, nextStep: 'announce', nextStepAt: ahead(38) },
  ],
  [
    'deactivated',
    { kind: 'deactivate', because },
    { step: 'deactivate', stepAt: NOW, nextStep: 'announce-deletion', nextStepAt: ahead(7) },
  ],
  ['taken up', { kind: 'resume', because }, { step: 'resume', stepAt: NOW, nextStep: 'announce-deletion', nextStepAt: ahead(7) }],
  [
    'kept for a while',
    { kind: 'keep', because, deleteAt: ahead(10), withdraws: false },
    { step: 'keep', stepAt: null, nextStep: 'announce-deletion', nextStepAt: ahead(3) },
  ],
  ['kept', { kind: 'keep', because, deleteAt: 'never', withdraws: false }, { step: 'keep', stepAt: null, ...NOTHING_NEXT }],
  [
    'announced for deletion',
    { kind: 'announce-deletion', because, dueAt: ahead(7) },
    { step: 'announce-deletion', stepAt: NOW, nextStep: 'delete', nextStepAt: ahead(7) },
  ],
  ['deleted', { kind: 'delete', because }, { step: 'delete', stepAt: NOW, ...NOTHING_NEXT }],
  ['misjudged', { kind: 'misjudged', because, withdraws: false }, { step: 'misjudged', stepAt: null, ...NOTHING_NEXT }],
  ['not ours', { kind: 'foreign', because }, { step: 'foreign', stepAt: null, ...NOTHING_NEXT }],
  ['of another sweep', { kind: 'busy', because }, { step: 'busy', stepAt: null, ...NOTHING_NEXT }],
  ['undecided', { kind: 'undecided', because }, { step: 'undecided', stepAt: null, ...NOTHING_NEXT }],
  ['gone', { kind: 'close', because, state: 'gone' }, NO_OUTLOOK],
])('a key that is %s', (_, step, expected) => {
  expect(outlook(step)).toEqual(expected);
});

test('what is only deactivated is never deleted', () => {
  expect(outlook({ kind: 'deactivate', because }, deactivate)).toEqual({ step: 'deactivate', stepAt: NOW, ...NOTHING_NEXT });
});

test('a notice longer than grace begins with the deactivation', () => {
  expect(outlook({ kind: 'deactivate', because }, { policy: { ...POLICY, warnDays: 30 } })).toMatchObject({ nextStepAt: NOW });
});

test('whose user is exempt for good has nothing before it', () => {
  const spare: Step = { kind: 'spare', because, isUnclear: false, withdraws: false };
  expect(outlook(spare, { exemption: EXEMPT })).toEqual({ step: 'spare', stepAt: null, ...NOTHING_NEXT });
});

test('what is kept and announced is deleted next', () => {
  const keep: Step = { kind: 'keep', because, deleteAt: ahead(5), withdraws: false };
  expect(outlook(keep, { isDeletionAnnounced: true })).toEqual({ step: 'keep', stepAt: null, nextStep: 'delete', nextStepAt: ahead(5) });
});

describe('an exemption that ends', () => {
  const until = (days: number): Partial<OutlookInput> => ({ exemption: { ...EXEMPT, endsAt: ahead(days) } });

  test('is followed by what is due then', () => {
    const spare: Step = { kind: 'spare', because, isUnclear: false, withdraws: false };
    expect(outlook(spare, { sinceAt: ago(60), ...until(3) })).toEqual({
      ...{ step: 'spare', stepAt: null, nextStep: 'announce', nextStepAt: ahead(3) },
    });
    expect(outlook({ kind: 'in-use', because }, until(3))).toMatchObject({ nextStep: 'announce', nextStepAt: ahead(28) });
    expect(outlook({ kind: 'in-use', because }, until(40))).toMatchObject({ nextStep: 'announce', nextStepAt: ahead(40) });
  });

  test('changes nothing for an inactive key', () => {
    const spare: Step = { kind: 'spare', because, isUnclear: false, withdraws: false };
    expect(outlook(spare, { isActive: false, ...until(3) })).toEqual({ step: 'spare', stepAt: null, ...NOTHING_NEXT });
  });
});

test('a notice that is dropped because its user is exempt, or the key is inactive, comes to nothing', () => {
  const drop: Step = { kind: 'drop', because, cameBack: false };
  const dropped = { step: 'drop', stepAt: NOW, ...NOTHING_NEXT };
  expect([outlook(drop, { exemption: EXEMPT }), outlook(drop, { isActive: false })]).toEqual([dropped, dropped]);
});

test('under notify a key that came back is seen anew each time, and nothing follows', () => {
  expect(outlook({ kind: 'reenabled', because, times: 1 }, notify)).toEqual({ step: 'reenabled', stepAt: NOW, ...NOTHING_NEXT });
  expect(outlook({ kind: 'drop', because, cameBack: true }, notify)).toEqual({ step: 'drop', stepAt: NOW, ...NOTHING_NEXT });
  expect(outlook({ kind: 'drop', because, cameBack: false }, notify)).toMatchObject({ nextStep: 'tell' });
  expect(outlook({ kind: 'drop', because, cameBack: true })).toMatchObject({ nextStep: 'announce' });
});
