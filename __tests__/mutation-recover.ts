// The tests of what recovers policies from a plan as one file, the smallest first, for mutation testing. The random
// policies, and what declares any, are left out: the engine takes long to load.
import './review/exit-code.test';
import './review/outcome.test';
import './review/findings.test';
import './review/embedded-json.test';
import './review/leaf.test';
import './review/part.test';
import './review/sorted-json.test';
import './review/differences.test';
import './review/recover/kinds.test';
import './review/recover/providers.test';
import './review/recover/candidates.test';
import './review/recover/read-rule.test';
import './review/recover/read-recorder.test';
import './review/recover/read-remediation.test';
import './review/recover/read-surroundings.test';
import './review/recover/turned.test';
import './review/recover/read-alerts.test';
import './review/recover/links.test';
import './review/recover/groups.test';
import './review/recover/written-plans.test';
import './review/unjudged-beside-settings.test';
import './review/unjudged.test';
