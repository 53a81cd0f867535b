// The smallest tests first: a mutant that one of them kills needs no sweep and no simulated world.
const { default: Sequencer } = require('@jest/test-sequencer');

const ORDER = ['/domain/digest', '/sweep/sweep.', '/sweep/sweep-of-many', '/sweep/laws'];

module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => ORDER.findIndex((part) => path.includes(part));
    return [...tests].sort((a, b) => rank(a) - rank(b));
  }
};
