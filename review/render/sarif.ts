import type { Places } from '../places';
import type { Finding, ReviewResult } from '../review-result';
import { visibleJson, visibleWhole } from '../../domain/safe-text';
import { anchoring, type Anchor } from './anchors';
import { fingerprintsOf } from './fingerprints';
import { bounded, NOTHING, remarksOf, sentencesOf } from './remarks';
import { LEVELS, ruleIndexOf, sarifRules } from './sarif-rules';

/** What a review does not know of itself. */
export interface About {
  /** Of this package. */
  readonly version: string;
  readonly hash: (text: string) => string;
}

/**
 * The most results: GitHub takes more, up to 25,000, and then drops all but so many, not always the least of them. Ours are the worst.
 *
 * With the bounds of texts it also keeps a file within 10 MB, compressed.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit (read 2026-11)
 */
const MOST = 5_000;

/** The most characters of a name in a location. */
const MOST_NAME = 1_000;

/**
 * Writes a review as SARIF 2.1.0, for GitHub code scanning and others. Without places there are no files in it, and GitHub, which wants one for
 * each result, refuses the whole: a result then says its address only.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (read 2026-11)
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning (read 2026-11)
 */
export function renderSarif(result: ReviewResult, places: Places | undefined, about: About): string {
  const remarks = remarksOf(result);
  const fingerprints = fingerprintsOf(remarks, about.hash);
  const anchorOf = anchoring(result, places);
  const results = remarks.slice(0, MOST).map((remark, at) => resultOf(remark, fingerprints[at] ?? '', anchorOf(remark)));
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'iam-unused-credentials', version: about.version, rules: sarifRules() } },
        invocations: [
          {
            executionSuccessful: result.outcome !== 'incomplete',
            toolExecutionNotifications: notifications(result, remarks.length - results.length),
          },
        ],
        results,
        properties: { outcome: result.outcome },
      },
    ],
  };
  return `${visibleJson(JSON.stringify(document, null, 2))}\n`;
}

/** Says what is no finding. GitHub does not show it, so why a plan could not be judged whole is a result as well. */
function notifications({ outcome, incomplete }: ReviewResult, left: number): readonly object[] {
  const more = `${String(left)} more findings are left out, of which none is worse than these: the JSON form has all.`;
  return [
    ...incomplete.map((reason) => ({ level: 'error', message: { text: safeText(bounded(reason, MOST_NAME)) } })),
    ...(left > 0 ? [{ level: 'warning', message: { text: more } }] : []),
    ...(outcome === 'none' ? [{ level: 'note', message: { text: `${NOTHING}.` } }] : []),
  ];
}

function resultOf(finding: Finding, fingerprint: string, anchor: Anchor | undefined): object {
  const ruleIndex = ruleIndexOf(finding.check);
  const location = locationOf(finding, anchor);
  return {
    ruleId: finding.check,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: LEVELS[finding.severity],
    message: { text: safeText(sentencesOf(finding).join(' ')) },
    ...(location && { locations: [location] }),
    // The name is GitHub's, which reads no other; what it hashes itself is the text of a line, which changes with each value in it.
    // Its upload action warns that ours is another, and keeps ours.
    partialFingerprints: { primaryLocationLineHash: fingerprint },
  };
}

function locationOf(finding: Finding, anchor: Anchor | undefined): object | undefined {
  const logicalLocations = logicalLocationsOf(finding, anchor);
  if (anchor === undefined) return logicalLocations.length === 0 ? undefined : { logicalLocations };
  const { file, line, endLine, of } = anchor;
  return {
    physicalLocation: {
      artifactLocation: artifactOf(file),
      region: { startLine: line, startColumn: 1, endLine },
    },
    ...(logicalLocations.length > 0 && { logicalLocations }),
    ...(of !== 'resource' && { message: { text: INSTEAD[of] } }),
  };
}

const INSTEAD: Readonly<Record<'policy' | 'file', string>> = {
  policy: 'This is another part of the same policy: what was found has no place of its own in the synthesized files.',
  file: 'The line says nothing: what was found has no place in the synthesized files.',
};

/** The kinds are ours where SARIF has no word for it. */
function logicalLocationsOf({ address, policy }: Finding, anchor: Anchor | undefined): readonly object[] {
  const named = (name: string, kind: string): object => ({ fullyQualifiedName: bounded(name, MOST_NAME), kind });
  if (address === null) return policy === null ? [] : [named(policy, 'policy')];
  const construct = anchor?.of === 'resource' ? anchor.constructPath : undefined;
  return [named(address, 'resource'), ...(construct === undefined ? [] : [named(construct, 'construct')])];
}

/** Within a message `[text](target)` is a link. */
const safeText = (text: string): string => text.replaceAll('](', '\\u005D(');

/** A path below the working folder is relative to the root of the sources; any other is not, and stands by itself. */
function artifactOf(file: string): object {
  const uri = uriOf(file);
  // A drive or a root.
  if (/^(?:[A-Za-z]:)?\//.test(file)) return { uri: file.startsWith('/') ? `file://${uri}` : `file:///${uri}` };
  return /^\.\.(?:\/|$)/.test(file) ? { uri } : { uri, uriBaseId: '%SRCROOT%' };
}

/** A path as a reference. */
const uriOf = (file: string): string => visibleWhole(file).split('/').map(encodeURIComponent).join('/');
