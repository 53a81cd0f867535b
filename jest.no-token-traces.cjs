// Stands in tests for what the engines note of each token, to explain one that cannot be resolved. The bundled command line goes
// without it too (scripts/build-command-line.mjs); `npm run consumers` has it.
exports.captureStackTrace = () => [];
exports.captureCreationStack = () => [];
