import type { Finding } from '../review-result';

/**
 * Names each finding so that the next review of the same thing names it the same: by check, policy and address, never by words, lines or
 * the order of others. Findings that agree in all three are counted.
 */
export function fingerprintsOf(findings: readonly Finding[], hash: (text: string) => string): readonly string[] {
  const counts = new Map<string, number>();
  return findings.map(({ check, policy, address }) => {
    const name = JSON.stringify([check, policy, address]);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${hash(name)}:${String(count)}`;
  });
}
