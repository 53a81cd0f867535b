import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names a judge that `npm run judges` installs. */
export type Judge =
  | 'checkov'
  | 'parliament'
  | 'event-ruler'
  | 'aws-cdk-lib'
  | 'moto'
  | 'ministack'
  | 'dynamodb-local'
  | 'rego'
  | 'prowler'
  | 'custodian'
  | 'awscli'
  | 'shellcheck'
  | 'actionlint'
  | 'mermaid';

const INSTALLED = join(__dirname, '..', '..', '..', '.judges');

/** The folder of a judge. */
export const judgeFolder = (judge: Judge): string => join(INSTALLED, judge);

/** A program of a judge written in Python: its own, unless another is named. */
export const judgeProgram = (judge: Judge, name: string = judge): string => join(judgeFolder(judge), 'bin', name);

/**
 * Declares tests that need a judge. Where it is missing they are reported as skipped, by a name that says why; with `CI=true`
 * they fail instead, because a gate that was not run must never look passed.
 */
export function describeWithJudge(judge: Judge, name: string, tests: () => void): void {
  const because = missing(judge);
  switch (judgeGate(because, process.env['CI'])) {
    case 'run':
      describe(name, tests);
      return;
    case 'skip':
      describe.skip(`${name} (skipped: ${because ?? ''})`, tests);
      return;
    case 'fail':
      describe(name, () => {
        test(`${judge} is there`, () => {
          throw new Error(`${judge} must be installed when CI is true, got none: ${because ?? ''}`);
        });
      });
  }
}

/** Decides what becomes of tests that need a judge. */
export function judgeGate(because: string | undefined, ci: string | undefined): 'run' | 'skip' | 'fail' {
  if (because === undefined) return 'run';
  return ci === 'true' ? 'fail' : 'skip';
}

/** Why a judge cannot be asked. */
function missing(judge: Judge): string | undefined {
  const list = join(INSTALLED, 'missing.json');
  if (!existsSync(list)) return 'npm run judges installs it';
  return (JSON.parse(readFileSync(list, 'utf8')) as Partial<Record<Judge, string>>)[judge];
}
