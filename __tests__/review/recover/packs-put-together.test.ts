import { CHECKS } from '../../../review/checks';
import { findingsOf } from '../../../review/findings';
import { readTemplate } from '../../../review/read/template';
import { recover } from '../../../review/recover/recover';
import { kept, planOf, type Attributes, type Written } from './written-plan';

const PACK = 'aws_config_conformance_pack.cis';
const UNTOLD = 'warning pack-untold';
const WHOLE = 'IAM_USER_UNUSED_CREDENTIALS_CHECK';

/** A template with one rule, of which this is the identifier as it stands there. */
const naming = (identifier: string, limit = 45, owner = 'AWS', more = ''): string => `
Parameters:
  X: { Type: String${more} }
Resources:
  R:
    Type: AWS::Config::ConfigRule
    Properties:
      Source:
        Owner: ${owner}
        SourceIdentifier: ${identifier}
      InputParameters: { maxCredentialUsageAge: '${String(limit)}' }
`;

const pack = (body: string | undefined, more: Attributes = {}): Attributes => ({
  name: 'cis',
  ...(body !== undefined && { template_body: body }),
  ...more,
});

function found(written: Written): readonly string[] {
  const view = recover(planOf({ [PACK]: written }), {}, readTemplate);
  return findingsOf(view, CHECKS).map(({ check, severity }) => `${severity} ${check}`);
}

const messages = (written: Written): readonly string[] =>
  findingsOf(recover(planOf({ [PACK]: written }), {}, readTemplate), CHECKS).map(({ message }) => message);

describe('an identifier that a template puts together', () => {
  test.each([
    ['!Join', '!Join ["_", [IAM_USER_UNUSED, CREDENTIALS_CHECK]]'],
    ['Fn::Join', '{ "Fn::Join": ["_", [IAM_USER_UNUSED, CREDENTIALS_CHECK]] }'],
    ['a block of Fn::Join', '\n          Fn::Join: ["_", [IAM_USER_UNUSED, CREDENTIALS_CHECK]]'],
    ['!Sub with its own values', '!Sub ["IAM_USER_${Y}", { Y: UNUSED_CREDENTIALS_CHECK }]'],
    ['letters as escapes', `"\\u0049AM_USER_\\x55NUSED_CREDENTIALS\\U0000005FCHECK"`],
    ['a text that goes on in the next line', '"IAM_USER_UNUSED_\\\n          CREDENTIALS_CHECK"'],
  ])('is that of the rule: %s', (_, identifier) => {
    const [before, after] = [pack(naming(identifier, 45)), pack(naming(identifier, 365))];
    expect([found({ before, after }), found(kept(before))]).toEqual([['danger limit-raised'], []]);
  });

  test('is that of the rule where a parameter completes it', () => {
    const given = { input_parameter: [{ parameter_name: 'X', parameter_value: 'UNUSED_CREDENTIALS_CHECK' }] };
    const [before, after] = [45, 365].map((limit) => pack(naming('!Sub "IAM_USER_${X}"', limit), given));
    expect(found({ before: before ?? {}, after: after ?? {} })).toEqual(['danger limit-raised']);
  });

  test('is that of the rule where the template says so elsewhere', () => {
    const [before, after] = [45, 365].map((limit) =>
      pack(naming('!Sub "IAM_USER_${X}"', limit, 'AWS', ', Default: UNUSED_CREDENTIALS_CHECK')),
    );
    expect(found({ before: before ?? {}, after: after ?? {} })).toEqual(['danger limit-raised']);
  });

  test.each([
    ['a parameter without a value', '!Sub "IAM_USER_${X}"'],
    ['a function that is not worked out', '!FindInMap [A, B, C]'],
    ['a choice that cannot be made', `!If [Missing, A, B]`],
  ])('is not told: %s', (_, identifier) => {
    const [before, after] = [pack(naming(identifier, 45)), pack(naming(identifier, 365))];
    expect([found({ before, after }), found(kept(before))]).toEqual([[UNTOLD], []]);
    expect(messages({ before, after })).toEqual([
      'a conformance pack changes, and nobody can tell from this plan whether it held or holds the Config rule for unused credentials: its template names a Config rule by what is not worked out here',
    ]);
  });

  test('is not told until apply where a parameter is not', () => {
    const blocks = { input_parameter: [{ parameter_name: 'X' }] };
    const after = pack(naming('!Ref X'), blocks);
    const unknown = { input_parameter: [{ parameter_value: true }] };
    expect(messages({ before: pack('Resources: {}'), after, unknown })).toEqual([
      'a conformance pack changes, and nobody can tell from this plan whether it holds the Config rule for unused credentials: its template names a Config rule by what is known only after apply',
    ]);
  });

  test('is taken for the rule where the other side holds it, and no limit is made up', () => {
    expect(found({ before: pack(naming(WHOLE)), after: pack(naming('!FindInMap [A, B, C]')) })).toEqual(['danger limit-raised']);
  });

  test.each([
    ['the ARN of a function', '!GetAtt F.Arn', 'CUSTOM_LAMBDA'],
    ['another one, put together', '!Join ["_", [IAM_USER, MFA_ENABLED]]', 'AWS'],
    ['another one in quotes', '"IAM_USER_MFA_ENABLED"', 'AWS'],
  ])('is another one: %s', (_, identifier, owner) => {
    expect(found({ before: pack(naming(identifier, 45, owner)), after: pack(naming(identifier, 365, owner)) })).toEqual([]);
  });
});

describe('a template that stands in several places', () => {
  test.each<[title: string, before: Attributes, after: Attributes, said: readonly string[]]>([
    ['S3 on both sides', { template_s3_uri: 's3://a/a' }, { template_s3_uri: 's3://a/b' }, [UNTOLD]],
    [
      'Systems Manager',
      { template_ssm_document_details: [{ document_name: 'a' }] },
      { template_ssm_document_details: [{ document_name: 'b' }] },
      [UNTOLD],
    ],
    ['S3 from now on', {}, { template_s3_uri: 's3://a/b' }, ['danger limit-raised']],
    ['nowhere else', { template_s3_uri: '', template_ssm_document_details: [] }, { template_s3_uri: null, delivery_s3_bucket: 'b' }, []],
  ])('is not told: %s', (_, before, after, said) => {
    const body = naming(WHOLE);
    expect(found({ before: pack(body, before), after: pack(body, after) })).toEqual(said);
  });

  test('is not told where S3 is known only after apply', () => {
    const body = naming(WHOLE);
    expect(found({ before: pack(body), after: pack(body), unknown: { template_s3_uri: true } })).toEqual(['danger limit-raised']);
  });
});

describe('many templates', () => {
  /** A template of other rules, as long as AWS takes, with what may be in it beside. */
  const long = (place: number, first: string): string => {
    const rules = Array.from(
      { length: 300 },
      (_, at) =>
        `  R${String(at)}: { Type: 'AWS::Config::ConfigRule', Properties: { Source: { Owner: AWS, SourceIdentifier: OTHER_${String(at)} } } }`,
    );
    return `# ${String(place)} \\ \\d \\u0041\nResources:\n  A: ${first}\n${rules.join('\n')}\n`;
  };
  const read = (first: string, count: number): { readonly texts: number; readonly untold: number } => {
    let texts = 0;
    const written = Object.fromEntries(
      Array.from({ length: count }, (_, place) => [`aws_config_conformance_pack.p${String(place)}`, { after: pack(long(place, first)) }]),
    );
    const { untoldPacks } = recover(planOf(written), {}, () => {
      texts += 1;
      return { Resources: {} };
    });
    return { texts, untold: untoldPacks.length };
  };

  test('are not read for an escape that spells no identifier', () => {
    expect(read('{}', 50)).toEqual({ texts: 0, untold: 0 });
  });

  test('are read as long as that takes no more than seconds; of the others it is said', () => {
    const { texts, untold } = read(`{ Type: x, Note: ${WHOLE} }`, 60);
    expect([texts + untold, texts > 30, untold > 0]).toEqual([60, true, true]);
  });
});
