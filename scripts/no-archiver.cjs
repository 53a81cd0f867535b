// Stands in for the engine's zip writer in the bundled command line, which makes no assets.
module.exports = () => {
  throw new Error('the command line makes no assets');
};
