import { listed } from '../../domain/phrases';
import type { ReviewResult } from '../review-result';
import type { Severity } from '../severity';
import { becomingOf } from './becoming';
import { BOUNDS } from './bounds';
import { cut } from './cut';
import { paragraph, type Block } from './document';

const SUBJECT = 'against unused credentials';
const NONE = `No policy ${SUBJECT} is in this plan`;

/** Says in one sentence what comes out of a review, and why a plan could not be judged whole. */
export function opening(result: ReviewResult): readonly Block[] {
  const { outcome, incomplete, policies, findings } = result;
  const without = policies.length === 0 && findings.length > 0 ? [paragraph(`${NONE}.`)] : [];
  if (outcome !== 'incomplete') return [heading(sentence(result)), ...without];
  const seen = findings.length > 0 || policies.length > 0 ? sentence(result) : NONE;
  const items = cut(incomplete, BOUNDS.reasons, (reason) => [[reason]], 'reasons');
  return [
    heading('This plan could not be judged whole: do not take this for a pass'),
    ...(items.length === 0 ? [] : [{ kind: 'list', items } as const]),
    paragraph(`As far as it could be judged: ${seen.charAt(0).toLowerCase()}${seen.slice(1)}.`),
    ...without,
  ];
}

const heading = (sentence: string): Block => ({ kind: 'heading', level: 2, line: [sentence] });

function sentence(result: ReviewResult): string {
  const { findings, policies } = result;
  if (findings.length === 0) return policies.length === 0 ? `${NONE}: there was nothing to review` : unremarkable(result);
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const [dangers, warnings, infos] = [count('danger'), count('warning'), count('info')];
  const info = isAre(infos, 'for information');
  if (dangers > 0) {
    const more = [warnings > 0 ? `${String(warnings)} should be looked at` : '', info].filter((words) => words !== '');
    return `Danger: ${things(dangers)} must be decided about ${subject(result, 'danger')}${besides(more)}`;
  }
  if (warnings > 0)
    return `Warning: ${things(warnings)} should be looked at in ${subject(result, 'warning')}${besides(info === '' ? [] : [info])}`;
  const look = lookAt(result);
  const start = look === '' ? 'Nothing must be decided' : 'No check found anything to decide';
  return `${start}: ${things(infos)} to know about ${subject(result, 'info')}${look === '' ? '' : `; ${look}`}`;
}

const things = (count: number): string => (count === 1 ? '1 thing' : `${String(count)} things`);

const isAre = (count: number, words: string): string => (count === 0 ? '' : `${String(count)} ${count === 1 ? 'is' : 'are'} ${words}`);

const besides = (more: readonly string[]): string => (more.length === 0 ? '' : `; besides, ${listed(more)}`);

/** What the findings of a severity are about. */
function subject({ findings }: ReviewResult, severity: Severity): string {
  const about = findings.filter((finding) => finding.severity === severity).map(({ policy }) => policy);
  const count = new Set(about.filter((id) => id !== null)).size;
  const policies = count === 0 ? [] : [`${String(count)} ${count === 1 ? 'policy' : 'policies'} ${SUBJECT}`];
  return listed([...policies, ...(about.includes(null) ? ['the rest of the plan'] : [])]);
}

/** Says where to look although no check found anything to decide there; nothing when nothing changes that could matter. */
function lookAt({ policies, unjudged }: ReviewResult): string {
  const isChanged = policies.some((policy) => becomingOf(policy) === 'changed');
  const places = [...(isChanged ? ['the settings that change'] : []), ...(unjudged.length > 0 ? ['what no check judges'] : [])];
  return places.length === 0 ? '' : `look at ${listed(places)}`;
}

/** Nothing was found: does anything change? */
function unremarkable(result: ReviewResult): string {
  const { policies } = result;
  const becoming = policies.map(becomingOf);
  const changed = becoming.filter((word) => word !== 'unchanged' && word !== 'touched').length;
  const all = policies.length === 1 ? `the policy ${SUBJECT}` : `all ${String(policies.length)} policies ${SUBJECT}`;
  const found = 'no check found anything to decide';
  if (changed === 0 && !becoming.includes('touched')) {
    return `${capital(all)} ${policies.length === 1 ? 'is' : 'are'} unchanged`;
  }
  const look = lookAt(result);
  const end = look === '' ? found : `${found}: ${look}`;
  if (changed === 0) return `${capital(all)} ${policies.length === 1 ? 'keeps its' : 'keep their'} settings, and ${end}`;
  if (policies.length === 1) return `${capital(all)} changes, and ${end}`;
  return `${String(changed)} of ${String(policies.length)} policies ${SUBJECT} ${changed === 1 ? 'changes' : 'change'}, and ${end}`;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
