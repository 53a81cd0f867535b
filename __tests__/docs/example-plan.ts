import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, type Ran } from '../support/command';
import { Workspace } from '../support/terraform/terraform';
import { NOW } from '../support/world/records';

/** Types one of our commands in a folder, at the instant of the example's scan. */
export async function typed(folder: string, command: string): Promise<Ran> {
  const [npx, name, ...argv] = command.split(' ');
  expect([npx, name]).toEqual(['npx', 'iam-unused-credentials']);
  return await runCommand(folder, argv, { now: () => NOW });
}

const isUpdate = process.env['UPDATE_FIXTURES'] === '1';

/** Holds that the plan of an example is what its lines make of some of its files, as far as a review goes. */
export async function expectPlanAsMade(example: string, names: readonly string[], lines: readonly string[]): Promise<void> {
  const textOf = (name: string): string => readFileSync(join(example, name), 'utf8');
  const workspace = new Workspace({ files: Object.fromEntries(names.map((name) => [name, textOf(name)])), startsProvider: true });
  try {
    for (const line of lines) await carriedOut(workspace, line);
    const plan = JSON.parse(readFileSync(join(workspace.folder, 'plan.json'), 'utf8')) as object;
    if (isUpdate) writeFileSync(join(example, 'plan.json'), `${JSON.stringify(cutDown(plan))}\n`);
    const told = async (folder: string): Promise<unknown> =>
      JSON.parse((await runCommand(folder, ['review', 'plan.json', '--format', 'json'])).out) as unknown;
    expect(await told(workspace.folder)).toEqual(await told(example));
    expect(cutDown(JSON.parse(textOf('plan.json')) as object)).toEqual(JSON.parse(textOf('plan.json')));
  } finally {
    workspace.dispose();
  }
}

/** Carries out a line of the block that tells how the plan of an example was made. */
async function carriedOut(workspace: Workspace, line: string): Promise<void> {
  if (line.startsWith('npx ')) {
    expect(await typed(workspace.folder, line)).toMatchObject({ code: 0 });
    return;
  }
  const [program, ...argv] = line.split(' ');
  if (program === 'cp') {
    const [from = '', to = ''] = argv;
    copyFileSync(join(workspace.folder, from), join(workspace.folder, to, from));
    return;
  }
  expect(program).toBe('terraform');
  const into = argv.indexOf('>');
  const args = into < 0 ? argv : argv.slice(0, into);
  const { code, stdout, stderr } = await workspace.run(...args, ...(args.at(-1) === 'apply' ? ['-auto-approve'] : []));
  expect([line, code, stderr]).toEqual([line, 0, '']);
  if (into >= 0) writeFileSync(join(workspace.folder, argv[into + 1] ?? ''), stdout);
}

/** Leaves out what is long in a plan and says nothing to a review. */
function cutDown(plan: object): object {
  const whole = new Map<string, unknown>(Object.entries(plan));
  whole.delete('prior_state');
  whole.set('planned_values', { root_module: {} });
  return Object.fromEntries(whole);
}
