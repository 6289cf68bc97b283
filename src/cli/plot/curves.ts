import { lineChart } from '../../charts/lineChart.ts';
import type { LineChartData, MarkedPlace } from '../../charts/lineChart.ts';
import type { Draw, NamedChart } from './figure.ts';
import type { Epoch, History } from './history.ts';

/** A figure over the epochs, in training and where there is validation in that. */
export interface Curve {
  readonly name: string;
  readonly training: readonly number[];
  readonly validation: readonly number[] | undefined;
}

const noEpochs = 'no epoch was completed';

/** The loss over the epochs. */
export const drawLoss: Draw = ({ history }) => (history.epochs.length === 0 ? noEpochs : [curveChart(curveOf(history, 'loss'), history)]);

/** A chart of each metric that is a number. */
export const drawMetrics: Draw = ({ history }) => {
  if (history.epochs.length === 0) return noEpochs;
  const names = metricNames(history);
  return names.length === 0 ? 'the run has no metric that is a number' : names.map(name => curveChart(curveOf(history, name), history));
};

/** Figures beside the loss; tables have no curve. */
export function metricNames({ epochs }: History): readonly string[] {
  const names = new Set(epochs.flatMap(({ training }) => Object.entries(training).flatMap(([name, value]) => (typeof value === 'number' && name !== 'loss' ? [name] : []))));
  return [...names];
}

/** A figure over the epochs; NaN where it was no number. */
export function curveOf({ epochs }: Pick<History, 'epochs'>, name: string): Curve {
  const values = (part: (epoch: Epoch) => Epoch['validation']) => epochs.map(epoch => {
    const value = part(epoch)?.[name];
    return typeof value === 'number' ? value : Number.NaN;
  });
  return { name, training: values(({ training }) => training), validation: epochs.some(({ validation }) => validation !== undefined) ? values(({ validation }) => validation) : undefined };
}

function curveChart(curve: Curve, history: History): NamedChart {
  const { name, training, validation } = curve;
  const points = (values: readonly number[]) => values.map((y, index) => ({ x: history.epochs[index]?.epoch ?? index + 1, y }));
  const series = [{ name: 'training', points: points(training) }, ...validation === undefined ? [] : [{ name: 'validation', points: points(validation) }]];
  const data: LineChartData = { title: `${history.summary?.name ?? 'training'}: ${name}`, x: { label: 'epoch', scale: 'linear', whole: true }, y: { label: name }, series, marked: [...bestPlace(curve, history), ...endPlace(history)] };
  return { name: name.replaceAll(/[^\w]+/gu, '-'), chart: lineChart(data) };
}

/** The epoch whose weights are the best: by what training followed, else on the curve of the loss by that of validation. */
function bestPlace({ name, validation }: Curve, { summary, epochs }: History): readonly MarkedPlace[] {
  const best = summary?.best;
  if (best !== undefined) {
    const own = best.monitor === `training.${name}` || best.monitor === `validation.${name}`;
    return [{ x: best.epoch, y: own ? best.value ?? undefined : undefined, label: `best ${best.monitor}, epoch ${best.epoch}` }];
  }
  const least = Math.min(...(validation ?? []).filter(Number.isFinite));
  const epoch = epochs[validation?.indexOf(least) ?? -1]?.epoch;
  return name === 'loss' && epoch !== undefined ? [{ x: epoch, y: least, label: `least validation loss, epoch ${epoch}` }] : [];
}

/** Where training ended otherwise than asked for. */
function endPlace({ summary, epochs }: History): readonly MarkedPlace[] {
  const last = epochs.at(-1)?.epoch;
  if (summary?.reason === undefined || summary.reason === 'finished' || last === undefined) return [];
  return [{ x: last, label: `${summary.reason === 'not finite' ? 'no longer finite' : summary.reason} after epoch ${last}` }];
}
