import { SKIP, type JsonKind, type LookVisit, type ObjectVisit, type Visit } from './json-visit';
import type { PlanComplaints } from './plan-complaints';

/** Reads the outermost object: which keys it has, and the flags; the rest is for the visits that it is given. */
export class Envelope implements ObjectVisit {
  readonly kind = 'object';
  readonly isWhole = false;
  /** Whether anything has come that is not white space. */
  hasBegun = false;
  private readonly keys = new Set<string>();
  private readonly flags = new Map<Flag, JsonKind>();
  private readonly visits: ReadonlyMap<string, Visit>;
  private formatVersion: string | undefined;

  constructor(
    visits: Readonly<Record<string, Visit>>,
    private readonly complaints: PlanComplaints,
  ) {
    this.visits = new Map<string, Visit>([
      ...Object.entries(visits),
      ['format_version', { kind: 'text', text: (version) => (this.formatVersion = version) }],
      ...FLAGS.map((flag): [string, LookVisit] => [flag, { kind: 'look', look: (found) => this.flags.set(flag, found) }]),
    ]);
  }

  begin(): void {
    this.hasBegun = true;
  }

  member(name: string): Visit {
    if (this.keys.has(name)) throw this.complaints.twice('', name);
    // One line for each step: the next one would be text after the end.
    if (name === '@level') throw this.complaints.foreign('log');
    this.keys.add(name);
    return this.visits.get(name) ?? SKIP;
  }

  end(): void {
    // Judged when it is sure that nothing follows.
  }

  refuse(found: JsonKind): never {
    throw this.complaints.kind('', 'an object', found);
  }

  /** Throws unless the object is a plan that can be reviewed. */
  judge(): void {
    if (this.formatVersion === undefined) throw this.complaints.foreign(this.hasAny(STATE_KEYS) ? 'state' : 'other');
    if (!/^[01]\.\d+$/.test(this.formatVersion)) throw this.complaints.format(this.formatVersion);
    if (!this.hasAny(['planned_values', 'resource_changes'])) {
      if (this.hasAny(['provider_schemas'])) throw this.complaints.foreign('schemas');
      throw this.complaints.foreign(this.hasAny(['values']) ? 'state' : 'other');
    }
    for (const flag of FLAGS) {
      const found = this.flags.get(flag) ?? 'true';
      if (found !== 'true' && found !== 'false') throw this.complaints.kind(flag, 'true or false', found);
    }
    if (this.flags.get('errored') === 'true') throw this.complaints.errored();
    const unknown = [...this.keys].find((key) => !KNOWN_KEYS.has(key));
    if (unknown !== undefined && !this.keys.has('resource_changes')) throw this.complaints.unknownKey(unknown);
  }

  /** Whether Terraform says that the plan leaves something out. Earlier versions and OpenTofu do not say. */
  get isIncomplete(): boolean {
    return this.flags.get('complete') === 'false';
  }

  private hasAny(keys: readonly string[]): boolean {
    return keys.some((key) => this.keys.has(key));
  }
}

type Flag = 'complete' | 'errored';

const FLAGS: readonly Flag[] = ['complete', 'errored'];

/** Of the state file itself. What `terraform show -json` makes of one has `values`. */
const STATE_KEYS = ['lineage', 'serial'];

/**
 * All keys that Terraform and OpenTofu have written at the top of a plan.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/internal/command/jsonplan/plan.go (`plan`, read 2026-11)
 */
const KNOWN_KEYS: ReadonlySet<string> = new Set([
  ...['format_version', 'terraform_version', 'timestamp', 'variables', 'planned_values', 'proposed_unknown', 'prior_state'],
  ...['resource_changes', 'resource_drift', 'deferred_changes', 'output_changes', 'action_invocations', 'deferred_action_invocations'],
  ...['configuration', 'relevant_attributes', 'checks', 'applyable', 'complete', 'errored'],
]);
