/** What stands in an element's attributes; one that is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG or HTML element as text. Attributes are escaped, children are markup already: text goes through `escapeText` first. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${attributeText(value)}"`])).join('');
  return children.length === 0 && !paired.has(name) ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** Text as markup shows it. Characters that XML forbids are left out: one of them would make a whole file unreadable. */
export function escapeText(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Elements that HTML closes with a tag of their own, even where they are empty. */
const paired = new Set(['div', 'td', 'th', 'p', 'span', 'text', 'g', 'title', 'desc']);

/** Numbers to two decimals: a hundredth of a pixel shows no more. */
function attributeText(value: string | number): string {
  if (typeof value === 'string') return escapeText(value).replaceAll('"', '&quot;');
  return String(Math.round(value * 100) / 100);
}
