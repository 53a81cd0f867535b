import type { Side } from '../part';
import type { ResourceChange } from '../plan';
import { embeddedJson } from '../embedded-json';
import { at, UNUSED_CREDENTIALS_CHECK } from './kinds';
import type { Template } from './template-rules';
import type { Given } from './template-values';

/**
 * Reads the text of a template, as YAML or JSON; functions of CloudFormation come as JSON has them, `{ Ref: … }`, `{ 'Fn::If': […] }`.
 * Undefined for what is none.
 */
export type ReadTemplate = (text: string) => unknown;

/** What a plan tells of the template of a conformance pack on one side. */
export type Told =
  | { readonly kind: 'read'; readonly template: Template; readonly given: Given; readonly isSecret: boolean }
  /** `because` completes "the template …". */
  | { readonly kind: 'untold'; readonly because: string; readonly isLater: boolean; readonly isSecret: boolean };

/**
 * The most that AWS takes, in bytes; a text has at least as many bytes as characters.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutConformancePack.html (read 2026-11)
 */
const MAX_BODY = 51_200;

const EXPRESSION = 'is an expression, which only a plan resolves';

/** An expression of Terraform, alike on both sides, in the template. The functions of CloudFormation have marks that look much the same. */
const OF_TERRAFORM = /%\{|\$\{\s*(?:[a-z][a-z0-9_]*\.|[a-z][a-z0-9_]*\s*\()/;

/**
 * The most that is read of a plan, in characters: a million of YAML takes seconds. It is as much as the packs of an account in a region may
 * have, if each held the rule and was half as long as it may be.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html (50 packs)
 */
const MAX_READ = 1_280_000;

/**
 * Where a template may be instead.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutConformancePack.html (read 2026-11)
 */
const ELSEWHERE: readonly (readonly [name: string, place: string])[] = [
  ['template_s3_uri', 'S3'],
  ['template_ssm_document_details', 'a document of Systems Manager'],
];

/** Reads the templates of conformance packs, each text once: a pack for many regions or accounts has one template. */
export class TemplateReader {
  private readonly known = new Map<string, Template | undefined>();
  private left = MAX_READ;

  constructor(private readonly read: ReadTemplate) {}

  /** Tells what is known of the template of a pack on a side; undefined where the pack is not there. */
  told(change: ResourceChange, side: Side): Told | undefined {
    const values = change[side];
    if (values === null) return undefined;
    const isFromFiles = change.isFromFiles === true;
    const unknown = side === 'after' ? change.afterUnknown : change.beforeUnknown;
    const marks = side === 'after' ? change.afterSensitive : change.beforeSensitive;
    const isSecret = ['template_body', 'input_parameter'].some((name) => isMarkedIn(marks, name));
    const untold = (because: string, isLater = false): Told => ({ kind: 'untold', because, isLater, isSecret });
    if (isMarkedIn(unknown, 'template_body')) return untold(isFromFiles ? EXPRESSION : 'is known only after apply', true);
    const { template_body: body } = values;
    // Where a template is given in several ways, AWS need not take the one that is told.
    const place = ELSEWHERE.find(([name]) => isGiven(values[name]) || isMarkedIn(unknown, name))?.[1];
    if (place !== undefined || typeof body !== 'string' || body === '') {
      return untold(`is ${place === undefined ? '' : `in ${place} and `}not in the ${isFromFiles ? 'files' : 'plan'}`);
    }
    const given = givenIn(values['input_parameter'], unknown, isFromFiles);
    if (isFromFiles && !namesTheRule(withoutEscapes(body), given) && OF_TERRAFORM.test(body)) return untold(EXPRESSION);
    if (!mayHoldTheRule(body, given)) return { kind: 'read', template: {}, given, isSecret };
    if (body.length > MAX_BODY) return untold('is longer than the 51,200 bytes that AWS takes');
    if (!this.known.has(body) && this.left < body.length) return untold('was not read: there is too much of templates to read all');
    const template = this.templateOf(body);
    return template === undefined ? untold('cannot be read') : { kind: 'read', template, given, isSecret };
  }

  private templateOf(body: string): Template | undefined {
    if (!this.known.has(body)) {
      // JSON is read in no time.
      if (embeddedJson(body) === undefined) this.left -= body.length;
      this.known.set(body, this.parsed(body));
    }
    return this.known.get(body);
  }

  /** A reader that fails has read nothing: one text must not keep the rest of a plan from being reviewed. */
  private parsed(body: string): Template | undefined {
    try {
      const value = this.read(body);
      const resources = at(value, 'Resources');
      return typeof resources === 'object' && resources !== null ? (value as Template) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Most packs are not about credentials, and are not worth reading. */
function mayHoldTheRule(body: string, given: Given): boolean {
  const text = withoutEscapes(body);
  if (namesTheRule(text, given)) return true;
  const named = text.split('SourceIdentifier').slice(1);
  return text.includes(RULE_TYPE) && named.some((after) => !WRITTEN_OUT.test(after));
}

/** A parameter may name it as well. */
const namesTheRule = (text: string, { values }: Given): boolean =>
  text.includes(UNUSED_CREDENTIALS_CHECK) || [...values.values()].includes(UNUSED_CREDENTIALS_CHECK);

const RULE_TYPE = 'AWS::Config::ConfigRule';

/** What follows the key of an identifier that no function puts together. */
const WRITTEN_OUT = /^["']?[ \t]*:[ \t]*(["']?)[A-Za-z0-9_]+\1[ \t]*(?:[\r\n,}]|#|$)/;

/** Writes out the letters, and the lines that go on, that YAML and JSON may have as escapes. No others spell an identifier. */
function withoutEscapes(body: string): string {
  if (!body.includes('\\')) return body;
  return body.replaceAll(ESCAPES, (_, ...digits: readonly (string | undefined)[]) => {
    const code = Number.parseInt(digits.slice(0, 3).join(''), 16);
    return code <= LAST_LETTER ? String.fromCharCode(code) : '';
  });
}

const ESCAPES = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|\r?\n[ \t]*)/g;
const LAST_LETTER = 0x7f;

/** Tells whether anything is given: Terraform has a block that is not as an empty list. */
function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
}

function givenIn(blocks: unknown, unknown: unknown, isFromFiles: boolean): Given {
  const isAnyMarked = isMarkedIn(unknown, 'input_parameter');
  const all: readonly unknown[] = Array.isArray(blocks) ? blocks : [];
  const named = all.map((block) => [at(block, 'parameter_name'), at(block, 'parameter_value')] as const);
  const values = new Map<string, unknown>();
  const later = new Set<string>();
  for (const [place, [name, value]] of named.entries()) {
    if (typeof name !== 'string') continue;
    // Terraform leaves out what is known only after apply; in files its expression stands there.
    const isLater = isAnyMarked && (value === undefined || value === null);
    if (isLater || (isFromFiles && isMarkedIn(at(unknown, 'input_parameter', place), 'parameter_value'))) later.add(name);
    else values.set(name, value);
  }
  const isAnyLater = isAnyMarked && (all.length === 0 || named.some(([name]) => typeof name !== 'string'));
  return { values, later, isAnyLater, ...(isFromFiles && { isFromFiles }) };
}

/** Tells whether Terraform marks an attribute, or anything in it. */
function isMarkedIn(marks: unknown, name: string): boolean {
  return holdsMark(marks === true ? true : at(marks, name));
}

function holdsMark(marks: unknown): boolean {
  return marks === true || (typeof marks === 'object' && marks !== null && Object.values(marks).some(holdsMark));
}
