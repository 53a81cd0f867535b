import { join } from 'node:path';
import { renderJson } from '../../../review/render/json';
import { renderMarkdown } from '../../../review/render/markdown';
import { renderText } from '../../../review/render/text';
import { expectFixture } from '../../support/fixture';
import { RESULTS } from './results';

const FOLDER = join(__dirname, 'expected');

describe('what a reviewer sees', () => {
  describe.each(Object.entries(RESULTS))('of %s', (name, result) => {
    test('in a comment', () => {
      expectFixture(FOLDER, `${name}.md`, renderMarkdown(result));
    });

    test('in a terminal', () => {
      expectFixture(FOLDER, `${name}.txt`, renderText(result));
    });

    // Three thousand policies are 5 MB of JSON.
    if (result.policies.length < 10) {
      test('in a program', () => {
        expectFixture(FOLDER, `${name}.json`, renderJson(result));
      });
    }
  });
});
