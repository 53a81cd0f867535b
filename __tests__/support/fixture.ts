import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Compares a text with a committed file. To accept what a change makes of it, run the test with `UPDATE_FIXTURES=1`
 * and review the difference as what a user will see.
 */
export function expectFixture(folder: string, name: string, text: string): void {
  const file = join(folder, 'fixtures', name);
  if (process.env['UPDATE_FIXTURES'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}
