import type { Plan } from '../plan';
import { ChangeList, type ChangeListOptions } from './change-list';
import { ConfigurationReader } from './configuration-reader';
import { Envelope } from './envelope';
import { exactJsonOf } from './exact-json';
import { HeldBytes } from './held-bytes';
import { JsonWalker } from './json-walker';
import { PlanComplaints } from './plan-complaints';
import { preambleOf, PREAMBLE_BYTES } from './preamble';
import { walkValue } from './value-walk';

/** A plan of some hundred resources. */
const AT_ONCE_BYTES = 1024 * 1024;

/**
 * Reads a plan as `terraform show -json` writes it, in pieces as they come and in one pass.
 *
 * Keys may stand in any order. Every byte is held against the grammar of JSON, but of a large plan only what is wanted is read and
 * kept, so that memory does not grow with it.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format (read 2026-11)
 */
export class PlanReader {
  private readonly atOnceBytes: number;
  private readonly complaints: PlanComplaints;
  private readonly changes: ChangeList;
  private readonly drift: ChangeList;
  private readonly deferred: ChangeList;
  private readonly configuration: ConfigurationReader;
  private readonly envelope: Envelope;
  /** What has come, until it is more than is read at once. */
  private readonly head = new HeldBytes();
  private walker: JsonWalker | undefined;
  private failure: Error | undefined;

  /**
   * Takes the types of resources to keep, and how the input is called in messages, such as `plan.json` or `standard input`. An input of
   * fewer bytes than the last is read at once where that is sure to be the same, which costs less before the engine has made the careful
   * reader fast.
   */
  constructor(wanted: ReadonlySet<string>, name: string, atOnceBytes = AT_ONCE_BYTES) {
    this.atOnceBytes = Math.max(atOnceBytes, PREAMBLE_BYTES);
    this.head.begin(0);
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
      if (this.walker !== undefined) this.walker.walk(chunk);
      else if (this.head.size + chunk.length < this.atOnceBytes) this.head.keep(chunk);
      else this.begin(this.head.end(chunk, chunk.length));
    });
  }

  /**
   * Ends the input.
   *
   * @throws InputError when the input is no readable plan.
   */
  end(): Plan {
    return this.orFail(() => {
      if (this.walker === undefined) this.readAtOnce();
      if (!this.envelope.hasBegun) throw this.complaints.foreign('space');
      this.walker?.end();
      this.envelope.judge();
      const isRefreshOnly = this.changes.count === 0 && this.drift.count > 0;
      const { changes, others } = isRefreshOnly ? this.drift : this.changes;
      return {
        changes,
        drift: this.drift.changes,
        deferred: this.deferred.changes,
        otherChanges: others,
        isRefreshOnly,
        isComplete: !this.envelope.isIncomplete && this.deferred.count === 0,
        ...this.configuration.result(),
      };
    });
  }

  /** Reads an input that is over as one value; carefully, unless that is sure to be the same. */
  private readAtOnce(): void {
    const bytes = this.head.end(new Uint8Array(0), 0);
    const value = exactJsonOf(bytes);
    if (value === undefined) this.begin(bytes);
    else walkValue(value, this.envelope);
  }

  /** Begins to walk through the bytes of an input, of which these are the first. */
  private begin(bytes: Uint8Array): void {
    const preamble = preambleOf(bytes);
    if (preamble.kind === 'foreign') throw this.complaints.foreign(preamble.thing);
    this.walker = new JsonWalker(
      this.envelope,
      (problem, at) => {
        throw this.complaints.broken(problem, at);
      },
      preamble.markBytes,
    );
    this.walker.walk(bytes.subarray(preamble.markBytes));
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
