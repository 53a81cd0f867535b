import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS } from '../../domain/instant';
import { renderJson } from '../../scan/render/json';
import type { Inventory } from '../../scan/inventory';
import { runCommand, type Around, type Ran } from '../support/command';
import { inventoryKey, inventoryOf } from '../support/inventories';
import { simulatedPlan, type PlanJson, type PlannedPolicy } from '../support/simulated-plan';
import { ago, NOW } from '../support/world/records';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-review-inventory-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

const NOTIFY = { regions: ['eu-west-1'], remediation: { action: 'notify' } } as const;
const DELETE = { regions: ['eu-west-1'], remediation: { action: 'delete' } } as const;
const ARMED = simulatedPlan({ before: NOTIFY, after: DELETE });
const SCAN = inventoryOf([
  inventoryKey(),
  inventoryKey({ userName: 'bob', accessKeyId: 'AKIABOB', lastUsedAt: ago(40) }),
  inventoryKey({ userName: 'eve', accessKeyId: 'AKIAEVE', lastUsedAt: ago(1), verdict: 'in-use' }),
  inventoryKey({ userName: 'hidden', accessKeyId: null, slot: 2, verified: false, status: null, record: null, verdict: 'undecided' }),
]);

const write = (name: string, text: string): void => {
  writeFileSync(join(cwd, name), text);
};

/** Reviews a plan with a scan of it. */
async function review(plan: PlanJson, inventory: Inventory | string, argv: readonly string[] = [], around: Around = {}): Promise<Ran> {
  write('plan.json', JSON.stringify(plan));
  write('scan.json', typeof inventory === 'string' ? inventory : renderJson(inventory));
  return await runCommand(cwd, ['review', 'plan.json', '--inventory', 'scan.json', '--fail-on', 'never', ...argv], {
    now: () => NOW,
    ...around,
  });
}

interface Told {
  readonly affected: {
    readonly accountId: string;
    readonly scannedAt: string;
    readonly cautions: readonly string[];
    readonly policies: readonly {
      readonly policy: string;
      readonly notes: readonly string[];
      readonly foresight: null | {
        readonly counts: Readonly<Record<string, number>>;
        readonly keys: readonly { readonly userName: string; readonly turn: string }[];
      };
    }[];
  } | null;
}

async function told(...parameters: Parameters<typeof review>): Promise<NonNullable<Told['affected']>> {
  const [plan, inventory, argv = [], around] = parameters;
  const { code, out, err } = await review(plan, inventory, ['--format', 'json', ...argv], around);
  expect([code, err]).toEqual([0, '']);
  const { affected } = JSON.parse(out) as Told;
  if (affected === null) throw new Error('nothing was told');
  return affected;
}

describe('a review with a scan', () => {
  test('says on the terminal who is affected: numbers, days, users and keys', async () => {
    const { code, out, err } = await review(ARMED, SCAN);
    expect([code, err]).toEqual([0, '']);
    const section = /\nWho is affected\n[^]*?(?=\n\nPolicy )/.exec(out)?.[0].split('\n');
    expect(section).toEqual([
      '',
      'Who is affected',
      '---------------',
      '',
      'By the scan of account 111122223333 at 2026-11-24 06:00 UTC, if nobody uses these access keys from',
      'then on and the function runs every day; each day is the earliest:',
      '',
      '- More is done than before: 2 access keys of 2 users.',
      '- Not known: 1 access key of 1 user.',
      '- In use, so that nothing happens while that is so: 1 access key.',
      '',
      '  access keys                             before          after',
      '  told to be unused, and nothing is done  2 (2026-11-24)  0',
      '  deactivation newly announced            0               2 (2026-11-24)',
      '  deactivated                             0               2 (2026-12-01)',
      '  deletion newly announced                0               2 (2026-12-08)',
      '  deleted                                 0               2 (2026-12-15)',
      '',
      'The 3 access keys for which something changes, or is not known:',
      '',
      ...['alice', 'bob'].flatMap((user) => [
        `  ${user}`,
        `    access key  ${user === 'bob' ? 'AKIABOB' : 'AKIAIOSFODNN7EXAMPLE'}`,
        '    change      more',
        '    before      told 2026-11-24',
        '    after       announced 2026-11-24, deactivated 2026-12-01, deletion announced 2026-12-08, deleted',
        '                2026-12-15',
      ]),
      '  hidden',
      '    access key  "not read, slot 2"',
      '    change      not known',
      '    before      not known: it could not be read',
      '    after       not known: it could not be read',
    ]);
  });

  test('says the same in the summary of a job and in a comment', async () => {
    const { out } = await review(ARMED, SCAN, ['--format', 'markdown', '--summary', 'summary.md']);
    for (const text of [out, readFileSync(join(cwd, 'summary.md'), 'utf8')]) {
      expect(text).toContain('- **More is done than before:** 2 access keys of 2 users.');
      expect(text).toContain('<details><summary>The 3 access keys for which something changes, or is not known</summary>');
    }
  });

  test('says it in JSON', async () => {
    const { policies, ...rest } = await told(ARMED, SCAN);
    expect(rest).toEqual({ accountId: '111122223333', scannedAt: '2026-11-24T06:00:00.000Z', cautions: [], left: 0 });
    expect(policies.map(({ policy, foresight }) => [policy, foresight?.counts])).toEqual([
      ['unused-credentials', { further: 2, sooner: 0, unknown: 1, later: 0, spared: 0, same: 0, inUse: 1 }],
    ]);
  });

  test('changes neither findings nor outcome', async () => {
    const withScan = JSON.parse((await review(ARMED, SCAN, ['--format', 'json'])).out) as object;
    const { out } = await runCommand(cwd, ['review', 'plan.json', '--format', 'json']);
    expect({ ...withScan, affected: null }).toEqual(JSON.parse(out));
  });

  test('reads the scan from standard input', async () => {
    write('plan.json', JSON.stringify(ARMED));
    const argv = ['review', 'plan.json', '--inventory', '-', '--format', 'json', '--fail-on', 'never'];
    const { code, out } = await runCommand(cwd, argv, { now: () => NOW, stdin: renderJson(SCAN) });
    expect([code, (JSON.parse(out) as Told).affected]).toEqual([0, await told(ARMED, SCAN)]);
  });

  test('works between two synthesized files, without a plan', async () => {
    for (const [name, settings] of Object.entries({ before: NOTIFY, after: DELETE })) {
      mkdirSync(join(cwd, name));
      write(`${name}/settings.json`, JSON.stringify(settings));
      const made = await runCommand(join(cwd, name), ['synth', '--config', 'settings.json', '--out', '.']);
      expect(made.code).toBe(0);
    }
    write('scan.json', renderJson(SCAN));
    const argv = ['review', '--before', 'before', '--after', 'after', '--inventory', 'scan.json', '--format', 'json', '--fail-on', 'never'];
    const { out } = await runCommand(cwd, argv, { now: () => NOW });
    expect((JSON.parse(out) as Told).affected?.policies[0]?.foresight?.counts).toMatchObject({ further: 2, unknown: 1, inUse: 1 });
  });
});

describe('a scan to be relied on less', () => {
  const old = 'the scan is from 2026-11-24, more than a day ago: keys may have been used, made or deleted since';

  test.each<[string, number, readonly string[]]>([
    ['a millisecond less than a day old', DAY_MS - 1, []],
    ['a day old', DAY_MS, []],
    ['a millisecond more than a day old', DAY_MS + 1, [old]],
    ['from tomorrow', -DAY_MS, ['the scan is from 2026-11-24T06:00:00.000Z, which is yet to come: one of two clocks is wrong']],
  ])('is one that is %s', async (_, ms, cautions) => {
    expect((await told(ARMED, SCAN, [], { now: () => NOW + ms })).cautions).toEqual(cautions);
  });

  test('is one that is incomplete, or does not hold all', async () => {
    const filter = { userName: 'alice', verdict: null };
    const scan = { ...SCAN, isComplete: false, filter, unreadable: [{ userName: 'bob', accessKeyId: null, because: 'no' }] };
    expect((await told(ARMED, scan)).cautions).toEqual([
      'the scan is incomplete, 1 could not be read: keys may be missing',
      'the scan holds only the user alice: others may be hit too, and take places under the cap',
    ]);
  });

  test('is one without the records of the function, which says how to mend it', async () => {
    const { policies } = await told(ARMED, { ...SCAN, records: { kind: 'not-asked', because: 'none', table: null } });
    expect(policies[0]?.notes).toContain(
      'the scan did not read what the function of this policy remembers: scan with its settings, by --config',
    );
    expect(policies[0]?.foresight?.counts).toMatchObject({ further: 0, unknown: 3, inUse: 1 });
  });
});

describe('a plan that changes a policy', () => {
  const countsOf = async (before: PlannedPolicy['before'], after: PlannedPolicy['after']): Promise<unknown> => {
    const { policies } = await told(simulatedPlan({ before, after }), SCAN);
    return policies[0]?.foresight?.counts;
  };
  const none = { further: 0, sooner: 0, unknown: 1, later: 0, spared: 0, same: 0, inUse: 1 };

  test('is told when it is introduced, removed, or has no remediation', async () => {
    expect(await countsOf(undefined, DELETE)).toEqual({ ...none, further: 2 });
    expect(await countsOf(DELETE, undefined)).toEqual({ ...none, spared: 2 });
    expect(await countsOf({ regions: ['eu-west-1'] }, DELETE)).toEqual({ ...none, further: 2 });
    expect(await countsOf(DELETE, { regions: ['eu-west-1'] })).toEqual({ ...none, spared: 2 });
  });

  test('in several ways is told policy by policy', async () => {
    const plan = simulatedPlan({ module: 'one', before: NOTIFY, after: DELETE }, { module: 'two', before: DELETE, after: DELETE });
    const { policies } = await told(plan, SCAN);
    expect(policies.map(({ policy, foresight }) => [policy, foresight?.counts['further']])).toEqual([
      ['module.one: unused-credentials', 2],
      ['module.two: unused-credentials', 0],
    ]);
  });

  test('of another account says nothing of this one', async () => {
    const plan = JSON.parse(JSON.stringify(ARMED).replaceAll('111122223333', '444455556666')) as PlanJson;
    const { policies } = await told(plan, SCAN);
    expect(policies).toEqual([
      {
        policy: 'unused-credentials',
        notes: ['the scan is of account 111122223333, and the policy of 444455556666: who is affected there is not known'],
        foresight: null,
      },
    ]);
  });

  test('in nothing of ours says so', async () => {
    const { out } = await review({ ...ARMED, resource_changes: [] }, SCAN);
    expect(out).toContain('No policy of this plan changes what happens to access keys.');
  });
});

describe('what cannot be used as a scan', () => {
  const accepted = '--inventory must be what iam-unused-credentials scan --format json writes, got';

  test.each([
    ['a table', 'USER  ACCESS KEY', `${accepted} 'USER  ACCESS KEY' (at scan.json)\n`],
    ['a plan', '{"format_version":"1.2"}', `${accepted} ["format_version"] (at scan.json)\n`],
  ])('%s', async (_, text, message) => {
    expect(await review(ARMED, text)).toEqual({ code: 2, out: '', err: message });
  });

  test('a file that is not there', async () => {
    write('plan.json', JSON.stringify(ARMED));
    const { code, out, err } = await runCommand(cwd, ['review', 'plan.json', '--inventory', 'none.json']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('none.json');
  });

  test('standard input, when the plan comes from there', async () => {
    const { code, out, err } = await runCommand(cwd, ['review', '-', '--inventory', '-'], { stdin: '{}' });
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe("--inventory must be a file when the plan comes from standard input, got '-' (at command line)\n");
  });

  test('the file that is written to', async () => {
    const { code, err } = await review(ARMED, SCAN, ['--out', 'scan.json']);
    expect([code, err]).toEqual([2, "--out must be another file than scan.json, got 'scan.json' (at command line)\n"]);
    expect(readFileSync(join(cwd, 'scan.json'), 'utf8')).toBe(renderJson(SCAN));
  });
});
