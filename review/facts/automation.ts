import { factOf, isHidden, valueOf, type Part, type Side } from '../part';
import { PACK_TYPES } from '../recover/kinds';
import { KNOWN_DOCUMENTS } from './known-documents';

/** Tells a remediation of AWS Config, of its own or in the template of a conformance pack, from the target of an event rule. */
export const isRemediation = ({ change }: Part): boolean =>
  change.type === 'aws_config_remediation_configuration' || PACK_TYPES.has(change.type);

/** Names the attribute that says what an automation starts. */
export const targetOf = (part: Part): 'target_id' | 'arn' => (isRemediation(part) ? 'target_id' : 'arn');

/** Writes text of others into a sentence. */
type Write = (text: string) => string;

const asItIs: Write = (text) => text;

/** Says who starts what and what that does, as far as we know; without a period, to begin a sentence or go on in one. */
export function whatIsStarted(part: Part, side: Side, write = asItIs): string {
  const target = factOf(part, side, [targetOf(part)]);
  const isSecret = isSecretIn(part, [targetOf(part)]);
  const named = target.kind === 'known' ? (isSecret ? '(sensitive)' : String(target.value)) : 'what is not known before apply';
  const starter = isRemediation(part) ? 'AWS Config' : 'the event rule';
  const document = isRemediation(part) ? named : documentOf(named);
  return `${starter} starts ${write(named)}, ${target.kind === 'known' ? doings(document, part, side, write) : UNKNOWN}`;
}

/** Says whether a remediation starts by itself, to be put after what it starts; nothing of an event rule, which always does. */
export function whoStarts(part: Part, side: Side): string {
  if (!isRemediation(part)) return '';
  const automatic = factOf(part, side, ['automatic']);
  if (automatic.kind === 'unknown') return '; it may start by itself, which is not known before apply';
  return automatic.kind === 'known' && automatic.value === true ? '; it starts by itself' : '; a person must start it';
}

const UNKNOWN = 'and we do not know what it does';

/** Where the other side is the same, printing it would tell both. */
const isSecretIn = (part: Part, path: readonly (string | number)[]): boolean =>
  isHidden(part, 'before', path) || isHidden(part, 'after', path);

/** The ARN of a document as the target of an event rule ends with its name and version. */
const documentOf = (arn: string): string => /:automation-definition\/([^:]+)/.exec(arn)?.[1] ?? arn;

function doings(document: string, part: Part, side: Side, write: Write): string {
  const known = KNOWN_DOCUMENTS.get(document);
  if (known === undefined) return UNKNOWN;
  const { does, limit } = known;
  return `which ${does}${limit === undefined ? '' : ` for ${write(ownLimit(part, side, limit))}, whatever the limit of the policy`}`;
}

function ownLimit(part: Part, side: Side, limit: { readonly parameter: string; readonly default: string }): string {
  const given = valueOf(part, side, ['parameter']);
  if (!isRemediation(part)) return OWN_DAYS;
  const at = Array.isArray(given) ? given.findIndex((one: unknown) => isNamed(one, limit.parameter)) : -1;
  if (at < 0) return limit.default;
  const value = factOf(part, side, ['parameter', at, 'static_value']);
  if (value.kind !== 'known' || value.isSensitive || isHidden(part, OTHER[side], ['parameter'])) return OWN_DAYS;
  return `${String(value.value)} ${String(value.value) === '1' ? 'day' : 'days'}`;
}

const OTHER: Readonly<Record<Side, Side>> = { before: 'after', after: 'before' };

const OWN_DAYS = 'its own number of days';

function isNamed(parameter: unknown, name: string): boolean {
  return typeof parameter === 'object' && parameter !== null && 'name' in parameter && parameter.name === name;
}
