import { nearest } from '../../domain/nearest';
import { settingNamesUnder } from '../../domain/settings';
import { SKIP, type JsonProblem, type ObjectVisit, type Visit } from './json-visit';
import { JsonWalker } from './json-walker';
import { preambleOf, PREAMBLE_BYTES } from './preamble';

/** What holds a policy: a plan, Terraform JSON, or the settings of a policy. */
export type InputKind = 'plan' | 'synthesized' | 'settings';

/** Stops the walk once nothing more has to be known. */
class Stop extends Error {
  constructor(readonly problem?: JsonProblem) {
    super(problem);
  }
}

/**
 * Tells from the names at the top of some JSON, as its bytes come, what it is. It judges nothing else: text that is broken is of the
 * kind that it began as, so that whoever reads that kind says what is wrong.
 */
export class InputKindFinder {
  /** What is wrong with it, or what it is instead; undefined where nothing was found. */
  private strange: string | undefined;
  private found: InputKind | undefined;
  private readonly names: string[] = [];
  private head = new Uint8Array(0);
  private walker: JsonWalker | undefined;
  private hasBegun = false;
  private isOver = false;

  /** Whether it is a plan for sure, so that the rest need not be kept. */
  get isPlan(): boolean {
    return this.found === 'plan';
  }

  /** Reads the next piece, of any size. */
  feed(chunk: Uint8Array): void {
    if (this.isOver) return;
    if (this.walker !== undefined) {
      this.walk(() => this.walker?.walk(chunk));
      return;
    }
    const head = new Uint8Array(this.head.length + chunk.length);
    head.set(this.head);
    head.set(chunk, this.head.length);
    this.head = head;
    if (head.length >= PREAMBLE_BYTES) this.begin();
  }

  /** Ends the input: gives its kind, or what it is instead, in words. */
  end(): InputKind | { readonly got: string | undefined } {
    if (this.walker === undefined && !this.isOver) this.begin();
    if (!this.isOver) this.walk(() => this.walker?.end());
    const written = WRITTEN_HERE.find(({ names }) => names.every((name) => this.names.includes(name)));
    if (written !== undefined) return { got: written.what };
    return this.found ?? (this.isMisspelt() ? 'settings' : { got: this.strange });
  }

  private begin(): void {
    const preamble = preambleOf(this.head);
    if (preamble.kind === 'foreign') {
      this.isOver = true;
      // The reader of plans says what to do with one that is binary.
      if (preamble.thing === 'binary') this.found = 'plan';
      this.strange = preamble.thing === 'utf16' ? 'text in UTF-16' : undefined;
      return;
    }
    this.walker = new JsonWalker(
      this.visit(),
      (problem) => {
        throw new Stop(problem);
      },
      preamble.markBytes,
    );
    this.walk(() => this.walker?.walk(this.head.subarray(preamble.markBytes)));
  }

  private walk(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      this.isOver = true;
      const { problem } = error;
      if (problem !== undefined) this.strange = problem === 'truncated' && !this.hasBegun ? 'only white space' : PROBLEMS[problem];
    }
  }

  private visit(): ObjectVisit {
    return {
      kind: 'object',
      isWhole: false,
      begin: () => {
        this.hasBegun = true;
        this.strange = 'JSON of something else';
      },
      member: (name) => this.member(name),
      end: () => undefined,
      refuse: () => {
        throw new Stop('no-object');
      },
    };
  }

  /** Settings have the names of no block, and a `cdktf.json` has `output`, which is one. */
  private member(name: string): Visit {
    if (OF_PLANS.has(name)) {
      this.found = 'plan';
      throw new Stop();
    }
    if (OF_SETTINGS.has(name)) this.found = 'settings';
    else if (OF_TERRAFORM.has(name)) this.found ??= 'synthesized';
    else if (this.names.length < MOST_NAMES && name.length <= LONGEST_NAME) this.names.push(name);
    return SKIP;
  }

  /** A setting that is misspelt is one all the same: it will be refused with what was meant. */
  private isMisspelt(): boolean {
    return this.names.some((name) => nearest(name, SETTING_NAMES, 1, 2).length > 0);
  }
}

const MOST_NAMES = 40;
const LONGEST_NAME = 40;

const PROBLEMS: Readonly<Record<JsonProblem, string>> = {
  'not-json': 'text that is not JSON',
  'no-object': 'text that does not begin with {',
  trailing: 'more text after its end',
  'too-deep': 'JSON nested more than 500 levels deep',
  'too-large': 'JSON with more than 64 MiB in one name',
  'not-utf-8': 'text that is not UTF-8',
  truncated: 'a text that is cut off',
};

/**
 * What only a plan has at its top, or what is taken for one (a state, a log): the reader of plans says what it is.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format (read 2026-11)
 */
const OF_PLANS: ReadonlySet<string> = new Set([
  ...['format_version', 'terraform_version', 'planned_values', 'proposed_unknown', 'prior_state', 'configuration', 'variables'],
  ...['resource_changes', 'resource_drift', 'deferred_changes', 'output_changes', 'relevant_attributes', '@level'],
]);

/** What this tool writes itself and is none of them, by names at its top that no other has together. */
const WRITTEN_HERE = [
  { what: 'an inventory, from scan --format json', names: ['schemaVersion', 'accountId', 'keys'] },
  { what: 'a review, from review --format json', names: ['schemaVersion', 'outcome', 'findings'] },
  { what: 'policies, from policy --format json', names: ['schemaVersion', 'files'] },
] as const;

const SETTING_NAMES = settingNamesUnder('');

/** The settings themselves, and by which a `cdktf.json` is known. */
const OF_SETTINGS: ReadonlySet<string> = new Set(['app', 'context', ...SETTING_NAMES]);

/**
 * The blocks at the top of Terraform JSON, and its comment.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json (read 2026-11)
 */
const OF_TERRAFORM: ReadonlySet<string> = new Set([
  ...['//', 'terraform', 'provider', 'resource', 'data', 'variable', 'output', 'locals', 'module'],
  ...['moved', 'import', 'removed', 'check', 'ephemeral', 'action'],
]);
