import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the list of packages in our bundles with their licences, from esbuild's accounts of what it read, each after the name of what holds them. */
export function notices(metafiles) {
  const holders = new Map();
  for (const [holder, { inputs }] of metafiles) {
    for (const folder of Object.keys(inputs).flatMap(packageFolder))
      holders.set(folder, [...new Set([...(holders.get(folder) ?? []), holder])]);
  }
  const packages = [...holders].map(([folder, held]) => ({ ...describe(folder), held })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    '# Third-party notices',
    '',
    'The command line (`dist/iam-unused-credentials.js`, and the two files beside it that it loads to declare and to scan) and the function in',
    '`dist/sweep.zip` contain the packages below, minified. They are otherwise unchanged, but for cdktf, which comes without its zip writer and without',
    'its recording of where tokens are made; yargs, which has a platform of ours under it (scripts/yargs-shim.mjs in the source) in place of its own;',
    'and the AWS SDK, which reads a long text in one piece and does not warn of versions of Node that a later one will need.',
    'The source of each is the npm package of that name and version; those under MPL-2.0 may be used, changed and passed on under its terms (https://mozilla.org/MPL/2.0/).',
    '',
    '| package | version | licence | in | source |',
    '| --- | --- | --- | --- | --- |',
    ...packages.map(({ name, version, license, held, source }) => `| ${name} | ${version} | ${license} | ${held.join(', ')} | ${source} |`),
    '',
    ...packages.flatMap(({ name, text }) => [`## ${name}`, '', '```text', text, '```', '']),
  ].join('\n');
}

/** Gives the folder of the package that a file belongs to, if any. */
function packageFolder(input) {
  const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
  return folder === undefined ? [] : [folder];
}

function describe(folder) {
  const { name, version, license, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} names no licence`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const source = (typeof repository === 'string' ? repository : (repository?.url ?? '')).replace(/^git\+/, '').replace(/\.git$/, '');
  const text =
    file !== undefined && existsSync(join(folder, file))
      ? readFileSync(join(folder, file), 'utf8').trim()
      : `Licence: ${license}. The package ships no licence text.`;
  return { name, version, license, source, text: text.replaceAll('```', "'''") };
}
