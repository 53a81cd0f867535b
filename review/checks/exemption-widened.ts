import { listed } from '../../domain/phrases';
import type { DirectionCheck } from '../check';
import { exemptedBeyond } from '../facts/exemptions';

/** Finds that somebody is spared who was not. */
export const exemptionWidened: DirectionCheck = {
  name: 'exemption-widened',
  asks: 'direction',
  severity: 'warning',
  means: 'Users are exempt from remediation who were not: by name, by path, or by a tag.',
  why: 'What an exempt user leaves unused is never deactivated or deleted, and a wide pattern or a tag that many may set can spare nearly everybody.',
  example: '`svc-*` is added to `remediation.exempt.userNames` in the POLICY of the function.',
  advice: 'Exempt single names, or a path that few may create users in; for a tag, find out who may set it.',
  find({ before, after }) {
    if (before?.get('remediation') === undefined || after?.get('remediation') === undefined) return [];
    const added = exemptedBeyond(before, after);
    const [first] = added;
    if (first === undefined) return [];
    const who = listed(added.map(({ words }) => words));
    return [{ address: first.address, message: `exempt become ${who}: what they leave unused is neither deactivated nor deleted` }];
  },
};
