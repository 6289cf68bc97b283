import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pngOf, svgOf } from 'chainrule/charts';
import type { LectureResult } from './lecture.ts';

type Figures = LectureResult['figures'];

/** Pixels of a picture's width. */
const width = 1080;

/** Writes each figure as SVG and as PNG into a folder, and gives the files. */
export async function writeFigures(folder: string, figures: Figures): Promise<readonly string[]> {
  const drawn = writeDrawings(folder, figures);
  for (const [name, text] of drawn) writeFileSync(join(folder, `${name}.png`), await pngOf(text, width));
  return drawn.flatMap(([name]) => ['svg', 'png'].map(ending => join(folder, `${name}.${ending}`)));
}

/** Writes each figure where the lecture's page shows it. */
export function writePages(name: string, figures: Figures): readonly string[] {
  const folder = fileURLToPath(new URL(`${name}/figures`, import.meta.url));
  return writeDrawings(folder, figures).map(([figure]) => `figures/${figure}.svg`);
}

function writeDrawings(folder: string, figures: Figures): readonly (readonly [string, string])[] {
  const drawn = Object.entries(figures).map(([name, figure]) => [name, typeof figure === 'string' ? figure : svgOf(figure)] as const);
  if (drawn.length > 0) mkdirSync(folder, { recursive: true });
  for (const [name, text] of drawn) writeFileSync(join(folder, `${name}.svg`), text);
  return drawn;
}
