import { padded } from '../../charts/scale.ts';
import { number } from '../../training/observers/figures.ts';
import { curveOf, metricNames } from './curves.ts';
import type { Curve } from './curves.ts';
import type { History } from './history.ts';

/** Characters of a curve. */
const [columns, rows] = [60, 12];

type Asciichart = Pick<typeof import('asciichart'), 'plot' | 'blue' | 'yellow' | 'colored'>;

/** The values of a curve that are numbers, with their colour where there are colours. */
interface Line {
  readonly name: string;
  readonly values: readonly number[];
  readonly colour: string | undefined;
}

/** The curves of a run for a terminal. With colours training and validation lie over each other, else each has a plot of its own. */
export async function terminalCurves(history: History, only: readonly string[], colours: boolean): Promise<readonly string[]> {
  const asciichart = await import('asciichart');
  const names = [...only.includes('loss') ? ['loss'] : [], ...only.includes('metrics') ? metricNames(history) : []];
  return names.flatMap(name => [...curveLines(curveOf(history, name), history, asciichart, colours), '']).slice(0, -1);
}

function curveLines({ name, training, validation = [] }: Curve, history: History, asciichart: Asciichart, colours: boolean): readonly string[] {
  const all: readonly Line[] = [{ name: 'training', values: training, colour: colours ? asciichart.blue : undefined }, { name: 'validation', values: validation, colour: colours ? asciichart.yellow : undefined }];
  const lines = all.map(line => ({ ...line, values: line.values.filter(Number.isFinite) })).filter(({ values }) => values.length > 0);
  if (lines.length === 0) return [`${name}: no epoch gave a number`];
  const values = lines.flatMap(line => line.values);
  const [[min, max], width] = [extentOf(values), Math.max(...values.map(value => number(value).length))];
  const format = (value: number) => number(value).padStart(width);
  const plots = colours ? [lines] : lines.map(line => [line]);
  return plots.flatMap(own => [
    `${name}, ${own.map(line => asciichart.colored(legendText(line), line.colour)).join(', ')}`,
    asciichart.plot(own.map(line => stretched(line.values)), { height: rows, min, max, format, colors: own.map(line => line.colour) }),
    axisLine(width + 2, history),
  ]);
}

/** Asciichart rounds the label of a curve without extent: such a curve gets room on both sides. */
function extentOf(values: readonly number[]): readonly [min: number, max: number] {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return min === max ? padded([min, max], 'linear') : [min, max];
}

function legendText({ name, values }: Line): string {
  return `${name} from ${number(values[0] ?? Number.NaN)} to ${number(values.at(-1) ?? Number.NaN)}`;
}

/** The epochs below a plot, and the best of them. */
function axisLine(margin: number, { epochs, summary }: History): string {
  const [first, last] = [String(epochs[0]?.epoch ?? 1), String(epochs.at(-1)?.epoch ?? 1)];
  const best = summary?.best === undefined ? '' : `, best ${summary.best.monitor} after epoch ${summary.best.epoch}`;
  return `${' '.repeat(margin)}${first}${last.padStart(columns - first.length)}  epoch${best}`;
}

/** A value a character, on straight lines between those that are known. */
function stretched(values: readonly number[]): number[] {
  return Array.from({ length: columns }, (_, column) => {
    const place = column / (columns - 1) * (values.length - 1);
    const [before = 0, after = before] = [values[Math.floor(place)], values[Math.ceil(place)]];
    return before + (after - before) * (place - Math.floor(place));
  });
}
