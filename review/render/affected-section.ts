import { foresightBasis, foresightCounts, foresightNumbers, foresightRow } from '../../domain/explain-foresight';
import type { Foresight, ForesightSide } from '../../domain/foresight';
import type { AffectedByPolicy } from '../foresight/affected';
import type { ReviewResult } from '../review-result';
import type { Bounds } from './bounds';
import { paragraph, type Block, type Line } from './document';

/** Says who is affected by a plan: how many access keys of how many users, when, and which. Nothing without a scan. */
export function affectedSection({ affected, policies }: ReviewResult, bounds: Bounds): readonly Block[] {
  if (affected === null) return [];
  const { accountId, at, cautions, policies: all, left } = affected;
  const shown = all.slice(0, bounds.policies);
  const rest = left + all.length - shown.length;
  return [
    { kind: 'heading', level: 3, line: ['Who is affected'] },
    ...(cautions.length === 0
      ? []
      : [{ kind: 'list', items: cautions.map((caution) => [[{ strong: 'Caution:' }, ` ${caution}.`]]) } as const]),
    ...(all.length === 0 ? [paragraph('No policy of this plan changes what happens to access keys.')] : []),
    ...(all.some(({ foresight }) => foresight !== null) ? [paragraph(`${foresightBasis(accountId, at, sidesOf(all))}:`)] : []),
    ...shown.flatMap((one) => ofPolicy(one, policies.length > 1, bounds)),
    ...(rest === 0
      ? []
      : [paragraph(`${String(rest)} more ${rest === 1 ? 'policy changes' : 'policies change'} what happens to access keys.`)]),
  ];
}

function ofPolicy({ policy, foresight, notes }: AffectedByPolicy, isNamed: boolean, bounds: Bounds): readonly Block[] {
  const items = notes.map((note) => [[{ strong: 'Note:' }, ` ${note}.`]]);
  const said = items.length === 0 ? [] : [{ kind: 'list', items } as const];
  const name = isNamed ? [paragraph('Policy ', { code: policy }, ':')] : [];
  if (foresight === null) return [...name, ...said];
  return [...name, ...counts(foresight), ...numbers(foresight), ...said, ...list(foresight, bounds.keys)];
}

const sidesOf = (all: readonly AffectedByPolicy[]): readonly ForesightSide[] =>
  all.flatMap(({ foresight }) => (foresight === null ? [] : [foresight.before, foresight.after]));

function counts(foresight: Foresight): readonly Block[] {
  const items = foresightCounts(foresight).map(({ what, whom }) => [[{ strong: `${what}:` }, ` ${whom}.`]]);
  return items.length === 0 ? [paragraph('The scan holds no access key.')] : [{ kind: 'list', items }];
}

function numbers(foresight: Foresight): readonly Block[] {
  const rows = foresightNumbers(foresight).map(({ what, before, after }): readonly Line[] => [[what], [before], [after]]);
  return rows.length === 0 ? [] : [{ kind: 'table', head: ['access keys', 'before', 'after'], rows }];
}

/** Those for which nothing changes are counted above. */
function list({ keys }: Foresight, most: number): readonly Block[] {
  const changed = keys.filter(({ turn }) => turn !== 'same');
  if (changed.length === 0) return [];
  const rest = changed.length - most;
  const title = `The ${keysOf(changed)} for which something changes${changed.some(({ turn }) => turn === 'unknown') ? ', or is not known' : ''}`;
  if (most === 0) return [paragraph(`${title}: the JSON form lists ${changed.length === 1 ? 'it' : 'them'}.`)];
  const rows = changed.slice(0, most).map((key): readonly Line[] => {
    const { userName, accessKey, turn, before, after } = foresightRow(key);
    return [[{ code: userName }], [{ code: accessKey }], [turn], [before], [after]];
  });
  const table = { kind: 'table', head: ['user', 'access key', 'change', 'before', 'after'], rows } as const;
  const blocks = [table, ...(rest > 0 ? [paragraph(`and ${String(rest)} more, which the JSON form lists`)] : [])];
  return [{ kind: 'folded', title, blocks }];
}

const keysOf = ({ length }: readonly unknown[]): string => (length === 1 ? 'access key' : `${String(length)} access keys`);
