/**
 * Finds the known words that a mistyped one is nearest to, for "did you mean".
 *
 * Counts insertions, deletions, replacements and swaps of neighbours; a word farther than a third of the longer one is not near.
 * Our own, because `domain` depends on nothing.
 *
 * @returns At most `most` words, nearest first, in the order of `known` among equals.
 */
export function nearest(word: string, known: readonly string[], most: number, farthest?: number): readonly string[] {
  return known
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((entry) => entry.distance <= (farthest ?? tolerance(word, entry.candidate)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map((entry) => entry.candidate);
}

const tolerance = (a: string, b: string): number => Math.max(2, Math.ceil(Math.max(a.length, b.length) / 3));

/** Counts the edits between two words (optimal string alignment). */
function distance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + same,
          swapped ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;
