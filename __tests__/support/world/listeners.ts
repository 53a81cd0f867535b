import type { DigestMessage } from '../../../domain/digest';
import type { SweepMetric } from '../../../domain/sweep-metrics';
import type { Gauges, Journal } from '../../../sweep/ports';

/** A topic that keeps what is published. */
export class FakeTopic {
  readonly messages: DigestMessage[] = [];

  publish(message: DigestMessage): void {
    this.messages.push(message);
  }
}

/** A log that keeps its lines. */
export class FakeJournal implements Journal {
  readonly decisions: Readonly<Record<string, unknown>>[] = [];
  readonly troubles: { readonly message: string; readonly details: Readonly<Record<string, unknown>> }[] = [];

  decision(line: Readonly<Record<string, unknown>>): void {
    this.decisions.push(line);
  }

  trouble(message: string, details: Readonly<Record<string, unknown>>): void {
    this.troubles.push({ message, details });
  }
}

/** Metrics that keep what was emitted. */
export class FakeGauges implements Gauges {
  readonly emitted: Readonly<Record<SweepMetric, number>>[] = [];

  emit(values: Readonly<Record<SweepMetric, number>>): void {
    this.emitted.push(values);
  }
}
