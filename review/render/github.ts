import type { Places } from '../places';
import type { Finding, ReviewResult } from '../review-result';
import { SEVERITIES } from '../severities';
import type { Severity } from '../severity';
import { visibleWhole } from '../../domain/safe-text';
import { INCOMPLETE, NOTHING, remarksOf, sentencesOf } from './remarks';

/**
 * How many annotations of a level GitHub makes of one step; later ones stand in the log only.
 *
 * @see https://github.com/actions/toolkit/pull/734 (read 2026-11)
 */
const MOST = 10;

const COMMANDS: Readonly<Record<Severity, string>> = { danger: 'error', warning: 'warning', info: 'notice' };
const MANY: Readonly<Record<Severity, string>> = { danger: 'dangers', warning: 'warnings', info: 'findings for information' };

/**
 * Writes a review as workflow commands, of which GitHub makes annotations: one a line, the worst first. Nothing when nothing was found.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands (read 2026-11)
 */
export function renderGithub(result: ReviewResult, places: Places | undefined): string {
  const remarks = remarksOf(result);
  const lines = SEVERITIES.flatMap((severity) =>
    ofLevel(
      severity,
      remarks.filter((remark) => remark.severity === severity),
      places,
    ),
  );
  const nothing = result.outcome === 'none' ? [command('info', { title: 'Nothing to review' }, `${NOTHING}.`)] : [];
  return [...lines, ...nothing].map((line) => `${line}\n`).join('');
}

function ofLevel(severity: Severity, remarks: readonly Finding[], places: Places | undefined): readonly string[] {
  const shown = remarks.length > MOST ? remarks.slice(0, MOST - 1) : remarks;
  const left = remarks.length - shown.length;
  const lines = shown.map((remark) => annotation(remark, places));
  if (left === 0) return lines;
  const title = `${String(left)} more ${MANY[severity]}`;
  const why = `GitHub shows ${String(MOST)} annotations of a level. The summary of this job tells of the others, and the JSON form has all.`;
  return [...lines, command(severity, { title }, why)];
}

function annotation(finding: Finding, places: Places | undefined): string {
  const { check, severity, address } = finding;
  const title = check === INCOMPLETE.name ? 'This plan could not be judged whole' : `${capital(severity)}: ${check}`;
  const place = address === null ? undefined : places?.(address);
  const where = place && { file: place.file, line: String(place.line) };
  // Of a message GitHub keeps 4,096 characters: the sentences are shorter.
  // See https://github.com/actions/runner/blob/main/src/Runner.Worker/ExecutionContext.cs (read 2026-11)
  return command(severity, { title, ...where }, sentencesOf(finding).join('\n'));
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** Writes a command. What is in it is visible before it is escaped, so that only our own line ends become `%0A`. */
function command(severity: Severity, properties: Readonly<Record<string, string>>, message: string): string {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(visibleWhole(value))}`);
  return `::${COMMANDS[severity]} ${written.join(',')}::${escapedData(message)}`;
}

/** As `escapeData` and `escapeProperty` do it. See https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts (read 2026-11) */
const escapedData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapedProperty = (text: string): string => escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
