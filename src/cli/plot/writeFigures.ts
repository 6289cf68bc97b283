import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pngOf, requirePictures } from '../../charts/png.ts';
import { svgOf } from '../../charts/svgOf.ts';
import { ConfigError } from '../../errors.ts';
import { prepareFolder, writing } from '../reportFiles.ts';
import type { NamedChart } from './figure.ts';

/** Pixels that a chart is drawn for, and those of its picture. */
const [drawnWidth, pictureWidth] = [720, 1440];

/** Finds out whether figures can be written, before they are drawn. Throws a ConfigError that names the flag. */
export async function prepareFigures(folder: string, kinds: readonly string[]): Promise<void> {
  await prepareFolder('--output', folder);
  if (!kinds.includes('png')) return;
  try {
    await requirePictures();
  } catch (error) {
    throw error instanceof ConfigError ? error.withDetails({ where: '--format png' }) : error;
  }
}

/** Writes each chart in each format, and gives the names of the files. Throws a ConfigError where one cannot be written. */
export async function writeFigures(folder: string, kinds: readonly string[], charts: readonly NamedChart[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const { name, chart } of charts) {
    const svg = svgOf(chart, drawnWidth);
    for (const kind of kinds) {
      const [file, content] = [`${name}.${kind}`, kind === 'png' ? await pngOf(svg, pictureWidth) : svg];
      await writing('--output', join(folder, file), () => writeFile(join(folder, file), content));
      files.push(file);
    }
  }
  return files;
}
