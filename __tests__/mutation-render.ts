// The tests of how a review is written as one file, the smallest first, for mutation testing.
import fc from 'fast-check';
import './domain/milestones.test';
import './review/changed-settings.test';
import './domain/safe-text.test';
import './domain/safe-markdown.test';
import './review/render/settings.test';
import './review/render/picture.test';
import './review/render/explained.test';
import './review/render/markdown.test';
import './review/render/text.test';
import './review/render/bounds.test';
import './review/render/unjudged.test';
import './review/render/json.test';
import './review/render/structure.test';
import './review/render/policy-document.test';
import './review/render/expected.test';

fc.configureGlobal({ numRuns: 10 });
import './review/render/github.test';
import './review/render/code-quality.test';
import './review/render/sarif.test';
import './review/render/affected-hostile.test';
import './review/render/surroundings.test';
import './review/render/in-files.test';
