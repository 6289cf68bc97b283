import { escapedText } from '../../config/interpolation.ts';

/** Words that YAML, or a reader of its older versions, takes for something else than a text. */
const words = /^(?:true|false|null|yes|no|on|off|y|n|nan|inf)$/iu;

/** A text as YAML: bare where nothing else can be read in it, else in double quotes, as JSON. */
export function yamlText(text: string): string {
  return /^[\p{L}_](?:[\p{L}\p{N}_ .-]*[\p{L}\p{N}_.-])?$/u.test(text) && !words.test(text) ? text : JSON.stringify(text);
}

/** A text as the value of a config: one that would be read as a reference is escaped. */
export function yamlValue(text: string): string {
  return yamlText(escapedText(text));
}

/** A list of values in one line. */
export function yamlList(texts: readonly string[]): string {
  return `[${texts.map(yamlValue).join(', ')}]`;
}
