import { CHECK_FAILED } from '../findings';
import type { Places } from '../places';
import type { Finding, ReviewResult } from '../review-result';
import type { Severity } from '../severity';
import { visibleJson, visibleWhole } from '../../domain/safe-text';
import { anchoring } from './anchors';
import { fingerprintsOf } from './fingerprints';
import { INCOMPLETE, NOTHING, remarksOf, sentencesOf } from './remarks';

/** Ours: the five words of GitLab are for faults of code. */
const SEVERITIES: Readonly<Record<Severity, string>> = { danger: 'critical', warning: 'major', info: 'info' };

/** Ours: GitLab takes no entry without a path and a line and calls the report broken, and this cannot be taken for a file. */
const NO_FILE = 'no-synthesized-file';

/**
 * Writes a review as a code quality report of GitLab. What stands in no synthesized file points to what is left of its policy, or to the
 * start of such a file.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format (read 2026-11)
 */
export function renderCodeQuality(result: ReviewResult, places: Places | undefined, hash: (text: string) => string): string {
  const remarks = [...remarksOf(result), ...(result.outcome === 'none' ? [NONE] : [])];
  const fingerprints = fingerprintsOf(remarks, hash);
  const anchorOf = anchoring(result, places);
  const entries = remarks.map((remark, at) => {
    const { file, line } = anchorOf(remark) ?? { file: NO_FILE, line: 1 };
    return {
      description: sentencesOf(remark).join(' '),
      check_name: remark.check,
      fingerprint: fingerprints[at],
      severity: isUnjudged(remark) ? 'blocker' : SEVERITIES[remark.severity],
      location: { path: visibleWhole(file), lines: { begin: line } },
    };
  });
  return `${visibleJson(JSON.stringify(entries, null, 2))}\n`;
}

const NONE: Finding = {
  check: 'nothing-to-review',
  severity: 'info',
  policy: null,
  address: null,
  message: NOTHING,
  advice: 'Nothing, if this plan should hold no policy',
};

const isUnjudged = ({ check }: Finding): boolean => check === INCOMPLETE.name || check === CHECK_FAILED;
