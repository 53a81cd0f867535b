import type { SettingsSource } from '../../domain/read-policy';
import { pathName } from '../../domain/value-path';

/** Settings that stand in a test: nothing is deferred, names are as in TypeScript. */
export const LITERAL: SettingsSource = {
  isDeferred: () => false,
  firstOf: (list) => list[0],
  nameOf: pathName,
  at: () => 'here',
};
