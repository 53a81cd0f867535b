import { dayOf, wholeDays, type Instant } from '../../domain/instant';
import { visible } from '../../domain/safe-text';
import type { StepName } from '../../domain/outlook';
import type { InventoryKey } from '../inventory';

/** The columns of a table for people. */
export const COLUMNS = ['USER', 'ACCESS KEY', 'STATUS', 'LAST USED', 'VERDICT', 'STEP'] as const;

/** Names a column. */
export type Column = (typeof COLUMNS)[number];

/** Writes one key for people, each cell so that it can be broken between words. */
export function cellsOf(key: InventoryKey, now: Instant): Readonly<Record<Column, string>> {
  return {
    USER: visible(key.userName),
    'ACCESS KEY': visible(key.accessKeyId ?? (key.slot === null ? 'unknown' : `not read, slot ${String(key.slot)}`)),
    STATUS: statusOf(key, now),
    'LAST USED': usedOf(key),
    VERDICT:
      key.idleDays === null || key.sinceAt === null ? key.verdict : `${key.verdict} ${String(key.idleDays)} d since ${dayOf(key.sinceAt)}`,
    STEP: stepOf(key),
  };
}

function statusOf({ status, createdAt }: InventoryKey, now: Instant): string {
  if (status === null) return 'unknown';
  return createdAt === null ? status : `${status} ${String(wholeDays(createdAt, now))} d`;
}

function usedOf({ lastUsedAt, lastUsedService, lastUsedRegion }: InventoryKey): string {
  if (lastUsedAt === null) return 'unknown';
  if (lastUsedAt === 'never') return 'never';
  return visible([dayOf(lastUsedAt), lastUsedService, lastUsedRegion].filter((part) => part !== null).join(' '));
}

function stepOf({ step, nextStep, nextStepAt }: InventoryKey): string {
  const now = step === 'none' ? [] : [words(step)];
  const next = nextStep === null || nextStepAt === null ? [] : [`${words(nextStep)} ${dayOf(nextStepAt)}`];
  return [...now, ...next].join(' then ') || '-';
}

/** Writes a step as words. */
export const words = (step: StepName): string => step.replaceAll('-', ' ');
