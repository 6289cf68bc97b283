import { LineCounter, parseDocument } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import { InvalidConfigError } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import type { Places } from './places.ts';
import { PlainReader } from './plainReader.ts';

/** How a text is read. */
export interface YamlOptions {
  /** Names the text in places: a file's path. */
  readonly source: string;
  /** JSON instead of YAML. */
  readonly json?: boolean;
  /** Gives the place of an offset in the text; line and column by default. */
  readonly placeOf?: (line: number, column: number) => string;
}

/**
 * Reads YAML or JSON as plain data: objects, lists, texts, numbers, booleans and null, with the place of each noted in `places`. An alias is a copy.
 * Nothing in the text is executed: tags, and keys that would reach an object's prototype, are refused.
 * Throws an InvalidConfigError with the line and column of every mistake.
 */
export function readYaml(text: string, options: YamlOptions, places: Places): unknown {
  const { source, json = false, placeOf = (line, column) => `${source}:${line}:${column}` } = options;
  const lines = new LineCounter();
  const document = parsed(text, json, lines, source);
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return placeOf(Math.max(line, 1), Math.max(col, 1));
  };
  const mistakes = [...document.errors, ...document.warnings].map(error => mistake(error, place, json));
  if (mistakes.length > 0) throw InvalidConfigError.of(mistakes);
  return new PlainReader(document, place, places).read();
}

function parsed(text: string, json: boolean, lineCounter: LineCounter, source: string): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true, ...(json && { schema: 'json' as const }) });
  } catch (error) {
    throw InvalidConfigError.of([{ path: [], place: source, problem: `not readable as ${json ? 'JSON' : 'YAML'}`, got: error instanceof Error ? error.message : String(error) }]);
  }
}

const advice: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'keep one of the two',
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'indent the keys of one object alike, with spaces',
  TAG_RESOLVE_FAILED: 'leave the tag out: a config is plain data',
  NON_STRING_KEY: 'write the key as a text',
};

function mistake(error: YAMLError, place: (offset: number) => string, json: boolean): Problem {
  return { path: [], place: place(error.pos[0]), problem: `not valid ${json ? 'JSON' : 'YAML'}: ${error.message}`, next: advice[error.code] };
}
