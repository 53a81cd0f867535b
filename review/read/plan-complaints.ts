import { complaint, InputError, type Complaint } from '../../domain/errors';
import type { JsonKind, JsonProblem } from './json-visit';

/** Makes the errors that say why an input is no readable plan: one line each, with what to do. No value of the input is in them. */
export class PlanComplaints {
  /** Takes how the input is called, such as `plan.json` or `standard input`. */
  constructor(private readonly name: string) {}

  /** The input is something else. */
  foreign(thing: ForeignThing): InputError {
    const { got, advice } = FOREIGN[thing];
    return this.complain({ accepted: PLAN, got, advice });
  }

  /** The input is no JSON, or none that we read. */
  broken(problem: JsonProblem, at: number): InputError {
    return this.complain({ ...BROKEN[problem], at: `${this.name}, byte ${String(at)}` });
  }

  /** The format is one that we do not know. */
  format(version: string): InputError {
    const advice = 'a later version of iam-unused-credentials may read it';
    return this.complain({ accepted: 'in format 0.x or 1.x', got: version, advice });
  }

  /** Terraform could not finish the plan. */
  errored(): InputError {
    const accepted = 'one that Terraform could finish';
    const advice = 'mend what terraform plan complains of, and plan again';
    return this.complain({ accepted, got: 'a plan that is errored', advice });
  }

  /** A part of the plan is of another kind than Terraform writes. */
  kind(where: string, accepted: string, got: JsonKind): InputError {
    return this.complain({ accepted: `JSON with ${accepted} here`, got: WORDS[got], at: this.place(where), advice: AGAIN });
  }

  /** A key stands twice, so that readers may disagree about the plan. */
  twice(where: string, key: string): InputError {
    return this.complain({ accepted: 'JSON with each key once', got: `${key} twice`, at: this.place(where), advice: AGAIN });
  }

  /** A key is not known to us, and it may be the mangled name of the changes, because these are missing. */
  unknownKey(key: string): InputError {
    const accepted = 'with resource_changes, or with no key that is not known';
    const advice = 'if Terraform wrote it, a later version of iam-unused-credentials may read it';
    return this.complain({ accepted, got: key, advice });
  }

  /** An element of a list is not whole. */
  element(where: string, accepted: string, got: string): InputError {
    return this.complain({ accepted: `JSON with ${accepted} here`, got, at: this.place(where), advice: AGAIN });
  }

  private place(where: string): string {
    return where === '' ? this.name : `${this.name}, ${where}`;
  }

  private complain(parts: Partial<Complaint> & Pick<Complaint, 'accepted' | 'got'>): InputError {
    return new InputError(complaint({ name: 'the plan', at: this.name, ...parts }));
  }
}

/** What people give in place of a plan. */
export type ForeignThing = keyof typeof FOREIGN;

const PLAN = 'JSON as terraform show -json FILE writes it';
const SHOW = 'make a plan with terraform plan -out=FILE, then use terraform show -json FILE';
const AGAIN = 'write it anew with terraform show -json FILE';
const WRAPPER = 'write it with terraform show -json FILE; in GitHub Actions give setup-terraform the input terraform_wrapper: false';

const FOREIGN = {
  nothing: { got: undefined, advice: 'did the command that should write it fail?' },
  space: { got: 'only white space', advice: 'did the command that should write it fail?' },
  binary: { got: 'a binary plan file', advice: 'use terraform show -json FILE, with this file' },
  utf16: {
    got: 'text in UTF-16',
    advice: 'Windows PowerShell writes it with >; use terraform show -json FILE | Out-File -Encoding utf8 plan.json',
  },
  log: { got: 'the log of terraform plan -json', advice: SHOW },
  state: { got: 'a state', advice: SHOW },
  schemas: { got: 'the schemas of providers', advice: SHOW },
  other: { got: 'JSON of something else', advice: SHOW },
} as const;

const BROKEN: Readonly<Record<JsonProblem, Pick<Complaint, 'accepted' | 'got' | 'advice'>>> = {
  'not-json': { accepted: PLAN, got: 'text that is not JSON', advice: AGAIN },
  'no-object': { accepted: PLAN, got: 'text that does not begin with {', advice: WRAPPER },
  trailing: { accepted: PLAN, got: 'more text after its end', advice: WRAPPER },
  'too-deep': { accepted: 'JSON nested at most 500 levels deep', got: 'more levels', advice: AGAIN },
  'too-large': { accepted: 'JSON with at most 64 MiB for one value', got: 'more', advice: AGAIN },
  'not-utf-8': { accepted: PLAN, got: 'text that is not UTF-8', advice: AGAIN },
  truncated: { accepted: 'whole', got: 'a text that is cut off', advice: AGAIN },
};

const WORDS: Readonly<Record<JsonKind, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  true: 'true',
  false: 'false',
  null: 'null',
};
