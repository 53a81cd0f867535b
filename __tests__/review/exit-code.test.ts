import { exitCodeOf, type FailOn } from '../../review/exit-code';
import type { Finding, Outcome } from '../../review/review-result';
import type { Severity } from '../../review/severity';

const finding = (severity: Severity): Finding => ({ check: 'c', severity, policy: null, address: null, message: 'm', advice: 'a' });

describe('exitCodeOf', () => {
  it.each<[Outcome, readonly Severity[], Readonly<Record<FailOn, number>>]>([
    ['none', [], { danger: 0, warning: 0, never: 0 }],
    ['ok', [], { danger: 0, warning: 0, never: 0 }],
    ['info', ['info'], { danger: 0, warning: 0, never: 0 }],
    ['warning', ['warning', 'info'], { danger: 0, warning: 1, never: 0 }],
    ['danger', ['danger'], { danger: 1, warning: 1, never: 0 }],
    ['danger', ['info', 'danger', 'warning'], { danger: 1, warning: 1, never: 0 }],
    ['incomplete', [], { danger: 3, warning: 3, never: 3 }],
    ['incomplete', ['danger'], { danger: 3, warning: 3, never: 3 }],
  ])('of %s with %j is %j', (outcome, severities, codes) => {
    const codeOf = (failOn: FailOn): number => exitCodeOf(outcome, severities.map(finding), failOn);
    expect({ danger: codeOf('danger'), warning: codeOf('warning'), never: codeOf('never') }).toEqual(codes);
  });
});
