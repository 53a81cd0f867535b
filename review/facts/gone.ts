import { listed } from '../../domain/phrases';
import type { Part } from '../part';

/** Tells whether a part is there before and not after: removed, only forgotten, or made into another thing. A replaced one is not gone. */
export function isGone(part: Part): boolean {
  return part.before !== null && part.after === null;
}

/** Completes a message on parts that go with what is only forgotten: Terraform drops it and leaves it as it is. Nothing when all are deleted. */
export function forgottenWords(parts: readonly Part[]): string {
  const forgotten = parts.filter(({ fate }) => fate === 'forgotten').map(({ address }) => address);
  if (forgotten.length === 0) return '';
  return `; ${listed(forgotten)} is only forgotten: it stays in AWS, but Terraform no longer keeps it`;
}
