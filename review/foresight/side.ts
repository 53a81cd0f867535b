import { reportingAlone } from '../../domain/foresee';
import type { ForesightSide } from '../../domain/foresight';
import { DEFAULTS, settingAt, type SettingPath } from '../../domain/settings';
import type { RemediationAction } from '../../domain/policy';
import type { Leaves } from '../leaf';
import { refusalOf } from '../facts/refused-policy';
import { stringOf, valueOf, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { sensitiveIn } from '../render/sensitive';
import type { Finding } from '../review-result';
import { whyNotRunning } from './running';
import type { ScannedAccount } from './scanned-account';

/** Reads one side of a policy as far as it decides what becomes of access keys. */
export function foresightSide(
  policy: PolicyChange,
  side: Side,
  account: Pick<ScannedAccount, 'accountId' | 'table'>,
  findings: readonly Finding[],
): ForesightSide {
  const leaves = policy[side];
  if (leaves === null || isLeftOut(policy, side, account.accountId)) return { kind: 'none' };
  const isRemediating = leaves.has('remediation');
  const hidden = sensitiveIn(policy);
  const missing = [...ALWAYS, ...(isRemediating ? REMEDIATING : [])].find((path) => hidden.has(path) || !isTold(leaves, path));
  if (missing !== undefined) return { kind: 'unknown', because: hidden.has(missing) ? `${missing} is sensitive` : whyNot(leaves, missing) };
  const value = (path: SettingPath): unknown => valueIn(leaves, path);
  const limit = value('maxCredentialUsageAgeDays') as number;
  if (!isRemediating) return { kind: 'policy', policy: reportingAlone(limit), memory: 'empty' };
  const stopped =
    whyRefused(policy, side) ?? whyNotRunning(policy, side, findings) ?? (side === 'after' ? whyForgetting(policy) : undefined);
  if (stopped !== undefined) return { kind: 'unknown', because: stopped };
  const tag = value('remediation.exempt.tag');
  const sweep = {
    maxCredentialUsageAgeDays: limit,
    action: value('remediation.action') as RemediationAction,
    warnDays: value('remediation.warnDays') as number,
    graceDays: value('remediation.graceDays') as number,
    maxKeysPerDay: value('remediation.maxKeysPerDay') as number,
    exempt: {
      userNames: (value('remediation.exempt.userNames') ?? []) as readonly string[],
      paths: (value('remediation.exempt.paths') ?? []) as readonly string[],
      ...(typeof tag === 'string' && { tag }),
    },
  };
  const hour = value('remediation.sweepHourUtc');
  const sweepHourUtc = typeof hour === 'number' ? hour : DEFAULTS['remediation.sweepHourUtc'];
  return { kind: 'policy', policy: { sweep, isRemediating, sweepHourUtc }, memory: memoryOf(policy, side, account) };
}

const ALWAYS: readonly SettingPath[] = ['maxCredentialUsageAgeDays'];
const NEEDED: readonly SettingPath[] = ['remediation.action', 'remediation.warnDays', 'remediation.graceDays', 'remediation.maxKeysPerDay'];
/** Absent is a value of these. */
const OPTIONAL: readonly SettingPath[] = ['remediation.exempt.userNames', 'remediation.exempt.paths', 'remediation.exempt.tag'];
const REMEDIATING: readonly SettingPath[] = [...NEEDED, ...OPTIONAL];

const MAX_DAYS = 100_000;
/** The longest path of a user. */
const MAX_CHARACTERS = 512;

/** A plan of others may hold anything; its function refuses what is no setting. */
function isTold(leaves: Leaves, path: SettingPath): boolean {
  const leaf = leaves.get(path);
  if (leaf === undefined) return OPTIONAL.includes(path);
  if (leaf.kind === 'unknown') return false;
  const { value } = leaf;
  const bounds = settingAt(path)?.bounds ?? {};
  if (path === 'remediation.action') return bounds.choices?.some((choice) => choice === value) === true;
  if (path === 'remediation.exempt.tag') return isText(value, bounds.pattern);
  if (OPTIONAL.includes(path)) return Array.isArray(value) && value.every((item) => isText(item, bounds.item));
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < MAX_DAYS;
}

function isText(value: unknown, pattern = ''): boolean {
  return typeof value === 'string' && value.length <= MAX_CHARACTERS && new RegExp(pattern).test(value);
}

function valueIn(leaves: Leaves, path: SettingPath): unknown {
  const leaf = leaves.get(path);
  return leaf?.kind === 'known' ? leaf.value : undefined;
}

function whyNot(leaves: Leaves, path: SettingPath): string {
  const leaf = leaves.get(path);
  const reason = leaf === undefined ? 'nothing says it' : leaf.kind === 'unknown' ? leaf.because : 'it is not what it can be';
  return `${path} is not known: ${reason}`;
}

/** A rule of the organization judges every account but those that it leaves out. */
function isLeftOut({ parts }: PolicyChange, side: Side, accountId: string): boolean {
  const rules = parts.filter((part) => part.isOwn && part.kind === 'rule' && part[side] !== null);
  return (
    rules.length > 0 && rules.every((part) => isOfOrganization(part) && excludes(valueOf(part, side, ['excluded_accounts']), accountId))
  );
}

const excludes = (accounts: unknown, accountId: string): boolean => Array.isArray(accounts) && accounts.includes(accountId);

/** Tells whether a rule is one of the organization, or in a conformance pack of it. */
export const isOfOrganization = ({ change }: Part): boolean => change.type.startsWith('aws_config_organization_');

/** What the function itself refuses is no policy, whatever its numbers say. */
function whyRefused(policy: PolicyChange, side: Side): string | undefined {
  const refused = partsOf(policy, 'function').some((part) => part.isOwn && part[side] !== null && refusalOf(part, side) !== undefined);
  return refused ? 'the function refuses its policy and does not start' : undefined;
}

/** Without its table the function can do nothing. */
function whyForgetting(policy: PolicyChange): string | undefined {
  const [sweep] = partsOf(policy, 'function').filter((part) => part.isOwn && part.after !== null);
  const name = sweep && variable(sweep, 'TABLE_NAME', 'after');
  const goes = partsOf(policy, 'table').some(
    (part) => part.isOwn && part.after === null && (name === undefined || stringOf(part, 'before', ['name']) === name),
  );
  return goes ? 'the table in which the function remembers is not there any more' : undefined;
}

/** A table that is made remembers nothing; one that stays remembers what was read of it. */
function memoryOf(policy: PolicyChange, side: Side, { table }: Pick<ScannedAccount, 'table'>): 'as-read' | 'empty' | 'unknown' {
  const [sweep] = partsOf(policy, 'function').filter((part) => part.isOwn && part[side] !== null);
  if (sweep === undefined) return 'unknown';
  if (side === 'after' && isMadeHere(policy, sweep)) return 'empty';
  const name = variable(sweep, 'TABLE_NAME', side);
  const region = sweep.regions[side];
  const isSame = table !== null && name === table.name && (region === undefined || region === table.region);
  return isSame ? 'as-read' : 'unknown';
}

/** The function's own table, by its name or, where there is no name, the only one. */
function isMadeHere(policy: PolicyChange, sweep: Part): boolean {
  const name = variable(sweep, 'TABLE_NAME', 'after');
  const tables = partsOf(policy, 'table').filter((part) => part.isOwn && part.after !== null);
  const own = tables.find((part) => stringOf(part, 'after', ['name']) === name) ?? (name === undefined ? tables[0] : undefined);
  return own !== undefined && (own.fate === 'made' || own.fate === 'replaced');
}

const variable = (part: Part, name: string, side: Side): string | undefined => stringOf(part, side, ['environment', 0, 'variables', name]);
