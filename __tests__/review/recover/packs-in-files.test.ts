import { planBetween } from '../../../review/read/synthesized';
import { readTemplate } from '../../../review/read/template';
import { WANTED_TYPES } from '../../../review/recover/kinds';
import { review } from '../../../review/review';
import { fileOf } from '../../support/synthesized-files';

const template = (limit: string): string => `Parameters: { Age: { Type: String, Default: '${limit}' } }
Resources:
  Rule:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: unused
      InputParameters: { maxCredentialUsageAge: { Ref: Age } }
      Source: { Owner: AWS, SourceIdentifier: IAM_USER_UNUSED_CREDENTIALS_CHECK }
`;

type Pack = Readonly<Record<string, unknown>>;
const body = (text: string, more: Pack = {}): Pack => ({ template_body: text, ...more });
const given = (value: string): Pack => ({ input_parameter: { parameter_name: 'Age', parameter_value: value } });
const OF_FILE = body('${file("pack.yaml")}');
const IN_S3: Pack = { template_s3_uri: 's3://b/t.yaml' };

function reviewed(before: Pack | undefined, after: Pack | undefined): unknown {
  const side = (pack: Pack | undefined): object => ({
    provider: { aws: { region: 'eu-west-1' } },
    ...(pack && { resource: { aws_config_conformance_pack: { p: { name: 'pk', ...pack } } } }),
  });
  const plan = planBetween([fileOf(side(before))], [fileOf(side(after))], WANTED_TYPES);
  const { outcome, findings } = review(plan, {}, { readTemplate });
  return [outcome, ...findings.map(({ check, message }) => `${check}: ${message}`)];
}

const UNSEEN =
  'pack-untold: a conformance pack changes, and nobody can tell from this plan whether it held or holds the Config rule for unused credentials: its template';

describe('a conformance pack of two configurations', () => {
  test('whose template was an expression is not told, and the review is not whole', () => {
    expect(reviewed(OF_FILE, body(template('45')))).toEqual(['incomplete', `${UNSEEN} is an expression, which only a plan resolves`]);
    expect(reviewed(OF_FILE, body('Resources: {}'))).toEqual(['incomplete', `${UNSEEN} is an expression, which only a plan resolves`]);
  });

  test('that goes, and whose template was an expression, is a warning', () => {
    expect(reviewed(OF_FILE, undefined)).toEqual([
      'warning',
      'pack-untold: a conformance pack goes, and nobody can tell from this plan whether it held the Config rule for unused credentials: its template is an expression, which only a plan resolves',
    ]);
  });

  test('whose template was in S3 is not told, though it now holds the rule', () => {
    expect(reviewed(IN_S3, body(template('45')))).toEqual(['warning', `${UNSEEN} is in S3 and not in the files`]);
  });

  test('whose template becomes an expression has settings that nobody knows', () => {
    expect(reviewed(body(template('45')), OF_FILE)).toEqual([
      'warning',
      'unknown-until-apply: maxCredentialUsageAgeDays is not known, because it is an expression, which only a plan resolves',
      'unknown-until-apply: evaluationFrequency is not known, because it is an expression, which only a plan resolves',
    ]);
  });

  test('whose template is the same expression of what may be anything, and which changes otherwise, is not told', () => {
    expect(reviewed(body('${var.body}', given('45')), body('${var.body}', given('90')))).toEqual([
      'warning',
      `${UNSEEN} is an expression, which only a plan resolves`,
    ]);
    const sub = body("Resources: { R: { Type: X, Name: { 'Fn::Sub': '$${AWS::Region}' } } }");
    expect(reviewed({ ...sub, ...given('45') }, { ...sub, ...given('90') })).toEqual(['none']);
  });

  test('to which an expression is given has a limit that nobody knows', () => {
    expect(reviewed(body(template('45'), given('45')), body(template('45'), given('${var.age}')))).toEqual([
      'warning',
      'unknown-until-apply: maxCredentialUsageAgeDays is not known, because it comes from var.age, which only a plan resolves',
    ]);
    expect(reviewed(body(template('45'), given('${var.age}')), body(template('45'), given('400')))).toEqual(['incomplete']);
  });

  test('that is written out on both sides is judged', () => {
    expect(reviewed(body(template('45')), body(template('90')))).toEqual([
      'danger',
      'limit-raised: the limit goes from 45 to 90 days in eu-west-1: a key may lie forgotten for 45 days longer before it counts as unused',
    ]);
  });
});
