import { listed } from '../../domain/phrases';
import type { Found, PolicyCheck } from '../check';
import { isRemediation, targetOf, whatIsStarted, whoStarts } from '../facts/automation';
import { factOf, valueOf, type Fact, type Part } from '../part';
import { partsOf } from '../policy-change';

/** Finds that something besides the function acts on whom the Config rule reports. */
export const foreignRemediation: PolicyCheck = {
  name: 'foreign-remediation',
  asks: 'policy',
  severity: 'danger',
  means:
    'An automation acts on the users that the Config rule reports: a remediation of AWS Config, or a target of the event rule that does more than pass a message on. Found when it is made, begins to act by itself or may do so, becomes another, or is told something else.',
  why: 'It knows nothing of the notice, the grace, the cap and the exemptions of the policy: it may deactivate or delete at once what the function would still announce.',
  example:
    'An `aws_config_remediation_configuration` on the Config rule is made, with `AWSConfigRemediation-RevokeUnusedIAMUserCredentials` and `automatic = true`.',
  advice: 'Have only one of them act: leave the automation out, or keep it from starting by itself.',
  find(policy) {
    return once(
      partsOf(policy, 'automation').filter((part) => isMade(part) || startsToAct(part) || aimsElsewhere(part) || isToldElse(part)),
    );
  },
};

const isMade = ({ before, after }: Part): boolean => before === null && after !== null;

/** Absent is not automatic, as AWS Config and the provider have it. */
function startsToAct(part: Part): boolean {
  if (part.before === null || valueOf(part, 'before', ['automatic']) === true) return false;
  const is = factOf(part, 'after', ['automatic']);
  return is.kind === 'unknown' || (is.kind === 'known' && is.value === true);
}

/** With what it is started: the limit of its own, and on whom it acts. What is known only after apply may well be the same. */
function isToldElse(part: Part): boolean {
  if (part.before === null || part.after === null) return false;
  return (isRemediation(part) ? ['parameter'] : ['input', 'input_transformer']).some((attribute) => {
    const [was, is] = [factOf(part, 'before', [attribute]), factOf(part, 'after', [attribute])];
    return is.kind !== 'unknown' && inOrder(was) !== inOrder(is);
  });
}

/** The order of the blocks says nothing. */
function inOrder(fact: Fact): string {
  if (fact.kind !== 'known') return '';
  const items: readonly unknown[] = Array.isArray(fact.value) ? fact.value : [fact.value];
  return items
    .map((item) => JSON.stringify(item))
    .toSorted()
    .join();
}

/** What is known only after apply may well be the same. */
function aimsElsewhere(part: Part): boolean {
  if (part.before === null || part.after === null) return false;
  const attribute = targetOf(part);
  const after = valueOf(part, 'after', [attribute]);
  return after !== undefined && after !== valueOf(part, 'before', [attribute]);
}

/** The same in several regions is said once. */
function once(parts: readonly Part[]): readonly Found[] {
  const alike = new Map<string, { readonly address: string; readonly regions: readonly string[] }>();
  for (const part of parts) {
    const message = words(part);
    const { address, regions } = alike.get(message) ?? { address: part.address, regions: [] };
    alike.set(message, { address, regions: [...new Set([...regions, ...regionOf(part)])] });
  }
  return [...alike].map(([message, { address, regions }]) => ({
    address,
    message: regions.length === 0 ? message : `in ${listed(regions)} ${message}`,
  }));
}

function regionOf(part: Part): readonly string[] {
  const region = factOf(part, 'after', ['region']);
  if (region.kind === 'known' && region.isSensitive) return ['(sensitive)'];
  return part.regions.after === undefined ? [] : [part.regions.after];
}

function words(part: Part): string {
  const told = isToldElse(part) ? '; what it is started with changes' : '';
  return `${whatIsStarted(part, 'after')}${told}${whoStarts(part, 'after')}`;
}
