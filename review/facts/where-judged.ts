import { listed } from '../../domain/phrases';
import { listOf, said, type Leaves } from '../leaf';

/** Says in which regions a policy judges users, such as `in eu-west-1 and us-east-1`; undefined when there is none. */
export function whereJudged(leaves: Leaves): string | undefined {
  const leaf = leaves.get('regions');
  if (leaf === undefined) return undefined;
  if (leaf.kind === 'unknown') return 'in regions that are not known';
  return `in ${leaf.isSensitive ? said(leaf) : listed(listOf(leaves, 'regions') ?? [])}`;
}
