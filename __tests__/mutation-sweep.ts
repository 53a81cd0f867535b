// The tests of a sweep as one file, the smallest first, so that mutation testing loads everything once for a mutant.
import './sweep/sweep.test';
import './sweep/sweep-of-many.test';
import './sweep/laws.test';
