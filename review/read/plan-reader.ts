import type { Plan } from '../plan';
import { ChangeList, type ChangeListOptions } from './change-list';
import { ConfigurationReader } from './configuration-reader';
import { Envelope } from './envelope';
import { JsonWalker } from './json-walker';
import { PlanComplaints } from './plan-complaints';
import { preambleOf, PREAMBLE_BYTES } from './preamble';

/**
 * Reads a plan as `terraform show -json` writes it, in pieces as they come and in one pass.
 *
 * Keys may stand in any order. Every byte is held against the grammar of JSON, but only what is wanted is read and kept, so that memory
 * does not grow with the plan.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format (read 2026-11)
 */
export class PlanReader {
  private readonly complaints: PlanComplaints;
  private readonly changes: ChangeList;
  private readonly drift: ChangeList;
  private readonly deferred: ChangeList;
  private readonly configuration: ConfigurationReader;
  private readonly envelope: Envelope;
  private head: Uint8Array = new Uint8Array(0);
  private walker: JsonWalker | undefined;
  private failure: Error | undefined;

  /** Takes the types of resources to keep, and how the input is called in messages, such as `plan.json` or `standard input`. */
  constructor(wanted: ReadonlySet<string>, name: string) {
    this.complaints = new PlanComplaints(name);
    const list = (key: ChangeListOptions['key']): ChangeList => new ChangeList({ key, wanted, complaints: this.complaints });
    this.changes = list('resource_changes');
    this.drift = list('resource_drift');
    this.deferred = list('deferred_changes');
    this.configuration = new ConfigurationReader(wanted, this.complaints);
    this.envelope = new Envelope(
      {
        resource_changes: this.changes,
        resource_drift: this.drift,
        deferred_changes: this.deferred,
        configuration: this.configuration.configuration,
        variables: this.configuration.variables,
      },
      this.complaints,
    );
  }

  /**
   * Reads the next piece, of any size. Its memory may be used anew afterwards.
   *
   * @throws InputError as soon as it is sure that the input is no readable plan.
   */
  feed(chunk: Uint8Array): void {
    this.orFail(() => {
      if (this.walker !== undefined) {
        this.walker.walk(chunk);
        return;
      }
      this.head = this.head.length === 0 ? chunk : Uint8Array.from([...this.head, ...chunk]);
      if (this.head.length >= PREAMBLE_BYTES) this.begin();
      else this.head = this.head.slice();
    });
  }

  /**
   * Ends the input.
   *
   * @throws InputError when the input is no readable plan.
   */
  end(): Plan {
    return this.orFail(() => {
      const walker = this.walker ?? this.begin();
      if (!this.envelope.hasBegun) throw this.complaints.foreign('space');
      walker.end();
      this.envelope.judge();
      return {
        changes: this.changes.changes,
        drift: this.drift.changes,
        deferred: this.deferred.changes,
        otherChanges: this.changes.others,
        hasChanges: this.changes.count > 0,
        isComplete: !this.envelope.isIncomplete && this.deferred.count === 0,
        ...this.configuration.result(),
      };
    });
  }

  private begin(): JsonWalker {
    const { head } = this;
    const preamble = preambleOf(head);
    if (preamble.kind === 'foreign') throw this.complaints.foreign(preamble.thing);
    const walker = new JsonWalker(
      this.envelope,
      (problem, at) => {
        throw this.complaints.broken(problem, at);
      },
      preamble.markBytes,
    );
    this.walker = walker;
    this.head = new Uint8Array(0);
    walker.walk(head.subarray(preamble.markBytes));
    return walker;
  }

  /** What failed once stays failed, so that no caller takes the rest for a plan. */
  private orFail<T>(act: () => T): T {
    if (this.failure !== undefined) throw this.failure;
    try {
      return act();
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }
}
