import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useScan } from '../support/scan-command';
import { people } from '../support/scan-people';
import { runCommand, type Ran } from '../support/command';
import { simulatedPlan } from '../support/simulated-plan';
import { NOW } from '../support/world/records';

const bench = useScan();

const NOW_SETTINGS = { regions: ['eu-west-1'], remediation: { action: 'notify' } } as const;
const NEXT = { regions: ['eu-west-1'], maxCredentialUsageAgeDays: 30, remediation: { action: 'deactivate' } } as const;

/** Scans the account of `people` under one policy, and asks about another. */
async function scan(...argv: string[]): Promise<Ran> {
  bench.write('now.json', NOW_SETTINGS);
  bench.write('next.json', NEXT);
  await bench.fake(people().account);
  return bench.scan(['--config', 'now.json', '--against', 'next.json', ...argv]);
}

interface AgainstJson {
  readonly against: {
    readonly policy: { readonly maxCredentialUsageAgeDays: number; readonly remediation: { readonly action: string } };
    readonly foresight: {
      readonly counts: Readonly<Record<string, number>>;
      readonly keys: readonly { readonly userName: string; readonly turn: string }[];
    };
  } | null;
}
const againstIn = ({ out }: Ran): AgainstJson['against'] => (JSON.parse(out) as AgainstJson).against;

describe('a scan against other settings', () => {
  test('says after the table what they would mean for whom', async () => {
    const { code, out, err } = await scan();
    expect([code, err]).toEqual([1, '']);
    const [, told = ''] = out.split('\nUnder the other policy.\n');
    expect(
      told
        .replaceAll(/AKIA\w+/g, 'AKIA')
        .replaceAll(/ {2,}/g, '  ')
        .split('\n'),
    ).toEqual([
      'Limit 30 days; remediation deactivate; notice 7 days; at most 10 keys in 24 hours; nobody exempt.',
      'By the scan of account 111122223333 at 2026-11-24 06:00 UTC, if nobody uses these access keys from then on and the function runs every day; each day is the earliest:',
      '',
      '- More is done than before: 2 access keys of 2 users.',
      '- As before: 1 access key of 1 user.',
      '- In use, so that nothing happens while that is so: 2 access keys.',
      '',
      'ACCESS KEYS  NOW  THEN',
      'told to be unused, and nothing is done  2 (2026-11-24)  0',
      'deactivation newly announced  0  2 (2026-11-24)',
      'deactivated  0  2 (2026-12-01)',
      '',
      'USER  ACCESS KEY  CHANGE  NOW  THEN',
      'amy  AKIA  more  told 2026-11-24  announced 2026-11-24, deactivated 2026-12-01',
      'bob  AKIA  more  told 2026-11-24  announced 2026-11-24, deactivated 2026-12-01',
      '',
      '',
    ]);
  });

  test('says the same as Markdown and as JSON', async () => {
    expect((await scan('--format', 'markdown')).out).toContain('### Under the other policy\n');
    const against = againstIn(await scan('--format', 'json'));
    expect(against?.policy).toMatchObject({ maxCredentialUsageAgeDays: 30, remediation: { action: 'deactivate' } });
    expect(against?.foresight.counts).toEqual({ further: 2, sooner: 0, unknown: 0, later: 0, spared: 0, same: 1, inUse: 2 });
  });

  test('says what a review of the plan between both says with that scan', async () => {
    const ran = await scan('--format', 'json');
    writeFileSync(join(bench.folder(), 'scan.json'), ran.out);
    writeFileSync(join(bench.folder(), 'plan.json'), JSON.stringify(simulatedPlan({ before: NOW_SETTINGS, after: NEXT })));
    const argv = ['review', 'plan.json', '--inventory', 'scan.json', '--format', 'json', '--fail-on', 'never'];
    const reviewed = await runCommand(bench.folder(), argv, { now: () => NOW });
    const { affected } = JSON.parse(reviewed.out) as { affected: { policies: readonly { foresight: unknown }[] } };
    expect(affected.policies.map(({ foresight }) => foresight)).toEqual([againstIn(ran)?.foresight]);
  });

  test('reads the other settings from a cdktf.json, too, and lets no flag change them', async () => {
    bench.write('cdktf.json', { app: 'node main.js', context: { unusedCredentials: NEXT } });
    await bench.fake(people().account);
    const ran = await bench.scan(['--against', 'cdktf.json', '--max-credential-usage-age-days', '60', '--format', 'json']);
    expect(againstIn(ran)?.policy.maxCredentialUsageAgeDays).toBe(30);
  });

  test('asks nothing more of AWS', async () => {
    const requestsOf = ({ out }: Ran): unknown => (JSON.parse(out) as { readonly requests: unknown }).requests;
    const asked = await scan('--format', 'json');
    await bench.fake(people().account);
    expect(requestsOf(asked)).toEqual(requestsOf(await bench.scan(['--config', 'now.json', '--format', 'json'])));
  });

  test('is null in JSON when nobody asks', async () => {
    await bench.fake(people().account);
    expect(againstIn(await bench.scan(['--format', 'json']))).toBeNull();
  });
});

describe('what is refused before anything is asked', () => {
  test.each<[string, object | undefined, readonly string[], string]>([
    ['a file that is not there', undefined, [], 'other.json'],
    [
      'a cdktf.json without settings',
      { app: 'x', context: {} },
      [],
      '--against must be one with settings, in a cdktf.json under context.unusedCredentials',
    ],
    ['settings that are none', { maxCredentialUsageAgeDays: 0 }, [], 'maxCredentialUsageAgeDays must be'],
    ['a spreadsheet', NEXT, ['--format', 'csv'], "--format must be table, json or markdown with --against, got 'csv' (at command line)"],
  ])('%s', async (_, settings, argv, message) => {
    const fake = await bench.fake(people().account);
    const name = settings !== undefined && 'context' in settings ? 'cdktf.json' : 'other.json';
    if (settings !== undefined) bench.write(name, settings);
    const config = bench.write('now.json', NOW_SETTINGS);
    expect(config).not.toBe('');
    const { code, out, err } = await bench.scan(['--config', 'now.json', '--against', name, ...argv]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(fake.requests).toEqual([]);
  });
});
