import { parseDocument } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import { InvalidConfigError } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import type { Places } from './places.ts';
import { PlainReader } from './plainReader.ts';
import { SourceText } from './sourceText.ts';
import type { SpotOf } from './sourceText.ts';

/** Where a text is from: a file, or a flag of the command line, `--set seed=` for example, which stands before it. */
export type TextOrigin = { readonly file: string; readonly json?: boolean } | { readonly flag: string };

/**
 * Reads YAML or JSON as plain data: objects, lists, texts, numbers, booleans and null, with the place of each noted in `places`. An alias is a copy.
 * Nothing in the text is executed: tags, and keys that would reach an object's prototype, are refused.
 * Throws an InvalidConfigError with the line and column of every mistake.
 */
export function readYaml(text: string, origin: TextOrigin, places: Places): unknown {
  const spot = spotsOf(text, origin);
  const json = 'json' in origin && origin.json === true;
  const document = parsed(text, json, spot);
  const errors = [...document.errors, ...document.warnings].filter((error, index) => index === 0 || !follows(error));
  const mistakes = errors.map(error => mistake(error, spot, { json, text }));
  if (mistakes.length > 0) throw InvalidConfigError.of(mistakes);
  return new PlainReader(document, spot, places).read();
}

function spotsOf(text: string, origin: TextOrigin): SpotOf {
  const lead = 'flag' in origin ? origin.flag : '';
  const source = new SourceText(`${lead}${text}`, 'file' in origin ? origin.file : undefined);
  return (start, end) => source.spot(start + lead.length, end + lead.length);
}

function parsed(text: string, json: boolean, spot: SpotOf): Document.Parsed {
  try {
    return parseDocument(text, { prettyErrors: false, stringKeys: true, ...(json && { schema: 'json' as const }) });
  } catch (error) {
    throw InvalidConfigError.of([{ path: [], place: spot(0, 0).place, problem: `not readable as ${json ? 'JSON' : 'YAML'}`, got: error instanceof Error ? error.message : String(error) }]);
  }
}

const advice: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'keep one of the two',
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'indent the keys of one object alike, with spaces',
  TAG_RESOLVE_FAILED: 'leave the tag out: a config is plain data',
  NON_STRING_KEY: 'write the key as a text',
};

/** After one mistake the parser may take offence at all that follows. */
function follows({ code, message }: YAMLError): boolean {
  return code === 'UNEXPECTED_TOKEN' && message.includes('YAML stream');
}

function mistake(error: YAMLError, spot: SpotOf, { json, text }: { readonly json: boolean; readonly text: string }): Problem {
  const { place, excerpt } = spot(...error.pos);
  return { path: [], place, excerpt, problem: `not valid ${json ? `JSON: ${inJson(error.message)}` : `YAML: ${error.message}`}`, next: adviceOn(error, text) };
}

/** What the parser, which reads JSON as YAML, has other words for. */
const wordsOfJson: readonly (readonly [RegExp, string])[] = [
  [/^Map keys/u, 'the keys of an object'],
  [/^Block collections are not allowed within flow collections/u, 'a comma is missing, or a quote'],
  [/^Implicit map keys need to be followed by map values/u, 'a key has no : and no value'],
  [/ in block collection must be sufficiently indented and/u, ' must'],
  [/flow map items/u, 'the keys of an object'],
  [/flow sequence items/u, 'the entries of a list'],
  [/flow map(?:ping)?/iu, 'an object'],
  [/flow sequence/iu, 'a list'],
];

function inJson(message: string): string {
  return wordsOfJson.reduce((text, [words, own]) => text.replace(words, own), message);
}

function adviceOn({ code, message, pos: [start] }: YAMLError, text: string): string | undefined {
  if (text.startsWith('${', start - 1)) return 'inside { } or [ ] a reference stands in quotes: "${…}"';
  return message.includes('end with a') ? 'close it' : advice[code];
}
