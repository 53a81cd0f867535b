import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicy } from '../../domain/read-policy';
import { LITERAL } from '../support/settings';
import { blocksIn, blocksOf, ROOT } from './markdown';

interface CdktfJson {
  readonly context?: { readonly unusedCredentials?: unknown };
}

const blocks = blocksIn('json').map((block) => ({ ...block, value: JSON.parse(block.text) as CdktfJson & object }));
const policies = blocks.filter(({ value }) => 'context' in value || 'regions' in value);

describe('settings in the documentation', () => {
  test('what is no policy is the digest, a filter on it, a finding, a floor or what belongs to a scan, which have tests of their own', () => {
    const others = blocks.filter((block) => !policies.includes(block));
    expect(others.map(({ page }) => page).sort()).toEqual([
      'docs/remediation.md',
      'docs/remediation.md',
      'docs/review.md',
      'docs/review.md',
      'docs/scan.md',
      'docs/scan.md',
      'docs/scan.md',
    ]);
  });

  test.each(policies)('$page:$line is a policy', ({ value }) => {
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
