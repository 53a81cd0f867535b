/** How arguments are read: a flag is what was typed, and its value stays text. */
export const PARSING = { 'camel-case-expansion': false, 'dot-notation': false, 'parse-numbers': false, 'greedy-arrays': false } as const;
