import { InputError } from '../../../domain/errors';
import type { Plan } from '../../../review/plan';
import { PlanReader } from '../../../review/read/plan-reader';

/** The types that the tests want. */
export const WANTED: ReadonlySet<string> = new Set(['aws_config_config_rule', 'aws_sns_topic']);

/** Reads bytes in pieces that each end at a given place: carefully, and as it is usual, which must come to the same. */
export function readInPieces(bytes: Uint8Array, ends: readonly number[]): Plan {
  const usual = outcomeOf(() => read(bytes, ends));
  expect(usual).toEqual(outcomeOf(() => read(bytes, ends, 0)));
  if ('refusal' in usual) throw usual.refusal;
  return usual.plan;
}

function read(bytes: Uint8Array, ends: readonly number[], atOnceBytes?: number): Plan {
  const reader = new PlanReader(WANTED, 'plan.json', atOnceBytes);
  // One buffer for all pieces, filled anew, as a caller may do it.
  const buffer = new Uint8Array(bytes.length);
  let from = 0;
  for (const to of [...ends, bytes.length]) {
    const piece = buffer.subarray(0, to - from);
    piece.set(bytes.subarray(from, to));
    reader.feed(piece);
    piece.fill(0x21);
    from = to;
  }
  return reader.end();
}

function outcomeOf(act: () => Plan): { readonly plan: Plan } | { readonly refusal: InputError } {
  try {
    return { plan: act() };
  } catch (error) {
    if (error instanceof InputError) return { refusal: error };
    throw error;
  }
}

/** Reads bytes, text as UTF-8, or a value as JSON. */
export function readPlan(input: unknown): Plan {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  return readInPieces(input instanceof Uint8Array ? input : new TextEncoder().encode(text), []);
}

/** One change as Terraform writes it. */
export function element(
  type: string,
  more: Readonly<Record<string, unknown>> = {},
  change: Readonly<Record<string, unknown>> = {},
): object {
  return {
    address: `${type}.one`,
    mode: 'managed',
    type,
    name: 'one',
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: {
      actions: ['update'],
      before: { name: 'a' },
      after: { name: 'b' },
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
      ...change,
    },
    ...more,
  };
}

/** A plan with the given changes, and more keys at its top. */
export function planWith(changes: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { format_version: '1.2', planned_values: { root_module: {} }, resource_changes: changes, ...more };
}
