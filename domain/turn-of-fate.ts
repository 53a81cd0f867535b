/** How far is foreseen: of what is done later it is only said that it is. */
export const FORESIGHT_DAYS = 400;

/**
 * What a change means for one access key, worst first: `further` when more is done about it than before, `sooner` when the same is
 * done earlier, `unknown` when one side cannot be foretold, `later`, `spared` when less is done about it, `same`.
 */
export const TURNS_OF_FATE = ['further', 'sooner', 'unknown', 'later', 'spared', 'same'] as const;

/** Names what a change means for a key. */
export type TurnOfFate = (typeof TURNS_OF_FATE)[number];
