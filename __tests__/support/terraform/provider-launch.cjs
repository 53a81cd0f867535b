'use strict';
/**
 * Starts the bundled stand-in with the machine code of an earlier start.
 *
 * Terraform starts a provider three or four times for one plan; without this each start costs 40 % more.
 */
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const filename = join(__dirname, 'provider.cjs');
const cache = join(__dirname, 'provider.cache');
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const script = new Script(wrap(readFileSync(filename, 'utf8')), { filename, cachedData });
script.runInThisContext()({}, require, module, filename, __dirname);
if (cachedData === undefined || script.cachedDataRejected) {
  process.on('exit', () => {
    // Only at the end is it known which functions run at all. Several may end at once: a rename is all or nothing.
    const unfinished = `${cache}.${process.pid}`;
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, cache);
  });
}
