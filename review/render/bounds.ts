/** How much a person is shown; what is over is counted. The JSON form is never cut. */
export interface Bounds {
  readonly policies: number;
  readonly findings: number;
  /** Access keys of one policy. */
  readonly keys: number;
}

/** What a comment and a terminal have room for, and what the summary of a job has. */
export const USUAL: Bounds = { policies: 20, findings: 20, keys: 50 };
export const LONG: Bounds = { policies: 500, findings: 500, keys: 1000 };

/** How much of each thing is shown, wherever it is. */
export const BOUNDS = {
  /** Unchanged policies are shown as well when a plan has no more than this. */
  fewPolicies: 3,
  untold: 10,
  unjudged: 10,
  reasons: 20,
  /** Settings in a sentence. */
  settings: 16,
  /** Items of one list. */
  items: 12,
  /** Characters of one list. */
  listCharacters: 300,
  textColumns: 100,
} as const;
