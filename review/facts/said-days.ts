import { days } from '../../domain/phrases';
import { said, type Leaf } from '../leaf';

/** Writes a setting in days for a person, without what is sensitive. */
export function saidDays(leaf: Leaf | undefined): string {
  if (leaf?.kind !== 'known') return 'a number of days that is not known';
  return typeof leaf.value === 'number' && !leaf.isSensitive ? days(leaf.value) : `${said(leaf)} days`;
}
