// The tests of what recovers policies from a plan as one file, the smallest first, so that mutation testing loads everything once for a mutant.
import './review/exit-code.test';
import './review/outcome.test';
import './review/findings.test';
import './review/recover/recover.test';
