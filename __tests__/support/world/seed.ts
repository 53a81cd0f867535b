/** The same worlds in every run, so that a change alone can break a law; `LAW_SEED=123` tries others. */
export const SEED = Number(process.env['LAW_SEED'] ?? '20261124');
