// The tests of how a plan is read as one file, the smallest first, for mutation testing. The random plans are left out: what
// they find, these say as well, and they take long.
import './review/read/input-kind.test';
import './review/read/json-walker.test';
import './review/read/exact-json.test';
import './review/read/resource-change.test';
import './review/read/visits.test';
import './review/read/plan-reader.test';
import './review/read/configuration.test';
import './review/read/template.test';
import './review/read/synthesized.test';
import './review/read/synthesized-expressions.test';
import './review/read/synthesized-schema.test';
import './review/read/synthesized-encoded.test';
import './review/read/synthesized-references.test';
