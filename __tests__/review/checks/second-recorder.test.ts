import { secondRecorder } from '../../../review/checks/second-recorder';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const PLACE = 'aws eu-west-1';
const recorder = (address: string, spec: PartSpec): Part => part('recorder', { address, ...spec });
const kept = recorder('x.kept', { before: {}, after: {} });
const made = recorder('x.made', { after: {} });

function find(own: readonly Part[], there: readonly Part[], place = PLACE): readonly Found[] {
  return secondRecorder.find(policyChange({}, {}, own), planView({ recorders: new Map([[place, there]]) }));
}

const found = (address: string, beside: string): Found => ({
  address,
  message: `eu-west-1 would have more than one recorder, this one beside ${beside}: AWS allows one in each region of an account`,
});

describe('second-recorder', () => {
  it('finds that a policy makes a recorder beside one that is there', () => {
    expect(find([made], [kept, made])).toEqual([found('x.made', 'x.kept')]);
  });

  it('finds that two are made at once', () => {
    const other = recorder('x.other', { after: {} });
    expect(find([made], [made, other])).toEqual([found('x.made', 'x.other')]);
  });

  it('finds three in one finding', () => {
    const other = recorder('x.other', { after: {} });
    expect(find([made, other], [kept, made, other])).toEqual([found('x.made', 'x.kept and x.other')]);
  });

  it('finds that a replacement moves one to where another is', () => {
    const moved = recorder('x.moved', { before: { region: 'us-east-1' }, after: { region: 'eu-west-1' }, actions: ['delete', 'create'] });
    expect(find([moved], [kept, moved])).toEqual([found('x.moved', 'x.kept')]);
  });

  it('says it of a policy whose recorder is joined by one of nobody', () => {
    expect(find([kept], [kept, made])).toEqual([found('x.made', 'x.kept')]);
  });

  it('leaves it to the policy that makes the second one', () => {
    const mine = policyChange({}, {}, [kept]);
    const theirs = policyChange(null, {}, [made]);
    const view = planView({ recorders: new Map([[PLACE, [kept, made]]]), policies: [mine, theirs] });
    expect(secondRecorder.find(mine, view)).toEqual([]);
    expect(secondRecorder.find(theirs, view)).toEqual([found('x.made', 'x.kept')]);
  });

  it('finds it in each region', () => {
    const there = recorder('x.there', { before: { region: 'us-east-1' }, after: { region: 'us-east-1' } });
    const second = recorder('x.second', { after: { region: 'us-east-1' } });
    const recorders = new Map([
      [PLACE, [kept, made]],
      ['aws us-east-1', [there, second]],
    ]);
    expect(secondRecorder.find(policyChange({}, {}, [made, second]), planView({ recorders })).map(({ address }) => address)).toEqual([
      'x.made',
      'x.second',
    ]);
  });

  it('finds it beside one that goes', () => {
    const old = recorder('x.old', { before: {} });
    const other = recorder('x.other', { after: {} });
    expect(find([old, made, other], [old, made, other])).toEqual([found('x.made', 'x.other')]);
  });

  it('names three, and counts the rest', () => {
    const others = ['a', 'b', 'c', 'd', 'e'].map((name) => recorder(`x.${name}`, { after: {} }));
    expect(find([made], [made, ...others.slice(0, 3)])).toEqual([found('x.made', 'x.a, x.b and x.c')]);
    expect(find([made], [made, ...others.slice(0, 4)])).toEqual([found('x.made', 'x.a, x.b, x.c and 1 more')]);
    expect(find([made], [made, ...others])).toEqual([found('x.made', 'x.a, x.b, x.c and 2 more')]);
  });

  it('says it of a policy that has the second one for its own, not of one that only knows it', () => {
    const mine = policyChange({}, {}, [kept]);
    const theirs = policyChange({}, {}, [part('rule', { before: {}, after: {} }), { ...made, isOwn: false }]);
    const view = planView({ recorders: new Map([[PLACE, [kept, made]]]), policies: [mine, theirs] });
    expect(secondRecorder.find(mine, view)).toEqual([found('x.made', 'x.kept')]);
    const owners = policyChange({}, {}, [part('rule', { before: {}, after: {} }), made]);
    expect(secondRecorder.find(mine, { ...view, policies: [mine, owners] })).toEqual([]);
  });

  it.each([
    ['there were two already', [kept], [kept, recorder('x.b', { before: {}, after: {} })]],
    ['there were two already and a third comes', [made], [kept, recorder('x.b', { before: {}, after: {} }), made]],
    [
      'there were three already and a fourth comes',
      [made],
      [...['a', 'b'].map((name) => recorder(`x.${name}`, { before: {}, after: {} })), kept, made],
    ],
    ['one goes and one comes', [made], [recorder('x.old', { before: {} }), made]],
    ['one is forgotten and one comes', [made], [recorder('x.old', { before: {}, actions: ['forget'] }), made]],
    ['one is alone', [made], [made]],
    ['one is replaced', [recorder('x.r', { before: {}, after: { name: 'b' }, actions: ['delete', 'create'] })], [kept]],
    ['one leaves for another region', [kept], [kept, recorder('x.r', { before: {}, after: { region: 'us-east-1' } })]],
    ['the policy has no recorder', [], [kept, made]],
    ['all go', [recorder('x.old', { before: {} })], [recorder('x.old', { before: {} }), recorder('x.b', { before: {} })]],
  ])('says nothing when %s', (_, own, there) => {
    expect(find(own, there)).toEqual([]);
  });

  it('says nothing of recorders in another account or whose region is not told', () => {
    expect(find([made], [kept, made], 'aws.audit eu-west-1')).toEqual([]);
    const placeless = recorder('x.p', { after: {}, afterUnknown: { region: true }, regions: { before: undefined, after: undefined } });
    expect(find([placeless], [kept, placeless], 'aws ')).toEqual([]);
  });

  it('never prints a sensitive region', () => {
    const hidden = recorder('x.made', { after: { region: 'eu-west-1' }, afterSensitive: { region: true } });
    expect(find([hidden], [kept, hidden])).toEqual([
      {
        address: 'x.made',
        message: '(sensitive) would have more than one recorder, this one beside x.kept: AWS allows one in each region of an account',
      },
    ]);
  });
});
