/** Gives a member of what came as JSON; undefined when it has none. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** Gives a text that came as JSON; undefined when it is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Gives an identifier that came as a whole number, as text; undefined when it is none. */
export function identifierOf(value: unknown): string | undefined {
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
