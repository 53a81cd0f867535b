/** Counts the resources of each type in Terraform JSON, sorted by type; one that is looped counts once. */
export function countResources(json: {
  readonly resource?: Readonly<Record<string, object>> | undefined;
}): Readonly<Record<string, number>> {
  const types = Object.entries(json.resource ?? {}).map(([type, blocks]) => [type, Object.keys(blocks).length] as const);
  return Object.fromEntries(types.sort(([a], [b]) => (a < b ? -1 : 1)));
}
