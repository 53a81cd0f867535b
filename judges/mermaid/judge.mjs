// Asks Mermaid what it has against each text of a list in JSON, and what a timeline of it says. The argument is the folder in which it is.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Script } from 'node:vm';

const folder = resolve(process.argv[2]);
const { JSDOM } = createRequire(join(folder, 'package.json'))('jsdom');

// The bundled file holds all that Mermaid needs, so its version alone decides; and it runs on Node 20, which the package does not promise.
const page = new JSDOM('', { runScripts: 'outside-only' });
const bundle = join(folder, 'node_modules', 'mermaid', 'dist', 'mermaid.min.js');
new Script(readFileSync(bundle, 'utf8')).runInContext(page.getInternalVMContext());
const { mermaid } = page.window;

const answers = [];
for (const text of JSON.parse(readFileSync(0, 'utf8'))) answers.push(await asked(text));
process.stdout.write(JSON.stringify(answers));
page.window.close();

async function asked(text) {
  try {
    const { diagramType } = await mermaid.parse(text);
    if (diagramType !== 'timeline') return { problem: null, diagramType, days: [] };
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const days = db.getTasks().map(({ section, task, events }) => [section, task, ...events].map((words) => words.trim()));
    return { problem: null, diagramType, days };
  } catch ({ message }) {
    return { problem: message, diagramType: null, days: [] };
  }
}
