// Makes the function ready to run: one bundled file in one zip, the same bytes wherever and whenever it is built.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { zipSync } from 'fflate';

const ROOT = join(import.meta.dirname, '..');

/** Local time on purpose, as the zip writer reads it: an instant in UTC would be another one in each time zone. */
const MTIME = new Date(1980, 0, 1);
const UNIX = 3;
/** A plain file that all may read, in the upper half of the attributes; the library's own default is a file that nobody may. */
const READABLE = (0o100644 << 16) >>> 0;

/**
 * The SDK's reader of XML gathers a text character by character. A credential report is one text of megabytes, for which that takes
 * a hundred times its size in memory; cut out in one piece it takes none. A build fails when the SDK has changed the place.
 */
const TEXT_BY_CHARACTER = /let text = "";\s+while \(p\.i < p\.z && p\.x\[p\.i\] !== "<"\) \{\s+text \+= p\.x\[p\.i\+\+\];\s+\}/;
const TEXT_IN_ONE_PIECE = `const end = p.x.indexOf("<", p.i);
                const text = p.x.slice(p.i, end === -1 ? p.z : end);
                p.i += text.length;`;
export const textInOnePiece = {
  name: 'text-in-one-piece',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/]xml-builder[\\/]dist-es[\\/]xml-parser\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const contents = source.replace(TEXT_BY_CHARACTER, TEXT_IN_ONE_PIECE);
      return contents === source ? { errors: [{ text: 'the loop over a text is not where it was' }] } : { contents };
    });
  },
};

/** Bundles the handler; gives the text and esbuild's account of what is in it. */
export async function bundleFunction() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['lambda/handler.ts'],
    outfile: 'index.js',
    bundle: true,
    platform: 'node',
    // Tests run it on Node 20; AWS Lambda runs a newer one.
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    alias: { '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'environment-credentials.mjs') },
    plugins: [textInOnePiece],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  return { code: outputFiles[0].contents, metafile };
}

/** Makes the zip at a path; gives esbuild's account of what is in it. */
export async function buildFunction(path = join(ROOT, 'dist', 'sweep.zip')) {
  const { code, metafile } = await bundleFunction();
  mkdirSync(dirname(path), { recursive: true });
  // In one step, because somebody may be reading the one before.
  const next = `${path}.${process.pid}`;
  writeFileSync(next, zipSync({ 'index.js': [code, { level: 9, mtime: MTIME, os: UNIX, attrs: READABLE }] }));
  renameSync(next, path);
  return metafile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildFunction(process.argv[2]);
