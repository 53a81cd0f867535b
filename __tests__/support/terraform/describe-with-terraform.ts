import { terraformPath } from './terraform';

/** One run of Terraform takes up to a second, on a busy machine three; a test has up to ten of them. */
const TEST_TIMEOUT_MS = 60_000;

/**
 * Declares tests that need the real Terraform.
 *
 * Where it is missing they are reported as skipped, by a name that says why. Under `CI=true` they fail instead: a gate
 * that was not run must never look passed.
 */
export function describeWithTerraform(name: string, tests: () => void): void {
  jest.setTimeout(TEST_TIMEOUT_MS);
  switch (terraformGate(terraformPath(), process.env['CI'])) {
    case 'run':
      describe(name, tests);
      return;
    case 'skip':
      describe.skip(`${name} (skipped: terraform is not installed)`, tests);
      return;
    case 'fail':
      describe(name, () => {
        test('terraform is installed', () => {
          throw new Error('terraform must be on PATH when CI is true, got none; install it or unset CI');
        });
      });
  }
}

/** Decides what becomes of tests that need Terraform. */
export function terraformGate(path: string | undefined, ci: string | undefined): 'run' | 'skip' | 'fail' {
  if (path !== undefined) {
    return 'run';
  }
  return ci === 'true' ? 'fail' : 'skip';
}
