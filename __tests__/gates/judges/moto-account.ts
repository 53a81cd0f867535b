import { FakedClock } from './faked-clock';
import { emittedFunction, type RemediationSettings } from './function-emitted';
import { ShippedFunction, type FunctionRun } from './function-process';
import { IamAccount, startMoto } from './moto';
import type { Server } from './server';
import { StackOnFake, type Delivered } from './stack-on-fake';

/** The day of the first sweep; all days are counted from it. A Monday. */
export const FIRST_DAY = '2026-04-13';

const DAY_MS = 24 * 3600 * 1000;
const FIRST_DAY_AT = Date.parse(`${FIRST_DAY}T00:00:00Z`);

/** What happens in the account on a day, in the night before the sweep. */
export interface Happening {
  readonly day: number;
  readonly does: (iam: IamAccount) => Promise<void>;
}

/** What a sweep left: each key, or user without one, in words. */
export type Lives = Readonly<Record<string, string>>;

/** What one sweep left. */
export interface SweptDay {
  readonly run: FunctionRun;
  readonly lives: Lives;
  readonly digests: readonly Digest[];
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** The digest as machines get it, as far as these tests look at it. */
export interface Digest extends Delivered {
  readonly json: {
    readonly account: string;
    readonly severity: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly sections: readonly { readonly matter: string; readonly total: number; readonly entries: readonly Line[] }[];
  };
}

interface Line {
  readonly userName: string;
  readonly accessKeyId?: string;
  readonly at?: string;
}

/** An account on moto with the emitted table and topic, which the shipped function sweeps day after day. */
export class SweptAccount {
  private constructor(
    readonly clock: FakedClock,
    private readonly server: Server,
    private readonly iam: IamAccount,
    private readonly shipped: ShippedFunction,
    private readonly stack: StackOnFake,
    private readonly happenings: Happening[],
  ) {}

  /** @param happenings - in any order; those before day 0 make the account. */
  static async create(happenings: readonly Happening[]): Promise<SweptAccount> {
    const ordered = [...happenings].sort((a, b) => a.day - b.day);
    const clock = new FakedClock(nightOf(ordered[0]?.day ?? 0));
    const server = await startMoto(clock);
    // Names are the same under every action.
    const stack = await StackOnFake.create(server.endpoint, emittedFunction({ action: 'delete' }));
    return new SweptAccount(clock, server, new IamAccount(server.endpoint), new ShippedFunction(), stack, ordered);
  }

  /** Lets happen what is due until a day, and sweeps; with what is broken in the environment of the function. */
  async sweepOn(day: number, remediation: RemediationSettings, broken: Readonly<Record<string, string>> = {}): Promise<SweptDay> {
    let night: number | undefined;
    for (let next = this.happenings[0]; next !== undefined && next.day <= day; next = this.happenings[0]) {
      if (next.day !== night) await this.clock.moveTo(nightOf(next.day), this.server);
      night = next.day;
      await next.does(this.iam);
      this.happenings.shift();
    }
    await this.clock.moveTo(morningOf(day), this.server);
    const run = await this.shipped.run(emittedFunction(remediation), {
      ...this.clock.standing,
      AWS_ENDPOINT_URL: this.server.endpoint,
      ...broken,
    });
    const digests = (await this.stack.delivered()).map(digestOf);
    const items = await this.stack.items();
    return { run, lives: this.livesIn(await this.iam.statuses(), items, digests), digests, items };
  }

  async dispose(): Promise<void> {
    this.iam.close();
    this.stack.close();
    this.shipped.dispose();
    await this.server.stop();
    this.clock.dispose();
  }

  /** Puts together what IAM, the table and the digest say of each key. */
  private livesIn(statuses: Lives, items: SweptDay['items'], digests: readonly Digest[]): Lives {
    const aliasOf = ({ userName, accessKeyId }: Line): string =>
      accessKeyId === undefined ? userName : this.iam.aliasOf(userName, accessKeyId);
    const records = new Map(items.filter(isRecord).map((item) => [aliasOf(item as unknown as Line), recordInWords(item)]));
    const told = new Map(
      digests.flatMap(({ json }) =>
        json.sections.flatMap(({ matter, entries }) => entries.map((line) => [aliasOf(line), toldInWords(matter, line)] as const)),
      ),
    );
    const aliases = [...new Set([...this.iam.aliases, ...Object.keys(statuses), ...records.keys(), ...told.keys()])].sort();
    return Object.fromEntries(
      aliases.map((alias) => [alias, `${statuses[alias] ?? 'gone'} · ${records.get(alias) ?? 'none'} · ${told.get(alias) ?? '-'}`]),
    );
  }
}

const HOUR_MS = 3600 * 1000;
const MINUTE_MS = 60 * 1000;

/** Uses and changes happen three hours before sweeps, so that no count of whole days hangs on how long the test takes. */
const nightOf = (day: number): string => isoOf(day, 3 * HOUR_MS);

/** Each sweep is a minute later than the last, as a notice of whole days would else hang on the seconds that a process takes to start. */
const morningOf = (day: number): string => isoOf(day, 6 * HOUR_MS + day * MINUTE_MS);

const isoOf = (day: number, ms: number): string => new Date(FIRST_DAY_AT + day * DAY_MS + ms).toISOString();

/** The date of a day. */
export const dayOf = (day: number): string => isoOf(day, 0).slice(0, 'YYYY-MM-DD'.length);

function digestOf(delivered: Delivered): Digest {
  return { ...delivered, json: JSON.parse(delivered.message) as Digest['json'] };
}

const isRecord = (item: Readonly<Record<string, unknown>>): boolean => !String(item['accessKeyId']).startsWith('#');

const recordInWords = (item: Readonly<Record<string, unknown>>): string =>
  `${String(item['state'])}${item['deletionNotice'] === undefined ? '' : ', deletion announced'}`;

const toldInWords = (matter: string, { at: instant }: Line): string =>
  instant === undefined ? matter : `${matter} day ${String(Math.floor((Date.parse(instant) - FIRST_DAY_AT) / DAY_MS))}`;

/** The numbers that a run emitted, by name. */
export function metricsOf({ lines }: FunctionRun): Readonly<Record<string, unknown>> {
  const emitted = lines.filter((line) => '_aws' in line);
  const [numbers] = emitted;
  if (numbers === undefined || emitted.length > 1) throw new Error(`numbers must be emitted once, got ${String(emitted.length)}`);
  const { _aws, service, ...values } = numbers;
  return values;
}
