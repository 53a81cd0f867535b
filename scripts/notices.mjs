import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the list of packages in a bundle with their licences, from esbuild's account of what it read. */
export function notices(metafile) {
  const folders = new Set(
    Object.keys(metafile.inputs)
      .map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
      .filter((folder) => folder !== undefined),
  );
  const packages = [...folders].map(describe).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    '# Third-party notices',
    '',
    'The command line `dist/iam-unused-credentials.js` contains the packages below, minified. They are otherwise unchanged, but for cdktf, which comes',
    'without its zip writer and without its recording of where tokens are made (see scripts/build.mjs in the source).',
    'The source of each is the npm package of that name and version; those under MPL-2.0 may be used, changed and passed on under its terms (https://mozilla.org/MPL/2.0/).',
    '',
    '| package | version | licence | source |',
    '| --- | --- | --- | --- |',
    ...packages.map(({ name, version, license, source }) => `| ${name} | ${version} | ${license} | ${source} |`),
    '',
    ...packages.flatMap(({ name, text }) => [`## ${name}`, '', '```text', text, '```', '']),
  ].join('\n');
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
