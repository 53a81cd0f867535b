import fc from 'fast-check';
import { SettingError } from '../../domain/errors';
import { readPolicy, type SettingsSource } from '../../domain/read-policy';
import { DEFAULTS, SETTINGS } from '../../domain/settings';
import { LITERAL } from '../support/settings';

const DEFERRED = 'known at plan';
const SOME_DEFERRED: SettingsSource = { ...LITERAL, isDeferred: (value) => value === DEFERRED };

/** Reads settings that must be refused, and gives the message. */
function refusal(settings: unknown, source: SettingsSource = LITERAL): string {
  try {
    readPolicy(settings, source);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingError);
    expect((error as SettingError).code).toBe('SETTING');
    return (error as SettingError).message;
  }
  throw new Error('it was accepted');
}

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:security';

describe('a policy read from settings', () => {
  test('needs a region only and takes every default', () => {
    expect(readPolicy({ regions: ['eu-west-1'] }, LITERAL)).toEqual({
      deferred: new Set(),
      policy: {
        maxCredentialUsageAgeDays: 45,
        regions: ['eu-west-1'],
        homeRegion: 'eu-west-1',
        allowRegions: [],
        evaluationFrequency: 'TwentyFour_Hours',
        recorder: 'create',
        resourceTypes: ['AWS::IAM::User'],
        serviceLinkedRole: 'existing',
        bucket: { forceDestroy: false },
        alerts: { emails: [], alarmActions: [], perUser: true },
        accessAnalyzer: false,
        namePrefix: 'unused-credentials',
        tags: {},
      },
    });
  });

  test('keeps every setting that is given', () => {
    const settings = {
      maxCredentialUsageAgeDays: 30,
      regions: ['us-east-1', 'eu-west-1'],
      homeRegion: 'eu-west-1',
      allowRegions: ['eu-central-2'],
      evaluationFrequency: 'Six_Hours',
      recorder: 'existing',
      resourceTypes: ['AWS::IAM::User', 'AWS::IAM::Role'],
      serviceLinkedRole: 'create',
      bucket: { name: 'central-config', keyPrefix: 'prod/config', forceDestroy: true },
      alerts: { emails: [], topicArn: TOPIC, alarmActions: [TOPIC], perUser: false },
      accessAnalyzer: true,
      rotation: { maxAccessKeyAgeDays: 180 },
      namePrefix: 'keys',
      tags: { team: 'security' },
      permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
      kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d',
    };
    expect(readPolicy(settings, LITERAL).policy).toEqual(settings);
  });

  test('takes rotation without an age as 90 days, and alerts none as none', () => {
    const { policy } = readPolicy({ regions: ['eu-west-1'], rotation: {}, alerts: 'none' }, LITERAL);
    expect([policy.rotation, policy.alerts]).toEqual([{ maxAccessKeyAgeDays: 90 }, 'none']);
  });

  test('has the defaults that the list of settings names', () => {
    expect(DEFAULTS).toEqual(
      Object.fromEntries(SETTINGS.filter((setting) => setting.default !== undefined).map(({ path, default: value }) => [path, value])),
    );
  });
});

describe('the limit', () => {
  test.each([1, 2, 45, 364, 365])('may be %p', (days) => {
    expect(readPolicy({ regions: ['eu-west-1'], maxCredentialUsageAgeDays: days }, LITERAL).policy.maxCredentialUsageAgeDays).toBe(days);
  });

  test.each([
    [0, '0'],
    [366, '366'],
    [-1, '-1'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    ['45', "'45'"],
    ['abc', "'abc'"],
    [null, 'null'],
    [[45], '[45]'],
  ])('may not be %p', (days, shown) => {
    expect(refusal({ regions: ['eu-west-1'], maxCredentialUsageAgeDays: days })).toBe(
      `maxCredentialUsageAgeDays must be a whole number from 1 to 365, got ${shown} (at here)`,
    );
  });
});

describe('a refused setting', () => {
  test.each<[string, unknown, string]>([
    ['no settings at all', undefined, 'the settings must be an object of settings, got nothing (at here)'],
    ['a list of settings', [], 'the settings must be an object of settings, got [] (at here)'],
    [
      'no region',
      {},
      'regions must be a list of one or more different AWS regions, got nothing (at here); name the region of the recorder, such as eu-west-1',
    ],
    ['an empty list of regions', { regions: [] }, 'regions must be a list of one or more different AWS regions, got [] (at here)'],
    ['a region alone', { regions: 'eu-west-1' }, "regions must be a list of one or more different AWS regions, got 'eu-west-1' (at here)"],
    [
      'a region twice',
      { regions: ['eu-west-1', 'eu-west-1'] },
      'regions must be a list of one or more different AWS regions, got ["eu-west-1","eu-west-1"] (at here)',
    ],
    [
      'a misspelt region',
      { regions: ['us-east-1', 'eu-wst-1'] },
      "regions[1] must be an AWS region that offers the Config rule, got 'eu-wst-1' (at here); did you mean eu-west-1, eu-west-2, eu-west-3? If it is a new region, add it to allowRegions",
    ],
    [
      'a region that is no name of one',
      { regions: ['Ireland'] },
      "regions[0] must be an AWS region that offers the Config rule, such as eu-west-1, got 'Ireland' (at here)",
    ],
    [
      'a region in capitals',
      { regions: ['EU-WEST-1'] },
      "regions[0] must be an AWS region that offers the Config rule, such as eu-west-1, got 'EU-WEST-1' (at here); did you mean eu-west-1?",
    ],
    [
      'a region without the Config rule',
      { regions: ['eu-central-2'] },
      "regions[0] must be an AWS region that offers the Config rule, got 'eu-central-2' (at here); the nearest that do: eu-central-1, eu-west-2, eu-north-1; if AWS offers it there by now, add it to allowRegions",
    ],
    [
      'regions of two partitions',
      { regions: ['eu-west-1', 'cn-north-1'] },
      "regions[1] must be in the partition aws like eu-west-1, got 'cn-north-1' (at here); an account lives in one partition; make a policy for each",
    ],
    [
      'a home outside the regions',
      { regions: ['eu-west-1'], homeRegion: 'us-east-1' },
      "homeRegion must be one of regions (eu-west-1), got 'us-east-1' (at here)",
    ],
    [
      'an unknown frequency',
      { regions: ['eu-west-1'], evaluationFrequency: 'Twelve_hours' },
      "evaluationFrequency must be one of One_Hour, Three_Hours, Six_Hours, Twelve_Hours, TwentyFour_Hours, got 'Twelve_hours' (at here); did you mean Twelve_Hours?",
    ],
    [
      'an unknown choice',
      { regions: ['eu-west-1'], recorder: 'exists' },
      "recorder must be one of create, existing, got 'exists' (at here); did you mean existing?",
    ],
    ['a choice that is none', { regions: ['eu-west-1'], recorder: true }, 'recorder must be one of create, existing, got true (at here)'],
    [
      'an unknown setting',
      { regions: ['eu-west-1'], maxCredentialUsageAge: 45 },
      "each setting must be one of maxCredentialUsageAgeDays, regions, homeRegion, allowRegions, evaluationFrequency, recorder, resourceTypes, serviceLinkedRole, bucket, alerts, remediation, accessAnalyzer, rotation, namePrefix, tags, permissionsBoundaryArn, kmsKeyArn, got 'maxCredentialUsageAge' (at here); did you mean maxCredentialUsageAgeDays?",
    ],
    [
      'an unknown setting under another',
      { regions: ['eu-west-1'], alerts: { email: ['a@example.com'] } },
      "each setting under alerts must be one of emails, topicArn, alarmActions, perUser, got 'email' (at here); did you mean emails?",
    ],
    [
      'an e-mail that is none',
      { regions: ['eu-west-1'], alerts: { emails: ['a@example.com', 'security'] } },
      "alerts.emails[1] must be an e-mail address, got 'security' (at here)",
    ],
    [
      'an e-mail that is too long',
      { regions: ['eu-west-1'], alerts: { emails: [`${'a'.repeat(250)}@b.co`] } },
      `alerts.emails[0] must be an e-mail address, got '${'a'.repeat(79)}… (at here)`,
    ],
    [
      'alerts that are a word',
      { regions: ['eu-west-1'], alerts: 'off' },
      "alerts must be none or an object with emails, topicArn, alarmActions or perUser, got 'off' (at here)",
    ],
    [
      'e-mails for a given topic',
      { regions: ['eu-west-1'], alerts: { topicArn: TOPIC, emails: ['a@example.com'] } },
      'alerts.emails must be empty when alerts.topicArn is given, got ["a@example.com"] (at here); subscribe them where that topic is declared',
    ],
    [
      'a topic of another region than home',
      { regions: ['us-east-1'], alerts: { topicArn: TOPIC } },
      `alerts.topicArn must be an ARN in the home region us-east-1, got '${TOPIC}' (at here)`,
    ],
    [
      'a FIFO topic',
      { regions: ['eu-west-1'], alerts: { topicArn: `${TOPIC}.fifo` } },
      `alerts.topicArn must be the ARN of a standard SNS topic in the home region, got '${TOPIC}.fifo' (at here)`,
    ],
    [
      'a region that is undefined',
      { regions: ['eu-west-1', undefined] },
      'regions[1] must be an AWS region that offers the Config rule, such as eu-west-1, got nothing (at here)',
    ],
    [
      'an e-mail that is undefined',
      { regions: ['eu-west-1'], alerts: { emails: [undefined] } },
      'alerts.emails[0] must be an e-mail address, got nothing (at here)',
    ],
    [
      'a topic of another partition than home',
      { regions: ['eu-west-1'], alerts: { topicArn: TOPIC.replace('arn:aws:', 'arn:aws-cn:') } },
      `alerts.topicArn must be an ARN in the partition aws of the home region, got '${TOPIC.replace('arn:aws:', 'arn:aws-cn:')}' (at here)`,
    ],
    [
      'a KMS key of another region than home',
      { regions: ['us-east-1'], kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b' },
      "kmsKeyArn must be an ARN in the home region us-east-1, got 'arn:aws:kms:eu-west-1:111122223333:key/0a1b' (at here)",
    ],
    [
      'an alarm action of another region than home',
      { regions: ['us-east-1'], alerts: { alarmActions: [TOPIC.replace('eu-west-1', 'us-east-1'), TOPIC] } },
      `alerts.alarmActions[1] must be an ARN in the home region us-east-1, got '${TOPIC}' (at here)`,
    ],
    [
      'a key prefix of AWS',
      { regions: ['eu-west-1'], bucket: { keyPrefix: 'x/AWSLogs' } },
      "bucket.keyPrefix must be a key prefix of at most 200 letters, digits and ! _ . * ' ( ) - /, without AWSLogs, got 'x/AWSLogs' (at here)",
    ],
    [
      'a tag of AWS',
      { regions: ['eu-west-1'], tags: { 'aws:team': 'x' } },
      'tags must be at most 40 tags whose keys are 1 to 128 letters, digits, spaces and _ . : / = + - @ and do not start with aws:, got {"aws:team":"x"} (at here)',
    ],
    [
      'a tag value with an interpolation',
      { regions: ['eu-west-1'], tags: { team: '${var.team}' } },
      "tags.team must be at most 256 letters, digits, spaces and _ . : / = + - @, got '${var.team}' (at here)",
    ],
    [
      'a name prefix with a space',
      { regions: ['eu-west-1'], namePrefix: 'unused keys' },
      "namePrefix must be 2 to 26 lower-case letters, digits and hyphens that start with a letter and do not end with a hyphen, got 'unused keys' (at here)",
    ],
    [
      'remediation',
      { regions: ['eu-west-1'], remediation: { action: 'notify' } },
      'remediation must be absent: this version declares, watches and tells, and cannot deactivate or delete keys yet, got {"action":"notify"} (at here)',
    ],
  ])('%s', (_title, settings, message) => {
    expect(refusal(settings)).toBe(message);
  });

  test('is shown without control characters that could reach a terminal', () => {
    expect(refusal({ regions: ['\u001b[31meu-west-1\u202e'] })).toBe(
      "regions[0] must be an AWS region that offers the Config rule, such as eu-west-1, got '\\u001b[31meu-west-1\\u202e' (at here)",
    );
  });
});

test('an alarm may act on what is in no region', () => {
  const alarmActions = ['arn:aws:ssm-incidents::111122223333:response-plan/keys'];
  expect(readPolicy({ regions: ['eu-west-1'], alerts: { alarmActions } }, LITERAL).policy.alerts).toEqual({
    emails: [],
    alarmActions,
    perUser: true,
  });
});

describe('a value that is known only at plan', () => {
  test('is accepted where it is a value, and noted', () => {
    const settings = {
      regions: ['eu-west-1'],
      maxCredentialUsageAgeDays: DEFERRED,
      alerts: { emails: ['a@example.com', DEFERRED] },
      tags: { team: DEFERRED },
    };
    const { policy, deferred } = readPolicy(settings, SOME_DEFERRED);
    expect(deferred).toEqual(new Set(['maxCredentialUsageAgeDays', 'alerts.emails', 'tags']));
    expect(policy.alerts).toEqual({ emails: ['a@example.com', DEFERRED], alarmActions: [], perUser: true });
  });

  test('is refused where it decides what is made', () => {
    expect(refusal({ regions: ['eu-west-1'], recorder: DEFERRED }, SOME_DEFERRED)).toBe(
      "recorder must be one of create, existing, got 'a value known only at plan' (at here); it decides which resources are made, so it must be a literal",
    );
    expect(refusal({ regions: ['eu-west-1'], alerts: { perUser: DEFERRED } }, SOME_DEFERRED)).toContain('so it must be a literal');
  });

  test('makes the home region deferred too when it is the first region', () => {
    expect(readPolicy({ regions: [DEFERRED] }, SOME_DEFERRED).deferred).toEqual(new Set(['regions', 'homeRegion']));
    expect(readPolicy({ regions: [DEFERRED], homeRegion: 'eu-west-1' }, SOME_DEFERRED).deferred).toEqual(new Set(['regions']));
  });

  test('does not hide what is wrong with the known values beside it', () => {
    expect(refusal({ regions: ['eu-west-1'], alerts: { emails: [DEFERRED, 'security'] } }, SOME_DEFERRED)).toContain(
      'must be an e-mail address',
    );
    expect(refusal({ regions: [DEFERRED], homeRegion: 'Ireland' }, SOME_DEFERRED)).toContain('homeRegion must be one of regions');
  });

  test('leaves the checks between settings to Terraform', () => {
    const away = { regions: [DEFERRED], homeRegion: 'us-east-1', alerts: { topicArn: DEFERRED } };
    expect(readPolicy(away, SOME_DEFERRED).policy.homeRegion).toBe('us-east-1');
  });

  test('under a name that is no setting is still an unknown setting', () => {
    expect(refusal({ regions: ['eu-west-1'], limit: DEFERRED }, SOME_DEFERRED)).toContain('each setting must be one of');
  });
});

test('whatever is given, reading gives a policy or a message of one line, never anything else', () => {
  fc.assert(
    fc.property(
      fc.record(
        Object.fromEntries(['regions', 'alerts', 'bucket', 'tags', 'rotation', 'recorder', 'x'].map((key) => [key, fc.anything()])),
        { requiredKeys: [] },
      ),
      (settings) => {
        try {
          readPolicy(settings, LITERAL);
        } catch (error) {
          expect(error).toBeInstanceOf(SettingError);
          expect((error as Error).message).not.toContain('\n');
          expect((error as Error).message).toMatch(/ must be .*, got .* \(at here\)/s);
        }
      },
    ),
    { numRuns: 300 },
  );
});
