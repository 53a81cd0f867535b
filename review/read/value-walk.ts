import type { JsonKind, Visit } from './json-visit';

/** Walks through a value that is in memory already, as {@link JsonWalker} does through bytes. */
export function walkValue(value: unknown, visit: Visit): void {
  switch (visit.kind) {
    case 'skip':
      return;
    case 'look':
      visit.look(kindOf(value));
      return;
    case 'text':
      visit.text(typeof value === 'string' ? value : undefined);
      return;
    case 'take':
      visit.take(value);
      return;
    case 'array':
      if (!Array.isArray(value)) return visit.refuse(kindOf(value));
      visit.begin();
      for (const item of value) walkValue(item, visit.item());
      visit.end();
      return;
    case 'object':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return visit.refuse(kindOf(value));
      visit.begin();
      for (const [name, member] of Object.entries(value)) walkValue(member, visit.member(name));
      visit.end(visit.isWhole ? value : undefined);
  }
}

function kindOf(value: unknown): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : 'object';
}
