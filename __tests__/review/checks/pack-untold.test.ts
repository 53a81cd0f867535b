import { packUntold } from '../../../review/checks/pack-untold';
import type { Found } from '../../../review/check';
import type { UntoldPack } from '../../../review/policy-change';
import { planView } from '../../support/review';

const IN_S3 = 'is in S3 and not in the plan';
const pack = (fate: UntoldPack['fate'], because: UntoldPack['because'], name = 'one'): UntoldPack => ({
  address: `aws_config_conformance_pack.${name}`,
  fate,
  because,
});
const find = (...untoldPacks: readonly UntoldPack[]): readonly Found[] => packUntold.find(planView({ untoldPacks }));
const MADE = `a conformance pack is made, and nobody can tell from this plan whether it holds the Config rule for unused credentials: its template ${IN_S3}`;

describe('pack-untold', () => {
  it.each<[UntoldPack['fate'], string]>([
    ['changed', 'changes, and nobody can tell from this plan whether it held or holds'],
    ['replaced', 'is replaced, and nobody can tell from this plan whether it held or holds'],
    ['removed', 'goes, and nobody can tell from this plan whether it held'],
    ['forgotten', 'is forgotten, and nobody can tell from this plan whether it held'],
  ])('warns of a pack that is %s and may have held the rule', (fate, words) => {
    expect(find(pack(fate, { before: IN_S3 }))).toEqual([
      {
        address: 'aws_config_conformance_pack.one',
        message: `a conformance pack ${words} the Config rule for unused credentials: its template ${IN_S3}`,
      },
    ]);
  });

  it('only says it of a pack that is made', () => {
    expect(find(pack('made', { after: IN_S3 }))).toEqual([{ address: 'aws_config_conformance_pack.one', message: MADE, severity: 'info' }]);
  });

  it('only says it of a pack that held no rule before', () => {
    expect(find(pack('changed', { after: 'is known only after apply' }))).toEqual([
      {
        address: 'aws_config_conformance_pack.one',
        message:
          'a conformance pack changes, and nobody can tell from this plan whether it holds the Config rule for unused credentials: its template is known only after apply',
        severity: 'info',
      },
    ]);
  });

  it('says the same of many packs once', () => {
    const many = Array.from({ length: 6 }, (_, at) => pack('made', { after: IN_S3 }, `p${String(at)}`));
    const others = [1, 2, 3].map((at) => `aws_config_conformance_pack.p${String(at)}`);
    expect(find(...many)).toEqual([
      { address: 'aws_config_conformance_pack.p0', message: `${MADE}; the same of ${others.join(', ')} and 2 more`, severity: 'info' },
    ]);
    expect(find(...many.slice(0, 2)).map(({ message }) => message)).toEqual([`${MADE}; the same of aws_config_conformance_pack.p1`]);
  });

  it('keeps apart what is not the same', () => {
    expect(find(pack('made', { after: IN_S3 }), pack('removed', { before: IN_S3 }), pack('made', { after: 'cannot be read' })).length).toBe(
      3,
    );
  });

  it('finds nothing without such packs', () => {
    expect(find()).toEqual([]);
  });
});
