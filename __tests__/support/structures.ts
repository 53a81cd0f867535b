import type { UnusedCredentialsSettings } from '../../domain/policy';

/** The choices that decide what is made, each with the settings that make it. */
const CHOICES: Readonly<Record<string, readonly UnusedCredentialsSettings[]>> = {
  regions: [{ regions: ['eu-west-1'] }, { regions: ['eu-west-1', 'us-east-1'], homeRegion: 'us-east-1' }],
  recorder: [
    { recorder: 'create' },
    { recorder: 'existing' },
    { recorder: 'create', bucket: { name: 'central-config', keyPrefix: 'prod' } },
    { recorder: 'create', bucket: { keyPrefix: 'prod' }, resourceTypes: ['AWS::IAM::User', 'AWS::IAM::Role'] },
  ],
  serviceLinkedRole: [{ serviceLinkedRole: 'existing' }, { serviceLinkedRole: 'create' }],
  alerts: [
    { alerts: { emails: ['security@example.com', 'ops@example.com'] } },
    { alerts: 'none' },
    { alerts: { topicArn: 'arn:aws:sns:HOME:111122223333:security' } },
    { alerts: { perUser: false, alarmActions: ['arn:aws:sns:HOME:111122223333:pager'] } },
  ],
  key: [{}, { kmsKeyArn: 'arn:aws:kms:HOME:111122223333:key/0a1b2c3d' }],
  analyzer: [{}, { accessAnalyzer: true }],
  rotation: [{}, { rotation: { maxAccessKeyAgeDays: 90 } }],
  remediation: [
    {},
    { remediation: {} },
    {
      remediation: {
        action: 'deactivate',
        warnDays: 3,
        exempt: { userNames: ['svc-*', 'deploy'], paths: ['/break-glass/'], tag: 'keep-keys' },
      },
    },
    {
      remediation: { action: 'delete', graceDays: 30, reservedConcurrency: 1 },
      permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
    },
  ],
  naming: [{}, { namePrefix: 'keys', tags: { team: 'security', 'cost center': '42' } }],
};

/** Choices that are refused together: nothing is done to a key without telling somebody. */
const EXCLUDED: readonly (readonly [name: string, choice: (choice: number) => boolean])[] = [
  ['alerts', (choice) => choice === 1],
  ['remediation', (choice) => choice > 0],
];

/** Policies that together hold every pair of choices at least once, by a title. */
export function pairwiseStructures(): readonly (readonly [title: string, settings: UnusedCredentialsSettings])[] {
  const names = Object.keys(CHOICES);
  const open = new Set(allPairs(names));
  const rows: number[][] = [];
  while (open.size > 0) {
    const row = greedyRow(names, open);
    for (const pair of pairsOf(names, row)) open.delete(pair);
    rows.push(row);
  }
  return rows.map((row) => {
    const merged = Object.assign({}, ...row.map((choice, at) => CHOICES[names[at] ?? '']?.[choice])) as UnusedCredentialsSettings;
    const home = merged.homeRegion ?? 'eu-west-1';
    const settings = JSON.parse(JSON.stringify(merged).replaceAll('HOME', home)) as UnusedCredentialsSettings;
    return [names.map((name, at) => `${name} ${String(row[at])}`).join(', '), settings];
  });
}

/** Tells whether choices, by the place of their name, are not refused together. */
function isAccepted(names: readonly string[], choices: ReadonlyMap<number, number>): boolean {
  return !EXCLUDED.every(([name, isChosen]) => {
    const choice = choices.get(names.indexOf(name));
    return choice !== undefined && isChosen(choice);
  });
}

const size = (name: string | undefined): number => CHOICES[name ?? '']?.length ?? 0;

function allPairs(names: readonly string[]): readonly string[] {
  return names.flatMap((_, a) =>
    names.slice(a + 1).flatMap((_name, offset) => {
      const b = a + 1 + offset;
      return Array.from({ length: size(names[a]) }, (_x, left) =>
        Array.from({ length: size(names[b]) }, (_y, right) => [right] as const)
          .filter(([right]) =>
            isAccepted(
              names,
              new Map([
                [a, left],
                [b, right],
              ]),
            ),
          )
          .map(([right]) => `${String(a)}=${String(left)},${String(b)}=${String(right)}`),
      ).flat();
    }),
  );
}

function pairsOf(names: readonly string[], row: readonly number[]): readonly string[] {
  return names.flatMap((_, a) =>
    names.slice(a + 1).map((_name, offset) => `${String(a)}=${String(row[a])},${String(a + 1 + offset)}=${String(row[a + 1 + offset])}`),
  );
}

/** Starts from one open pair and chooses the rest so that it closes as many others as it can. */
function greedyRow(names: readonly string[], open: ReadonlySet<string>): number[] {
  const [first = ''] = open;
  const fixed = new Map(first.split(',').map((part) => part.split('=').map(Number) as [number, number]));
  const row: number[] = [];
  names.forEach((name, at) => {
    const given = fixed.get(at);
    const gain = (choice: number): number => pairsOf(names.slice(0, at + 1), [...row, choice]).filter((pair) => open.has(pair)).length;
    const fits = (choice: number): boolean => isAccepted(names, new Map([...fixed, ...row.entries(), [at, choice]]));
    const best = Array.from({ length: size(name) }, (_, choice) => choice)
      .filter(fits)
      .sort((x, y) => gain(y) - gain(x));
    row.push(given ?? best[0] ?? 0);
  });
  return row;
}
