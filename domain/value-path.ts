/** Leads from the settings to a value in them, such as `['regions', 0]`. */
export type ValuePath = readonly (string | number)[];

/** Writes a path as in TypeScript and JSON: `alerts.emails[0]`. */
export function pathName(path: ValuePath): string {
  return path.map((part, at) => (typeof part === 'number' ? `[${String(part)}]` : at === 0 ? part : `.${part}`)).join('');
}

/** Finds the value under a path; undefined where nothing is. */
export function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? (inner as Readonly<Record<string, unknown>>)[part] : undefined),
    value,
  );
}
