/** How much a person is shown; what is over is counted. The JSON form is never cut. */
export const BOUNDS = {
  /** Unchanged policies are shown as well when a plan has no more than this. */
  fewPolicies: 3,
  policies: 20,
  findings: 20,
  untold: 10,
  unjudged: 10,
  reasons: 20,
  /** Settings in a sentence. */
  settings: 16,
  /** Items of one list. */
  items: 12,
  /** Characters of one list. */
  listCharacters: 300,
  /** A comment on GitHub ends at 65,536 characters. */
  markdownCharacters: 60_000,
  textColumns: 100,
} as const;
