import type { Candidate } from './candidates';

/** Of several policies that a part may belong to, those with whose name its own begins: the longest; all where there are none. */
export function narrowed<Named extends { readonly names: ReadonlySet<string> }>(
  groups: readonly Named[],
  candidate: Candidate,
): readonly Named[] {
  const own = namesOf(candidate);
  const lengthOf = ({ names }: Named): number =>
    Math.max(
      0,
      ...[...names].filter((name) => own.some((text) => text === name || text.startsWith(`${name}-`))).map(({ length }) => length),
    );
  const longest = Math.max(...groups.map(lengthOf));
  return groups.filter((group) => lengthOf(group) === longest);
}

/** The names that a part has itself, on either side. */
export function namesOf({ before, after }: Candidate): readonly string[] {
  const names = [before, after].flatMap((values) => [values?.['name'], values?.['alarm_name'], values?.['analyzer_name']]);
  return names.filter((name): name is string => typeof name === 'string');
}
