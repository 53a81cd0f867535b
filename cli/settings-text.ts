import { findNodeAtLocation, parseTree, ParseErrorCode, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { complaint, InputError } from '../domain/errors';
import { valueAt, type ValuePath } from '../domain/value-path';

/** Settings read from a text, with the line of each. */
export interface SettingsText {
  readonly settings: unknown;
  /** False for a `cdktf.json` that says nothing of them. */
  readonly isGiven: boolean;
  /** Says where a value stands, such as `settings.json:12`; the line of what holds it when it is absent. */
  at(path: ValuePath): string;
}

/**
 * Reads settings from JSON: the object itself, or a `cdktf.json` (known by its `app` or `context`) with it under `context`, by
 * default as `unusedCredentials`, where absence means no setting. The name is that of the file, for messages.
 *
 * @throws InputError when it is not JSON; with its line.
 */
export function settingsInText(text: string, file: string, key = 'unusedCredentials'): SettingsText {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const [first] = errors;
  if (first !== undefined) throw malformed(file, text, first);
  if (tree === undefined) throw malformed(file, text, { error: ParseErrorCode.ValueExpected, offset: 0, length: 0 });
  const value: unknown = JSON.parse(text);
  const isProject = [['context'], ['app']].some((path) => findNodeAtLocation(tree, path) !== undefined);
  const start = isProject ? ['context', key] : [];
  const settings = valueAt(value, start);
  return {
    settings: isProject ? (settings ?? {}) : value,
    isGiven: settings !== undefined && settings !== null,
    at: (path) => `${file}:${String(lineOf(text, nearestNode(tree, [...start, ...path]).offset))}`,
  };
}

/** Shows the line that is wrong, and says what should stand there. */
function malformed(file: string, text: string, { error, offset }: ParseError): InputError {
  const line = lineOf(text, offset);
  const wanted = printParseErrorCode(error)
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
  const got = text.split('\n')[line - 1]?.trim() ?? '';
  return new InputError(complaint({ name: 'the settings file', accepted: 'JSON', got, at: `${file}:${String(line)}`, advice: wanted }));
}

function nearestNode(tree: Node, path: ValuePath): Node {
  return findNodeAtLocation(tree, [...path]) ?? (path.length === 0 ? tree : nearestNode(tree, path.slice(0, -1)));
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
