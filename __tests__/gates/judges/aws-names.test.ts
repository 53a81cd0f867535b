import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { METRICS, type ManagedRuleIdentifier } from '../../../domain/aws-names';
import schema from '../../../domain/policy.schema.json';
import { NOT_OFFERED_REGIONS, OFFERED_REGIONS, partitionOf } from '../../../domain/regions';
import { DOORS, emittedBy, type Door } from '../../policies/emitted';
import { describeWithJudge, judgeFolder } from './describe-with-judge';

const folder = join(judgeFolder('aws-cdk-lib'), 'node_modules', 'aws-cdk-lib');
const load = (module: string): unknown => createRequire(__filename)(join(folder, module)) as unknown;

const IDENTIFIERS: Readonly<Record<ManagedRuleIdentifier, true>> = { IAM_USER_UNUSED_CREDENTIALS_CHECK: true, ACCESS_KEYS_ROTATED: true };

describeWithJudge('aws-cdk-lib', 'aws-cdk-lib', () => {
  test('knows every rule identifier that we emit, and those are all that we name', () => {
    const { ManagedRuleIdentifiers } = load('aws-config') as { ManagedRuleIdentifiers: Readonly<Record<string, string>> };
    const emitted = (Object.keys(DOORS) as Door[]).flatMap((door) =>
      Object.values(emittedBy(door, { regions: ['eu-west-1'], rotation: {} }).of('aws_config_config_rule')).map(
        (rule) => (rule['source'] as { readonly source_identifier: string }).source_identifier,
      ),
    );
    expect([...new Set(emitted)].sort()).toEqual(Object.keys(IDENTIFIERS).sort());
    expect(emitted.filter((identifier) => !Object.values(ManagedRuleIdentifiers).includes(identifier))).toEqual([]);
  });

  test('has the same evaluation frequencies', () => {
    const { MaximumExecutionFrequency } = load('aws-config') as { MaximumExecutionFrequency: Readonly<Record<string, string>> };
    expect(schema.properties.evaluationFrequency.enum).toEqual(Object.values(MaximumExecutionFrequency));
  });

  // It says Average for the depth of a queue, where an alarm on one message needs the maximum; AWS has every statistic of every metric.
  test.each(Object.entries(METRICS))('has the metric %s with its dimension', (_name, { namespace, metricName, dimension }) => {
    const service = namespace.replace('AWS/', '').toLowerCase();
    const path = `aws-${service}/lib/${service}-canned-metrics.generated`;
    const [metrics] = Object.values(load(path) as Readonly<Record<string, Canned>>);
    const method = methodsOf(metrics).find((name) => metrics?.[name]?.({}).metricName === metricName) ?? '';
    expect(metrics?.[method]?.({})).toEqual(expect.objectContaining({ namespace, metricName }));
    const declared = new RegExp(`static ${method}\\(this: void, dimensions: \\{([^}]*)\\}`).exec(
      readFileSync(join(folder, `${path}.d.ts`), 'utf8'),
    );
    expect(declared?.[1]?.trim()).toBe(`${dimension}: string;`);
  });

  test('knows every region that we list, in the partition that we put it in', () => {
    const { RegionInfo } = load('region-info') as { RegionInfo: { regions: readonly { name: string; partition: string }[] } };
    const partitions = new Map(RegionInfo.regions.map(({ name, partition }) => [name, partition]));
    expect(listedRegions().map((region) => [region, partitions.get(region)])).toEqual(
      listedRegions().map((region) => [region, partitionOf(region)]),
    );
  });

  test('has no region whose partition we would get wrong', () => {
    const { RegionInfo } = load('region-info') as { RegionInfo: { regions: readonly { name: string; partition: string }[] } };
    const known = RegionInfo.regions.map(({ name, partition }) => [name, partition]);
    expect(known.map(([name]) => [name, partitionOf(name ?? '')])).toEqual(known);
  });
});

describeWithJudge('parliament', 'botocore', () => {
  test('knows every region that we list, in the partition that we put it in', () => {
    const library = join(judgeFolder('parliament'), 'lib');
    const [python = ''] = readdirSync(library);
    const data = readFileSync(join(library, python, 'site-packages', 'botocore', 'data', 'partitions.json'), 'utf8');
    const { partitions } = JSON.parse(data) as { partitions: readonly { id: string; regions: Readonly<Record<string, unknown>> }[] };
    const idOf = (region: string): string | undefined => partitions.find(({ regions }) => region in regions)?.id;
    expect(listedRegions().map((region) => [region, idOf(region)])).toEqual(listedRegions().map((region) => [region, partitionOf(region)]));
  });
});

/** Metrics of a service: each static method makes one. */
type Canned = Readonly<Record<string, (dimensions: object) => { readonly namespace: string; readonly metricName: string }>>;

const methodsOf = (metrics: Canned | undefined): readonly string[] =>
  Object.getOwnPropertyNames(metrics ?? {}).filter((name) => !['length', 'name', 'prototype'].includes(name));

const listedRegions = (): readonly string[] => [...OFFERED_REGIONS, ...NOT_OFFERED_REGIONS];
