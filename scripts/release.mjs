// `npm run release`: takes the changesets into a version and CHANGELOG.md, and names that version wherever somebody would copy it from.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

process.chdir(join(import.meta.dirname, '..'));
const versionNow = () => JSON.parse(readFileSync('package.json', 'utf8')).version;
const COPIED_FROM = [
  'action.yml',
  'examples/ci/atlantis.yaml',
  'examples/ci/gitlab-ci.yml',
  'examples/ci/review.sh',
  'examples/ci/spacelift.yml',
  'examples/pull-request-review/workflow.yml',
];

const before = versionNow();
execFileSync('npx', ['changeset', 'version'], { stdio: 'inherit' });
const after = versionNow();
for (const file of COPIED_FROM) {
  const text = readFileSync(file, 'utf8');
  const named = text
    .replaceAll(`iam-unused-credentials@${before}`, `iam-unused-credentials@${after}`)
    .replace(`default: ${before}`, `default: ${after}`);
  if (named === text) throw new Error(`${file} does not name the version ${before}`);
  writeFileSync(file, named);
}
