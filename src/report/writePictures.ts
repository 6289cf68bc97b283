import type { Chart } from '../charts/chart.ts';
import { pngOf } from '../charts/png.ts';
import type { PngOptions } from '../charts/png.ts';
import { svgOf } from '../charts/svgOf.ts';
import type { Report } from './report.ts';
import { written } from './written.ts';

/** Pixels that a chart is drawn for, and those of its picture. */
const [drawnWidth, pictureWidth] = [720, 1440];

/**
 * Writes each chart of a report as a PNG of 1440 pixels across, named after its title: `peak-memory-of-the-process.png`. The folder is made. Gives the names of the files.
 *
 * Throws what `pngOf` throws, and a ConfigError where a file cannot be written.
 *
 * ```ts
 * import { barChart } from 'chainrule/charts';
 * import { writePictures } from 'chainrule/report';
 *
 * const chart = barChart({ title: 'Time of a step', axis: 'ms', bars: [{ label: 'native', value: 0.18 }] });
 * const names = await writePictures('pictures', { title: 'Times', sections: [{ heading: 'All', blocks: [{ kind: 'chart', chart }] }] });
 * console.log(names); // ['time-of-a-step.png']
 * ```
 */
export async function writePictures(folder: string, report: Report, options: PngOptions = {}): Promise<readonly string[]> {
  const charts = report.sections.flatMap(({ blocks }) => blocks.flatMap(block => (block.kind === 'chart' ? [block.chart] : [])));
  const names = fileNames(charts);
  for (const [index, chart] of charts.entries()) await written(`${folder}/${names[index] ?? ''}`, await pngOf(svgOf(chart, drawnWidth), pictureWidth, options));
  return names;
}

/** Titles as names of files; a title that occurs again is numbered. */
function fileNames(charts: readonly Chart[]): readonly string[] {
  const slugs = charts.map(({ title }) => title.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-').replaceAll(/^-|-$/gu, '') || 'chart');
  return slugs.map((slug, index) => {
    const before = slugs.slice(0, index).filter(own => own === slug).length;
    return `${slug}${before === 0 ? '' : `-${before + 1}`}.png`;
  });
}
