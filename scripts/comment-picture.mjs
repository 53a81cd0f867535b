// Draws docs/pictures/comment.png: the comment of examples/pull-request-review/review.md as GitHub shows it, from its top to the first
// finding. `node scripts/comment-picture.mjs`, by hand, after review.md has changed: a test tells when. It needs Debian's chromium
// (CHROMIUM names another), installs the packages below into .scratch/ and Mermaid into .judges/. It is not part of CI, because other
// fonts make other bytes. An argument names another Markdown file, which is drawn whole into .scratch/comment-picture.png.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { marked } from 'marked';

process.chdir(join(import.meta.dirname, '..'));

const SOURCE = 'examples/pull-request-review/review.md';
const PICTURE = 'docs/pictures/comment.png';
const PACKAGES = { 'github-markdown-css': '5.9.0', 'playwright-core': '1.65.1', sharp: '0.35.5' };
const FOLDER = join('.scratch', 'comment-picture');
/** How wide a comment is on a usual screen, in CSS pixels, and how many pixels of the picture each is. */
const WIDTH = 920;
const SCALE = 1.5;
/** How much is seen, faintly, of what follows. */
const REST = 48;

const FRAME = `
  body { margin: 0; background: #fff; }
  .comment { box-sizing: border-box; width: ${WIDTH}px; border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden; }
  .by { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; color: #59636e; font: 14px/1.5 'Noto Sans', Helvetica, Arial, sans-serif; }
  .by b { color: #1f2328; }
  .by i { padding: 0 6px; border: 1px solid #d1d9e0; border-radius: 2em; font-style: normal; font-size: 12px; }
  .markdown-body { padding: 16px; font-size: 14px; }
  .markdown-body pre.mermaid { padding: 16px; text-align: center; background: #fff; }
  .fade { position: absolute; left: 0; width: ${WIDTH}px; height: ${REST}px; background: linear-gradient(#fff0, #fff); }
`;

const [other] = process.argv.slice(2);
install();
const markdown = readFileSync(other ?? SOURCE);
const png = await small(await drawn(pageOf(markdown.toString()), other === undefined));
if (other === undefined) {
  mkdirSync('docs/pictures', { recursive: true });
  writeFileSync(PICTURE, png);
  const sums = { 'review.md': sha256(markdown), 'comment.png': sha256(png) };
  writeFileSync('docs/pictures/comment.json', `${JSON.stringify(sums, null, 2)}\n`);
} else {
  writeFileSync(join('.scratch', 'comment-picture.png'), png);
}
console.log(`Drew ${other ?? SOURCE}: ${(png.length / 1000).toFixed(0)} KB`);

function install() {
  execFileSync(process.execPath, ['scripts/judges.mjs', '--install', 'mermaid'], { stdio: 'inherit' });
  mkdirSync(FOLDER, { recursive: true });
  const list = JSON.stringify({ private: true, dependencies: PACKAGES });
  writeFileSync(join(FOLDER, 'package.json'), list);
  const options = ['--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', '--prefix', FOLDER, ...options], { stdio: 'inherit' });
}

/** A comment on GitHub breaks its lines where its text does. */
function pageOf(text) {
  const css = readFileSync(join(FOLDER, 'node_modules/github-markdown-css/github-markdown-light.css'), 'utf8');
  const html = marked(text, { gfm: true, breaks: true, headerIds: false, mangle: false });
  const shown = html.replaceAll(/<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g, '<pre class="mermaid">$1</pre>');
  return `<!doctype html><meta charset="utf-8"><style>${css}${FRAME}</style>
<div class="comment"><div class="by"><b>github-actions</b> <i>bot</i> commented</div><div class="markdown-body">${shown}</div></div>`;
}

async function drawn(html, isCropped) {
  const { chromium } = installed('playwright-core');
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 1000 }, deviceScaleFactor: SCALE });
    await page.setContent(html);
    await page.addScriptTag({ path: '.judges/mermaid/node_modules/mermaid/dist/mermaid.min.js' });
    await page.evaluate(async () => {
      globalThis.mermaid.initialize({ startOnLoad: false });
      await globalThis.mermaid.run();
    });
    const height = await page.evaluate(isCropped ? bottomOfFirstFinding : bottomOfAll);
    if (isCropped) await page.evaluate(fadeAt, height);
    return await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width: WIDTH, height: height + (isCropped ? REST : 0) } });
  } finally {
    await browser.close();
  }
}

/** Text on white has few colours: as a palette it takes a third of the room. */
function small(picture) {
  return installed('sharp')(picture).png({ palette: true, colours: 128, effort: 10, compressionLevel: 9 }).toBuffer();
}

function installed(name) {
  return createRequire(join(process.cwd(), FOLDER, 'package.json'))(name);
}

// These run in the page.
function bottomOfFirstFinding() {
  const finding = [...document.querySelectorAll('li')].find(({ textContent }) => textContent.includes('What to do:'));
  return Math.ceil(finding.getBoundingClientRect().bottom);
}

function bottomOfAll() {
  return Math.ceil(document.documentElement.getBoundingClientRect().bottom);
}

function fadeAt(top) {
  const fade = document.createElement('div');
  fade.className = 'fade';
  fade.style.top = `${top}px`;
  document.body.append(fade);
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
