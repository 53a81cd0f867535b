// The tests of a sweep as one file, the smallest first, for mutation testing.
import './sweep/unused.test';
import './sweep/sweep.test';
import './sweep/walk.test';
import './sweep/acts.test';
import './sweep/incomplete.test';
import './sweep/sweep-of-many.test';
import './sweep/laws.test';
