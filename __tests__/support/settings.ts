import { literalSource } from '../../domain/read-policy';

/** Settings that stand in a test: nothing is deferred, names are as in TypeScript. */
export const LITERAL = literalSource('here');
