/** Widths of the characters from the space to `~` in thousandths of the size, of DejaVu Sans: the widest of the fonts that browsers take for `system-ui`, so that what fits in it fits in all. */
const widths = [
  320, 400, 460, 840, 640, 950, 780, 270, 390, 390, 500, 840, 320, 360, 320, 340, 640, 640, 640, 640, 640, 640, 640, 640, 640, 640, 340, 340, 840, 840, 840, 530,
  1000, 680, 690, 700, 770, 630, 580, 770, 750, 290, 290, 660, 560, 860, 750, 790, 600, 790, 690, 630, 610, 730, 680, 990, 690, 610, 690, 390, 340, 390, 840, 500,
  500, 610, 630, 550, 630, 620, 350, 630, 630, 280, 280, 580, 280, 970, 630, 610, 630, 630, 410, 520, 390, 630, 590, 820, 590, 590, 520, 640, 340, 640, 840,
];

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Pixels that a line of text takes at most, at a font size in pixels. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + characterWidth(character), 0) * size / 1000;
}

/** The text, or as much of it as has room in `room` pixels, its middle replaced by `…`: names differ at both ends. */
export function shortened(text: string, room: number, size: number): string {
  if (textWidth(text, size) <= room) return text;
  const characters = [...text];
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const short = `${characters.slice(0, Math.ceil(kept / 2)).join('')}…${characters.slice(characters.length - Math.floor(kept / 2)).join('')}`;
    if (textWidth(short, size) <= room) return short;
  }
  return '…';
}

/** The text in lines of at most `room` pixels, broken at spaces; a word that is longer than a line is shortened. */
export function wrapped(text: string, room: number, size: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').map(each => shortened(each, room, size))) {
    const line = [...lines.slice(-1), word].join(' ');
    if (lines.length > 0 && textWidth(line, size) <= room) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines;
}

/** Superscripts are narrow; what lies beyond Latin, Greek and Cyrillic may fill a square. */
function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (superscripts.includes(character)) return 410;
  return widths[code - 32] ?? (code < 0x530 ? 800 : 1000);
}
