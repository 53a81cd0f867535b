// The tests of who is affected as one file, the smallest first, for mutation testing.
import './domain/turn.test';
import './domain/foresight.test';
import './domain/foresee.test';
import './domain/explain-foresight.test';
import './review/foresight/side.test';
import './review/foresight/affected.test';
import './review/foresight/scanned-account.test';
import './scan/render/against.test';
import './review/render/affected.test';
import './scan/against.test';
import './domain/foresight-laws.test';
import './domain/foresee-as-swept.test';
