/** What was declared, to be told to the person who asked for it. */
export interface Made {
  /** Files, as the person would type their paths. */
  readonly files: readonly string[];
  /** How many resources of each type. */
  readonly resources: Readonly<Record<string, number>>;
  readonly regions: readonly string[];
  /** What happens to an unused key. */
  readonly sentences: readonly string[];
  /** The command to type next. */
  readonly next: string;
}

/** Says what was made, in plain text that ends with the next command. */
export function report({ files, resources, regions, sentences, next }: Made): string {
  const total = Object.values(resources).reduce((sum, count) => sum + count, 0);
  const [longest] = Object.keys(resources)
    .map((type) => type.length)
    .sort((a, b) => b - a);
  return [
    ...files.map((file) => `Wrote ${file}`),
    '',
    `${String(total)} ${total === 1 ? 'resource' : 'resources'}, those of AWS Config once in each of: ${regions.join(', ')}`,
    ...Object.entries(resources).map(([type, count]) => `  ${type.padEnd(longest ?? 0)}  ${String(count)}`),
    '',
    'What happens to an unused key:',
    ...sentences.map((sentence) => `- ${sentence}`),
    '',
    'Next:',
    `  ${next}`,
    '',
  ].join('\n');
}
