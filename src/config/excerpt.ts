/** Columns of a line that are shown. */
const widest = 100;
/** Columns that stay in sight before what is marked. */
const before = 40;

/**
 * A line with a piece of it marked below, as errors show it:
 *
 *     | training: { epochs: many }
 *     |                     ^~~~
 *
 * A long line is cut to the part about the piece. Characters that would disturb a terminal are replaced.
 */
export function excerptOf(line: string, start: number, end: number): string {
  const from = line.length <= widest ? 0 : Math.max(0, Math.min(start - before, line.length - widest));
  const to = from + widest;
  const [lead, trail] = [from > 0 ? '…' : '', to < line.length ? '…' : ''];
  const margin = `${lead === '' ? '' : ' '}${blank(line.slice(from, start))}`;
  const marked = columnsOf(line.slice(start, Math.min(Math.max(end, start), to)));
  return `| ${lead}${visible(line.slice(from, to))}${trail}\n| ${margin}^${'~'.repeat(Math.max(0, marked - 1))}`;
}

/** Control characters, halves of characters, and marks that turn the direction of writing. */
const disturbing = /[\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|(?!\t)\p{Cc}/gu;

function visible(text: string): string {
  return text.replaceAll(disturbing, '�');
}

/** As wide as a text is on a terminal; its tabs stay tabs. */
function blank(text: string): string {
  return [...visible(text)].map(each => (each === '\t' ? each : ' '.repeat(width(each)))).join('');
}

function columnsOf(text: string): number {
  return [...visible(text)].reduce((sum, each) => sum + width(each), 0);
}

const none = /^[\p{M}\p{Cf}]$/u;
const double = /^[\p{Emoji_Presentation}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]$/u;

function width(character: string): number {
  if (none.test(character)) return 0;
  return double.test(character) ? 2 : 1;
}
