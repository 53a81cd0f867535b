import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicy } from '../../domain/read-policy';
import { LITERAL } from '../support/settings';
import { blocksIn, blocksOf, ROOT } from './markdown';

interface CdktfJson {
  readonly context?: { readonly unusedCredentials?: unknown };
}

describe('settings in the documentation', () => {
  test.each(blocksIn('json'))('$page:$line is a policy', ({ text }) => {
    const value = JSON.parse(text) as CdktfJson;
    const declared = readPolicy(value.context?.unusedCredentials ?? value, LITERAL);
    expect(declared.policy.regions).toEqual(['eu-west-1']);
    expect([...declared.deferred]).toEqual([]);
  });

  test('the README shows the context of cdktf.json as it is', () => {
    const { context } = JSON.parse(readFileSync(join(ROOT, 'cdktf.json'), 'utf8')) as CdktfJson;
    const shown = blocksOf('README.md').filter(({ language }) => language === 'json');
    expect(shown.map(({ text }) => JSON.parse(text) as unknown)).toEqual([{ context }]);
  });
});
