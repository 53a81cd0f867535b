import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { clientsOf } from '../aws/clients';
import { keyWriter } from '../aws/key-writer';
import { memory } from '../aws/memory';
import { reportReader } from '../aws/report-reader';
import { topic } from '../aws/topic';
import { userReader } from '../aws/user-reader';
import { MINUTE_MS } from '../domain/instant';
import { SWEEP_METRICS, SWEEP_METRICS_NAMESPACE, type SweepMetric } from '../domain/sweep-metrics';
import type { Clock, Gauges, Journal, Ports } from '../sweep/ports';
import type { Environment } from './environment';

/** How long IAM is given to make a report: a third of the time that the function has. */
const REPORT_BUDGET_MS = 5 * MINUTE_MS;

/** Makes everything that a sweep talks to. Nothing is sent yet. */
export function portsOf({ accountId, tableName, topicArn, serviceName }: Environment, clock: Clock): Ports {
  const { iam, dynamo, sns } = clientsOf();
  return {
    report: reportReader(iam, { now: () => clock.now(), wait: (ms) => clock.wait(ms), budgetMs: REPORT_BUDGET_MS }),
    users: userReader(iam),
    keys: keyWriter(iam),
    memory: memory(dynamo, tableName, accountId),
    teller: topic(sns, topicArn),
    clock,
    journal: journal(serviceName),
    gauges: gauges(serviceName),
  };
}

/** Writes one structured line for each decision. What it says stands under a name of its own, so that it hides none of the library's. */
function journal(serviceName: string): Journal {
  const logger = new Logger({ serviceName, logLevel: 'INFO' });
  return {
    decision(line) {
      logger.info('decision', { decision: line });
    },
    trouble(message, details) {
      logger.error(message, { details });
    },
  };
}

/** Emits the numbers of a sweep at once, so that one that fails at its end has told them. */
function gauges(serviceName: string): Gauges {
  const metrics = new Metrics({ namespace: SWEEP_METRICS_NAMESPACE, serviceName });
  return {
    emit(values) {
      for (const metric of Object.keys(SWEEP_METRICS) as SweepMetric[]) metrics.addMetric(SWEEP_METRICS[metric], 'Count', values[metric]);
      metrics.publishStoredMetrics();
    },
  };
}
