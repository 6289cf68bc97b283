/** Words that YAML, or a reader of its older versions, takes for something else than a text. */
const words = /^(?:true|false|null|yes|no|on|off|y|n|nan|inf)$/iu;

/** A text as YAML: bare where nothing else can be read in it, else in double quotes, as JSON. */
export function yamlText(text: string): string {
  return /^[\p{L}_](?:[\p{L}\p{N}_ .-]*[\p{L}\p{N}_.-])?$/u.test(text) && !words.test(text) ? text : JSON.stringify(text);
}

/** A list in one line. */
export function yamlList(texts: readonly string[]): string {
  return `[${texts.map(yamlText).join(', ')}]`;
}
