import { reasonOf } from '../../domain/errors';
import type { SweepPolicy } from '../../domain/sweep-policy';
import type { Inventory, InventoryKey, RecordsState, ScanPolicy } from '../../scan/inventory';
import type { RecordsReading, ScanPorts } from '../../scan/ports';
import type { ScanRequest } from '../../scan/request';
import { scan } from '../../scan/scan';
import type { Ports } from '../../sweep/ports';
import { POLICY } from './world/records';
import type { World } from './world/world';

/** What is out of the ordinary about a scan. */
export interface ScanOptions {
  readonly policy?: Partial<SweepPolicy>;
  readonly request?: Partial<Omit<ScanRequest, 'policy'>>;
  readonly isRemediating?: boolean;
  /** Why the records are not read. */
  readonly records?: Pick<RecordsState, 'because'> & { readonly kind: Exclude<RecordsState['kind'], 'read'> };
  readonly change?: (ports: ScanPorts) => ScanPorts;
}

/** The policy that is scanned under. */
export const scanPolicy = (policy: Partial<SweepPolicy> = {}, isRemediating = true): ScanPolicy => ({
  ...{ sweep: { ...POLICY, ...policy }, isRemediating, namePrefix: 'unused-credentials', homeRegion: 'eu-west-1', sweepHourUtc: 6 },
});

/** Scans a world once. */
export function scanned(world: World, { policy, request, isRemediating, records, change = same }: ScanOptions = {}): Promise<Inventory> {
  const under = scanPolicy(policy, isRemediating);
  const run = world.begin(under.sweep);
  const asked: ScanRequest = {
    ...{ policy: under, userName: undefined, verdict: undefined, verifiesAll: false, signal: new AbortController().signal },
    ...request,
  };
  return scan(change(portsOf(world.ports(run), records)), { accountId: '111122223333', partition: 'aws' }, asked);
}

const TABLE = { name: 'unused-credentials-keys', region: 'eu-west-1' };

const same = (ports: ScanPorts): ScanPorts => ports;

function portsOf({ report, users, memory, clock }: Ports, records: ScanOptions['records']): ScanPorts {
  const read = async (): Promise<RecordsReading> => {
    try {
      const memories = await memory.readAll();
      return { kind: 'read', because: `${String(memories.records.length)} in the table`, table: TABLE, memories };
    } catch (error) {
      return { kind: 'unreadable', because: reasonOf(error), table: TABLE };
    }
  };
  return {
    ...{ report, users, clock },
    records: {
      read: records === undefined ? read : () => Promise.resolve({ ...records, table: TABLE }),
      readLedger: () => memory.readLedger(),
    },
    requests: () => ({ total: 0, throttled: 0, byAction: {} }),
    progress: () => undefined,
  };
}

/** A key by its user and place, for a test's eye: its verdict, its step, and what comes next. */
export const inShort = ({ userName, verified, verdict, step, nextStep, nextStepAt, idleDays }: InventoryKey): string =>
  [
    userName,
    verified ? 'read' : 'reported',
    verdict,
    idleDays === null ? 'idle unknown' : `idle ${String(idleDays)}`,
    step,
    ...(nextStep === null || nextStepAt === null ? [] : [`${nextStep} ${new Date(nextStepAt).toISOString().slice(0, 10)}`]),
  ].join(' · ');
