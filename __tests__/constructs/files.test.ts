import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionZip } from '../../constructs/function-zip';
import { declareModule, declareRoot } from '../../constructs/write';
import { expectFixture } from '../support/fixture';
import { LITERAL } from '../support/settings';
import { pairwiseStructures } from '../support/structures';

const EVERYTHING = {
  regions: ['eu-west-1', 'us-east-1'],
  serviceLinkedRole: 'create',
  alerts: { emails: ['security@example.com'] },
  remediation: {
    action: 'delete',
    exempt: { userNames: ['deploy', 'svc-*'], paths: ['/break-glass/'], tag: 'keep-keys' },
  },
  permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
  accessAnalyzer: true,
  rotation: {},
  tags: { team: 'security' },
} as const;
const EXISTING = {
  regions: ['eu-west-1'],
  recorder: 'existing',
  alerts: { topicArn: 'arn:aws:sns:eu-west-1:111122223333:security', alarmActions: ['arn:aws:sns:eu-west-1:111122223333:pager'] },
  remediation: {},
} as const;
const GIVEN = {
  regions: ['eu-west-1'],
  bucket: { name: 'central-config', keyPrefix: 'prod' },
  kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d',
  alerts: { perUser: false },
} as const;

/** The text of a file without the hash of the function, which changes with each of its versions. */
const lasting = (text: string): string => text.replaceAll(functionZip().hash, 'THE HASH OF THE FUNCTION');

describe('the committed files', () => {
  test.each([
    ['everything', EVERYTHING],
    ['existing', EXISTING],
    ['given', GIVEN],
  ])('of a root configuration with %s', (name, settings) => {
    for (const [file, text] of Object.entries(declareRoot(settings, LITERAL).files))
      expectFixture(__dirname, `root-${name}/${file}`, lasting(text));
  });

  test.each([
    ['everything', { ...EVERYTHING, regions: undefined }],
    ['given', GIVEN],
  ])('of a module with %s', (name, settings) => {
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
    for (const [file, text] of Object.entries(declareModule(given, LITERAL).files))
      expectFixture(__dirname, `module-${name}/${file}`, lasting(text));
  });
});

describe('the function', () => {
  const bytes = readFileSync(functionZip().path);

  test.each([
    ['a root configuration', declareRoot],
    ['a module', declareModule],
  ])('is a file of %s, whose hash stands in the text', (_name, declare) => {
    const { files, binaries } = declare(EVERYTHING, LITERAL);
    expect(Object.keys(binaries)).toEqual(['sweep.zip']);
    expect(bytes.equals(binaries['sweep.zip'] ?? Buffer.alloc(0))).toBe(true);
    const main = JSON.parse(files['main.tf.json'] ?? '') as { resource: { aws_lambda_function: { sweep: Record<string, unknown> } } };
    expect(main.resource.aws_lambda_function.sweep).toMatchObject({
      filename: '${path.module}/sweep.zip',
      source_code_hash: createHash('sha256').update(bytes).digest('base64'),
    });
  });

  test('is asked for where it is missing, as in a clone that was not built', () => {
    const files = jest.requireActual<{ existsSync: (path: string) => boolean }>('node:fs');
    const looking = jest.spyOn(files, 'existsSync').mockReturnValue(false);
    try {
      expect(() => functionZip()).toThrow(
        expect.objectContaining({
          code: 'INPUT',
          message: `sweep.zip must be in the package, got nothing (at ${join(__dirname, '../../constructs')}); install the package anew, or run npm run build in a clone`,
        }) as Error,
      );
    } finally {
      looking.mockRestore();
    }
  });

  test('is no file without remediation', () => {
    expect([declareRoot(GIVEN, LITERAL).binaries, declareModule(GIVEN, LITERAL).binaries]).toEqual([{}, {}]);
  });
});

/** Lists the address of every block, as Terraform names it. */
function addresses(files: Readonly<Record<string, string>>): readonly string[] {
  const blocks = Object.entries(files)
    .filter(([file]) => file.endsWith('.tf.json'))
    .map(([, text]) => JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, object>>>>);
  return blocks.flatMap(({ resource = {}, data = {}, output = {}, variable = {} }) => [
    ...Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`)),
    ...Object.entries(data).flatMap(([type, named]) => Object.keys(named).map((name) => `data.${type}.${name}`)),
    ...Object.keys(output).map((name) => `output.${name}`),
    ...Object.keys(variable).map((name) => `var.${name}`),
  ]);
}

test('the addresses are frozen: another one is a major version and ships moved blocks', () => {
  const all = pairwiseStructures().flatMap(([, settings]) => [declareRoot(settings, LITERAL), declareModule(settings, LITERAL)]);
  const seen = [...new Set(all.flatMap(({ files }) => addresses(files)))].sort();
  expectFixture(__dirname, 'addresses.txt', `${seen.join('\n')}\n`);
});

describe('every emitted file', () => {
  const all = pairwiseStructures().flatMap(([title, settings]) => [
    [`${title}, as root`, declareRoot(settings, LITERAL).files] as const,
    [`${title}, as module`, declareModule(settings, LITERAL).files] as const,
  ]);

  test.each(all)('holds no token, path, date or metadata with %s', (_title, files) => {
    for (const [file, text] of Object.entries(files)) {
      expect([file, /TfToken|Token\[|-?\d\.\d+e\+\d{2,3}|undefined|\[object|NaN/.exec(text)]).toEqual([file, null]);
      expect([file, text.includes(process.cwd()), text.includes('/tmp/'), /20\d\d-\d\d-\d\dT/.exec(text)]).toEqual([
        file,
        false,
        false,
        null,
      ]);
      if (file.endsWith('.json')) expect([file, /"\/\/":|cdkt[fn]/i.exec(text)]).toEqual([file, null]);
    }
  });

  test.each(all)('has the same bytes when it is made again with %s', (title, files) => {
    const [, settings] = pairwiseStructures().find(([name]) => title.startsWith(`${name}, as`)) ?? ['', {}];
    expect((title.endsWith('root') ? declareRoot : declareModule)(settings, LITERAL).files).toEqual(files);
  });

  test('is sorted JSON that ends with a line break', () => {
    for (const [, files] of all) {
      for (const [file, text] of Object.entries(files).filter(([name]) => name.endsWith('.json'))) {
        const sort = (value: unknown): unknown =>
          Array.isArray(value)
            ? value.map(sort)
            : typeof value === 'object' && value !== null
              ? Object.fromEntries(
                  Object.keys(value)
                    .sort()
                    .map((key) => [key, sort((value as Record<string, unknown>)[key])]),
                )
              : value;
        expect([file, text]).toEqual([file, `${JSON.stringify(sort(JSON.parse(text)), null, 2)}\n`]);
      }
    }
  });
});

test('with literal settings no value is an expression but the account, the partition, the region of a loop and what AWS chooses', () => {
  const { files } = declareRoot(EVERYTHING, LITERAL);
  const expressions = new Set([...(files['main.tf.json'] ?? '').matchAll(/\$\{[^}]*\}/g)].map(([text]) => text));
  expect([...expressions].sort()).toEqual(
    [
      '${aws_iam_role.schedule_role.name}',
      '${aws_iam_role.sweep_role.name}',
      '${aws_kms_key.topic_key.key_id}',
      '${aws_s3_bucket.bucket.bucket}',
      '${aws_sns_topic.topic.arn}',
      '${aws_sqs_queue.undelivered_queue.url}',
      '${data.aws_caller_identity.account.account_id}',
      '${data.aws_partition.partition.partition}',
      '${each.value}',
      '${path.module}',
      '${toset([\\"eu-west-1\\", \\"us-east-1\\"])}',
      '${toset([\\"security@example.com\\"])}',
    ].sort(),
  );
});
