// The tests of one part for mocha, which keeps what is loaded for all mutants; jest loads everything anew for each. They are written
// for jest: here is what they use of it.
const { expect } = require('expect');
const { bind } = require('jest-each');

/** Leaves out the timeout, as Stryker has its own, and adds `each`. */
function asInJest(declare) {
  const declared = (title, body) => declare(title, body);
  return Object.assign(declared, { each: bind(declared, false) });
}

const test = asInJest(globalThis.it);
Object.assign(globalThis, { expect, test, it: test, describe: asInJest(globalThis.describe) });

require(`./__tests__/mutation-${process.env.MUTATE}`);
