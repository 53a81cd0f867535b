import type { Ran } from './command';

/** What `scan --format json` writes, as far as tests look into it. */
export interface ScannedJson {
  readonly accountId: string;
  readonly generatedAt: string;
  readonly policy: { readonly homeRegion: string | null; readonly [setting: string]: unknown };
  readonly complete: boolean;
  readonly records: { readonly state: string; readonly because: string };
  readonly counts: Readonly<Record<string, number>>;
  readonly keys: readonly ScannedKeyJson[];
  readonly unreadable: readonly object[];
  readonly requests: { readonly total: number; readonly throttled: number; readonly byAction: Readonly<Record<string, number>> };
}

/** One key of it. */
export interface ScannedKeyJson {
  readonly userName: string;
  readonly userArn: string;
  readonly accessKeyId: string | null;
  readonly slot: 1 | 2 | null;
  readonly verified: boolean;
  readonly verdict: string;
  readonly step: string;
  readonly reason: string;
}

/** Reads the inventory that a command wrote. */
export const inventoryIn = ({ out }: Pick<Ran, 'out'>): ScannedJson => JSON.parse(out) as ScannedJson;

/** What a key is, in short. */
export const keysIn = (ran: Pick<Ran, 'out'>): readonly string[] =>
  inventoryIn(ran).keys.map(({ userName, accessKeyId, verdict }) => `${userName} ${accessKeyId ?? 'without id'} ${verdict}`);

/** An inventory without what it cost. */
export function withoutRequests(ran: Pick<Ran, 'out'>): object {
  const { requests: _, ...rest } = inventoryIn(ran);
  return rest;
}
