import { listed } from '../../domain/phrases';
import type { DirectionCheck } from '../check';
import { said, textOf } from '../leaf';
import type { PolicyChange } from '../policy-change';

/** Finds that the home region changes, with all that stands only there. */
export const homeMoved: DirectionCheck = {
  name: 'home-moved',
  severity: 'danger',
  asks: 'direction',
  means: 'The home region, the only one with alerts and remediation, becomes another one.',
  why: 'A new topic there has subscriptions that reach nobody until each address confirms again, and a new table there has forgotten every notice and every key that was deactivated.',
  example: 'The setting `homeRegion` goes from `eu-west-1` to `eu-central-1`.',
  advice:
    'Leave home where it is; a further region needs no new home. If it must move, confirm the subscriptions the same day and read the old table first.',
  find(policy) {
    const [before, after] = [policy.before?.get('homeRegion'), policy.after?.get('homeRegion')];
    const [from, to] = [textOf(policy.before, 'homeRegion'), textOf(policy.after, 'homeRegion')];
    if (from === undefined || to === undefined || from === to) return [];
    const lost = [
      ...(isOn(policy, 'alerts') ? ['e-mail addresses must be confirmed again'] : []),
      ...(isOn(policy, 'remediation') ? ['the function starts with an empty memory'] : []),
    ];
    if (lost.length === 0) return [];
    return [{ address: after?.address ?? null, message: `home moves from ${said(before)} to ${said(after)}: ${listed(lost)}` }];
  },
};

function isOn({ before, after }: PolicyChange, path: 'alerts' | 'remediation'): boolean {
  return textOf(before, path) === 'on' && textOf(after, path) === 'on';
}
