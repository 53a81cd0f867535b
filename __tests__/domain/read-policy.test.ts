import fc from 'fast-check';
import { SettingError } from '../../domain/errors';
import { readPolicy, type SettingsSource } from '../../domain/read-policy';
import { DEFAULTS, SETTINGS } from '../../domain/settings';
import { sweepPolicyOf } from '../../domain/sweep-policy';
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
      remediation: {
        action: 'delete',
        warnDays: 3,
        graceDays: 30,
        maxKeysPerDay: 5,
        exempt: { userNames: ['svc-*', 'a?c'], paths: ['/break-glass/'], tag: 'keep' },
        sweepHourUtc: 0,
        logRetentionDays: 90,
        reservedConcurrency: 0,
      },
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

  test('takes remediation without more as telling only, with every default', () => {
    expect(readPolicy({ regions: ['eu-west-1'], remediation: {} }, LITERAL).policy.remediation).toEqual({
      action: 'notify',
      warnDays: 7,
      graceDays: 14,
      maxKeysPerDay: 10,
      exempt: { userNames: [], paths: [] },
      sweepHourUtc: 6,
      logRetentionDays: 365,
    });
  });

  test.each([
    [1, 0],
    [2, 1],
    [7, 6],
    [8, 7],
    [9, 7],
    [365, 7],
  ])('with a limit of %p gives a notice of %p days', (maxCredentialUsageAgeDays, warnDays) => {
    const settings = { regions: ['eu-west-1'], maxCredentialUsageAgeDays, remediation: {} };
    expect(readPolicy(settings, LITERAL).policy.remediation?.warnDays).toBe(warnDays);
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

describe('a bound of remediation', () => {
  const given = (remediation: object, limit = 45): object => ({
    regions: ['eu-west-1'],
    maxCredentialUsageAgeDays: limit,
    remediation,
  });
  const LOGS = '1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653';
  const NAME = '1 to 64 letters, digits and + = , . @ _ - of a user name, or * ?';
  const PATH = 'a path such as /break-glass/, which starts and ends with a slash and is not / alone';
  const TAG = 'a tag key of 1 to 128 letters, digits, spaces and _ . : / = + - @ that does not start with aws:';

  test.each<object>([
    { action: 'notify' },
    { action: 'deactivate' },
    { action: 'delete' },
    { warnDays: 0 },
    { warnDays: 44 },
    { graceDays: 1 },
    { graceDays: 365 },
    { maxKeysPerDay: 1 },
    { maxKeysPerDay: 1000 },
    { sweepHourUtc: 0 },
    { sweepHourUtc: 23 },
    { logRetentionDays: 1 },
    { logRetentionDays: 3653 },
    { reservedConcurrency: 0 },
    { reservedConcurrency: 100 },
    { exempt: { userNames: ['*', 'a+=,.@_-?', 'x'.repeat(64)] } },
    { exempt: { paths: ['/a/', '/a/b/', `/${'x'.repeat(510)}/`] } },
    { exempt: { tag: 'x'.repeat(128) } },
    { exempt: { tag: 'awsome' } },
  ])('accepts %j', (remediation) => {
    expect(readPolicy(given(remediation), LITERAL).policy.remediation).toMatchObject(remediation);
  });

  test.each<[object, string]>([
    [{ action: 'off' }, "remediation.action must be one of notify, deactivate, delete, got 'off' (at here)"],
    [{ action: 'Delete' }, "remediation.action must be one of notify, deactivate, delete, got 'Delete' (at here); did you mean delete?"],
    [{ warnDays: -1 }, 'remediation.warnDays must be a whole number from 0 to 364, got -1 (at here)'],
    [{ warnDays: 45 }, 'remediation.warnDays must be less than maxCredentialUsageAgeDays (45), got 45 (at here)'],
    [{ warnDays: 365 }, 'remediation.warnDays must be a whole number from 0 to 364, got 365 (at here)'],
    [{ warnDays: 1.5 }, 'remediation.warnDays must be a whole number from 0 to 364, got 1.5 (at here)'],
    [{ warnDays: NaN }, 'remediation.warnDays must be a whole number from 0 to 364, got NaN (at here)'],
    [{ graceDays: 0 }, 'remediation.graceDays must be a whole number from 1 to 365, got 0 (at here)'],
    [{ graceDays: 366 }, 'remediation.graceDays must be a whole number from 1 to 365, got 366 (at here)'],
    [{ graceDays: '14' }, "remediation.graceDays must be a whole number from 1 to 365, got '14' (at here)"],
    [{ maxKeysPerDay: 0 }, 'remediation.maxKeysPerDay must be a whole number from 1 to 1000, got 0 (at here)'],
    [{ maxKeysPerDay: 1001 }, 'remediation.maxKeysPerDay must be a whole number from 1 to 1000, got 1001 (at here)'],
    [{ sweepHourUtc: -1 }, 'remediation.sweepHourUtc must be a whole number from 0 to 23, got -1 (at here)'],
    [{ sweepHourUtc: 24 }, 'remediation.sweepHourUtc must be a whole number from 0 to 23, got 24 (at here)'],
    [{ logRetentionDays: 0 }, `remediation.logRetentionDays must be one of ${LOGS}, got 0 (at here)`],
    [{ logRetentionDays: 2 }, `remediation.logRetentionDays must be one of ${LOGS}, got 2 (at here)`],
    [{ logRetentionDays: 3654 }, `remediation.logRetentionDays must be one of ${LOGS}, got 3654 (at here)`],
    [{ reservedConcurrency: -1 }, 'remediation.reservedConcurrency must be a whole number from 0 to 100, got -1 (at here)'],
    [{ reservedConcurrency: 101 }, 'remediation.reservedConcurrency must be a whole number from 0 to 100, got 101 (at here)'],
    [{ exempt: { userNames: ['a', 'a b'] } }, `remediation.exempt.userNames[1] must be ${NAME}, got 'a b' (at here)`],
    [{ exempt: { userNames: ['a/b'] } }, `remediation.exempt.userNames[0] must be ${NAME}, got 'a/b' (at here)`],
    [{ exempt: { userNames: [''] } }, `remediation.exempt.userNames[0] must be ${NAME}, got '' (at here)`],
    [{ exempt: { userNames: ['x'.repeat(65)] } }, `remediation.exempt.userNames[0] must be ${NAME}, got '${'x'.repeat(65)}' (at here)`],
    [{ exempt: { paths: ['/'] } }, `remediation.exempt.paths[0] must be ${PATH}, got '/' (at here)`],
    [{ exempt: { paths: ['//'] } }, `remediation.exempt.paths[0] must be ${PATH}, got '//' (at here)`],
    [{ exempt: { paths: ['/a'] } }, `remediation.exempt.paths[0] must be ${PATH}, got '/a' (at here)`],
    [{ exempt: { paths: ['a/'] } }, `remediation.exempt.paths[0] must be ${PATH}, got 'a/' (at here)`],
    [{ exempt: { paths: ['/a*/'] } }, `remediation.exempt.paths[0] must be ${PATH}, got '/a*/' (at here)`],
    [{ exempt: { paths: [`/${'x'.repeat(511)}/`] } }, `remediation.exempt.paths[0] must be ${PATH}, got '/${'x'.repeat(78)}… (at here)`],
    [{ exempt: { tag: 'AWS:x' } }, `remediation.exempt.tag must be ${TAG}, got 'AWS:x' (at here)`],
    [{ exempt: { tag: '' } }, `remediation.exempt.tag must be ${TAG}, got '' (at here)`],
    [{ exempt: { tag: 'x'.repeat(129) } }, `remediation.exempt.tag must be ${TAG}, got '${'x'.repeat(79)}… (at here)`],
    [{ exempt: { users: [] } }, "each setting under remediation.exempt must be one of userNames, paths, tag, got 'users' (at here)"],
    [
      { grace: 1 },
      "each setting under remediation must be one of action, warnDays, graceDays, maxKeysPerDay, exempt, sweepHourUtc, logRetentionDays, reservedConcurrency, got 'grace' (at here)",
    ],
  ])('refuses %j', (remediation, message) => {
    expect(refusal(given(remediation))).toBe(message);
  });

  test('is the limit for the notice, given or not', () => {
    expect(readPolicy(given({ warnDays: 0 }, 1), LITERAL).policy.remediation?.warnDays).toBe(0);
    expect(refusal(given({ warnDays: 1 }, 1))).toBe(
      'remediation.warnDays must be less than maxCredentialUsageAgeDays (1), got 1 (at here)',
    );
    expect(
      readPolicy({ regions: ['eu-west-1'], maxCredentialUsageAgeDays: DEFERRED, remediation: { warnDays: 300 } }, SOME_DEFERRED).deferred,
    ).toEqual(new Set(['maxCredentialUsageAgeDays']));
  });

  const names = (count: number, length: number): readonly string[] =>
    Array.from({ length: count }, (_, at) => String(at).padStart(length, 'x'));

  test('is room for who is exempt in the policy of the role', () => {
    // 71 names of 6 are twice 71 * 50 characters.
    expect(readPolicy(given({ exempt: { userNames: names(71, 6) } }), LITERAL).policy.remediation?.exempt.userNames).toHaveLength(71);
    const withPath = (length: number): object => given({ exempt: { userNames: names(71, 6), paths: [`/${'p'.repeat(length - 2)}/`] } });
    expect(readPolicy(withPath(24), LITERAL).policy.remediation?.exempt.paths).toHaveLength(1);
    expect(refusal(withPath(25))).toBe(
      "remediation.exempt.userNames must be short enough for the policy of the function's role, with all that is exempt at most 7168 characters, got 7169 (at here); use * and ?, paths, or a tag",
    );
  });

  test("is room for who is exempt in the function's environment", () => {
    const path = (at: number, length: number): string => `/${String(at).padStart(length - 2, 'p')}/`;
    const paths = (last: number): object => given({ exempt: { paths: [...[1, 2, 3, 4, 5].map((at) => path(at, 500)), path(6, last)] } });
    const bytes = (settings: object): number => {
      const policy = readPolicy(settings, LITERAL).policy;
      return JSON.stringify(sweepPolicyOf(policy)).length;
    };
    const room = 3072 - bytes(paths(10)) + 10;
    expect(bytes(paths(room))).toBe(3072);
    expect(refusal(paths(room + 1))).toBe(
      "remediation.exempt.paths must be short enough for the function's environment, with all that is exempt at most 3072 characters, got 3073 (at here); use * and ?, paths, or a tag",
    );
  });

  test('is somebody who hears', () => {
    expect(refusal({ regions: ['eu-west-1'], alerts: 'none', remediation: {} })).toBe(
      "alerts must be other than none when remediation.action is given, got 'none' (at here); nothing is done to an access key without telling somebody",
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
      'remediation that is a word',
      { regions: ['eu-west-1'], remediation: 'delete' },
      "remediation must be an object with action, warnDays, graceDays, maxKeysPerDay, exempt, sweepHourUtc, logRetentionDays or reservedConcurrency, got 'delete' (at here)",
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
    expect(refusal({ regions: ['eu-west-1'], remediation: { action: DEFERRED } }, SOME_DEFERRED)).toContain('so it must be a literal');
  });

  test('makes a notice deferred too that rests on it', () => {
    const later: SettingsSource = { ...SOME_DEFERRED, warnDaysFor: () => DEFERRED as unknown as number };
    const settings = { regions: ['eu-west-1'], maxCredentialUsageAgeDays: DEFERRED, remediation: {} };
    expect(readPolicy(settings, later).deferred).toEqual(new Set(['maxCredentialUsageAgeDays', 'remediation.warnDays']));
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
        Object.fromEntries(
          ['regions', 'alerts', 'bucket', 'tags', 'rotation', 'remediation', 'recorder', 'x'].map((key) => [key, fc.anything()]),
        ),
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
