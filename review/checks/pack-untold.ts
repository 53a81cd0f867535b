import { listed } from '../../domain/phrases';
import type { Found, PlanCheck } from '../check';
import type { UntoldPack } from '../policy-change';
import type { Severity } from '../severity';

/**
 * Finds conformance packs of which nobody can tell whether they hold the rule.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/conformance-packs.html (read 2026-11)
 */
export const packUntold: PlanCheck = {
  name: 'pack-untold',
  severity: 'warning',
  asks: 'plan',
  means:
    'A conformance pack changes or goes, and the plan does not tell whether it held the rule, because its template is in S3 or in a document of Systems Manager, is known only after apply, cannot be read, or names a rule by what is not worked out. Where only the template that comes is not told, and no rule can be lost, it is an info.',
  why: 'The packs of AWS for CIS, PCI and NIST hold the rule: with such a pack it may go or become weaker, and this review does not see it.',
  example: 'An `aws_config_conformance_pack` with a `template_s3_uri` is deleted.',
  advice: 'Look at the template yourself, or give it as `template_body`, so that the plan shows it.',
  find({ untoldPacks }) {
    const words = [...new Set(untoldPacks.map(saidOf))];
    return words.map((said) => found(untoldPacks.filter((pack) => saidOf(pack) === said)));
  },
};

/** What may have been lost: only what was not told before. */
const severityOf = ({ because }: UntoldPack): Severity => (because.before === undefined ? 'info' : 'warning');

/** Packs of which the same is said are said together. */
function saidOf(pack: UntoldPack): string {
  return `${becomes(pack)}, and nobody can tell from this plan whether ${whether(pack)}`;
}

function becomes({ fate }: UntoldPack): string {
  switch (fate) {
    case 'made':
      return 'is made';
    case 'removed':
      return 'goes';
    case 'forgotten':
      return 'is forgotten';
    case 'replaced':
      return 'is replaced';
    case 'changed':
    case 'kept':
      return 'changes';
  }
}

function whether({ because: { before, after }, fate }: UntoldPack): string {
  if (before === undefined) return `it holds the Config rule for unused credentials: its template ${after ?? ''}`;
  const held = fate === 'changed' || fate === 'replaced' ? 'it held or holds' : 'it held';
  return `${held} the Config rule for unused credentials: its template ${before}`;
}

const MOST_NAMED = 3;

function found(packs: readonly UntoldPack[]): Found {
  const [first] = packs;
  const others = packs.slice(1);
  const rest = others.length > MOST_NAMED ? [`${String(others.length - MOST_NAMED)} more`] : [];
  const also = [...others.slice(0, MOST_NAMED).map(({ address }) => address), ...rest];
  const words = first === undefined ? '' : saidOf(first);
  return {
    address: first?.address ?? null,
    message: `a conformance pack ${words}${also.length === 0 ? '' : `; the same of ${listed(also)}`}`,
    ...(first !== undefined && severityOf(first) === 'info' && { severity: 'info' as const }),
  };
}
