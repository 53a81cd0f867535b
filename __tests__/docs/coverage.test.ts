import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FLAGGED_SETTINGS } from '../../cli/flags';
import { UnusedCredentialsPolicy } from '../../constructs';
import { PlainStack } from '../../constructs/plain-stack';
import { PROVIDER_VERSIONS, TERRAFORM_VERSIONS } from '../../constructs/versions';
import { namesFor } from '../../domain/names';
import { SETTINGS } from '../../domain/settings';
import { anchorsOf, blocksIn, readPage, ROOT, tableUnder } from './markdown';
import { runCommand } from '../support/command';

const helpOf = async (...argv: readonly string[]): Promise<string> => (await runCommand(ROOT, [...argv, '--help'])).out;

describe('settings in the documentation', () => {
  test('the table lists every setting once, in order, with its flag, kind and default', () => {
    const rows = tableUnder('docs/settings.md', 'Overview').map(([name = '', flag, , kind, fallback = '']) => [
      /`(.+?)`/.exec(name)?.[1],
      flag,
      kind,
      fallback.replaceAll('`', ''),
    ]);
    expect(rows).toEqual(
      SETTINGS.map((setting) => [
        setting.path,
        FLAGGED_SETTINGS.includes(setting) ? `\`--${setting.flag}\`` : '',
        setting.isStructure ? 'structure' : 'value',
        setting.fallback,
      ]),
    );
  });

  test('every setting has a section of its own', () => {
    const anchors = anchorsOf('docs/settings.md');
    expect(SETTINGS.map(({ path }) => path.toLowerCase().replaceAll('.', '')).filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  test('the short table of the README tells the defaults as they are', () => {
    const shown = tableUnder('README.md', 'Settings').map(([name = '', fallback = '']) =>
      [name, fallback].map((cell) => cell.replaceAll('`', '')),
    );
    const fallbacks = new Map<string, string>(SETTINGS.map(({ path, fallback }) => [path, fallback]));
    expect(shown.length).toBeGreaterThan(5);
    expect(shown).toEqual(shown.map(([path = '']) => [path, fallbacks.get(path)]));
  });
});

describe('the command line in the documentation', () => {
  test('every command is in the README and has its help on the page', async () => {
    const commands = [...(await helpOf()).matchAll(/^ {2}iam-unused-credentials (\w+)/gm)].map(({ 1: name = '' }) => name);
    expect(commands.sort()).toEqual(['comment', 'completion', 'module', 'policy', 'regions', 'review', 'scan', 'synth']);
    const shown = blocksIn('shell').flatMap(({ text }) => [...text.matchAll(/iam-unused-credentials (\w+)/g)].map(({ 1: name }) => name));
    expect(commands.filter((name) => !shown.includes(name))).toEqual([]);
    const page = readPage('docs/command-line.md');
    for (const name of ['scan', 'synth', 'module', 'review', 'policy', 'comment', 'regions'])
      expect(page).toContain((await helpOf(name)).trimEnd());
  });

  test('every flag is on the page', async () => {
    const page = readPage('docs/command-line.md');
    const flagsOf = async (name: string): Promise<readonly string[]> =>
      [...(await helpOf(name)).matchAll(/^ {2}(--[\w-]+)/gm)].map(({ 1: flag = '' }) => flag);
    const flags = [
      ...(await flagsOf('synth')),
      ...(await flagsOf('review')),
      ...(await flagsOf('scan')),
      ...(await flagsOf('policy')),
      ...(await flagsOf('comment')),
    ];
    expect(flags.length).toBeGreaterThan(FLAGGED_SETTINGS.length);
    expect([...flags, ...FLAGGED_SETTINGS.map(({ flag }) => `--${flag}`)].filter((flag) => !page.includes(`  ${flag} `))).toEqual([]);
  });
});

describe('facts in the documentation', () => {
  test('the versions are those that are emitted and required', () => {
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly engines: { readonly node: string } };
    const shown = tableUnder('README.md', 'Versions').map(([, range]) => /`(.+?)`/.exec(range ?? '')?.[1]);
    expect(shown.slice(0, 3)).toEqual([TERRAFORM_VERSIONS, PROVIDER_VERSIONS, engines.node.replace('>=', '>= ')]);
  });

  test('the alarms have the names that the page tells', () => {
    const tables = ['Alarms', 'Alarms on the function'].flatMap((heading) => tableUnder('docs/alarms.md', heading));
    const rows = tables.map(([alarm = '', name = '']) => [alarm, name.replaceAll('`', '')]);
    expect(rows).toHaveLength(Object.keys(namesFor('unused-credentials').alarms).length);
    expect(Object.fromEntries(rows)).toEqual(namesFor('unused-credentials').alarms);
  });

  test('what to do about each alarm on the function is in the runbook', () => {
    const alarms = tableUnder('docs/alarms.md', 'Alarms on the function').map(([alarm = '']) => alarm.toLowerCase());
    expect(alarms).toHaveLength(5);
    expect(alarms.filter((alarm) => !anchorsOf('docs/runbook.md').includes(alarm))).toEqual([]);
  });

  const everything = (): UnusedCredentialsPolicy =>
    new UnusedCredentialsPolicy(new PlainStack('eu-west-1'), 'policy', {
      regions: ['eu-west-1'],
      serviceLinkedRole: 'create',
      alerts: { emails: ['security@example.com'] },
      accessAnalyzer: true,
      rotation: {},
      remediation: {},
    });

  test('every member of the construct is in the table', () => {
    const policy = everything();
    const prototype = Object.getOwnPropertyDescriptors(UnusedCredentialsPolicy.prototype) as Readonly<Record<string, PropertyDescriptor>>;
    const getters = Object.keys(prototype).filter((name) => 'get' in (prototype[name] ?? {}));
    const members = [...Object.keys(policy), ...getters].filter((name) => !['node', 'declared'].includes(name));
    const shown = tableUnder('docs/construct.md', 'Members').map(([name = '']) => name.replaceAll('`', ''));
    expect([...shown].sort()).toEqual(members.sort());
  });

  test('every part of a member that is in the table is there', () => {
    const policy = everything();
    const valueAt = (path: string): unknown =>
      path.split('.').reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>>)[name], policy);
    const parts = tableUnder('docs/construct.md', 'Escape hatches').slice(1);
    const shown = parts.flatMap(([part = '', members = '']) =>
      [...members.matchAll(/`(\w+)`/g)].map(({ 1: member = '' }) => `${part.replaceAll('`', '')}.${member}`),
    );
    expect(shown).toEqual(expect.arrayContaining(['alerts.topic.kmsKey', 'remediation.sweep.function', 'remediation.alarms.sweepSilent']));
    expect(shown.filter((path) => valueAt(path) === undefined)).toEqual([]);
  });
});
