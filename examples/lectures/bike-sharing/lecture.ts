import type { Run, RunConfig } from 'chainrule';
import { lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { curveOf, newHistory } from '../history.ts';
import type { History } from '../history.ts';
import { agrees, below } from '../lecture.ts';
import type { Lecture, LectureResult } from '../lecture.ts';
import { openConfig } from '../openConfig.ts';
import { testDays } from './testDays.ts';

/** A trained network with its losses. */
interface Trained {
  readonly run: Run;
  readonly history: History;
  readonly training: number;
  readonly validation: number;
}

/** Hourly rides of a bike sharing system, predicted by one hidden sigmoid layer. */
export const lecture: Lecture = {
  name: 'bike-sharing',
  title: 'Bike sharing: the rides of an hour',
  run: (backend = 'auto') => bikeSharing({ backend }, [1, 2, 3, 4, 5]),
};

/** The example with some seeds, and some keys of its config changed. */
export async function bikeSharing(changes: Partial<RunConfig>, seeds: readonly number[]): Promise<LectureResult> {
  const all: Trained[] = [];
  for (const seed of seeds) all.push(await trained({ ...changes, seed }));
  const middle = all.toSorted((left, right) => left.validation - right.validation)[Math.floor(all.length / 2)];
  if (middle === undefined) throw new Error('no seed is given');
  const findings = [
    agrees('inputs: 51 dummies, temp, hum, windspeed, yr, holiday', 56, middle.run.parts.layout.inputs[0]?.shape[0] ?? 0, 0),
    below(`training loss, the median of ${seeds.length} seeds`, 0.09, medianOf(all.map(({ training }) => training))),
    below(`validation loss, the median of ${seeds.length} seeds`, 0.18, medianOf(all.map(({ validation }) => validation))),
  ];
  const figures = { 'test-days': await testDays(middle.run), 'learning-curve': learningCurve(middle.history) };
  for (const { run } of all) await run[Symbol.asyncDispose]();
  return { findings, figures };
}

async function trained(changes: Partial<RunConfig>): Promise<Trained> {
  const history = newHistory();
  const run = await openConfig(import.meta.url, 'hour.yaml', { ...changes, observers: [history.observer] });
  await run.train();
  const [{ loss: training }, { loss: validation }] = [await run.evaluate('train'), await run.evaluate('validation')];
  return { run, history, training, validation };
}

/** The middle one of an odd number of values. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function learningCurve(history: History): Chart {
  return lineChart({
    title: 'Loss by epoch', x: { label: 'epoch', scale: 'linear' }, y: { label: 'mean squared error of the standardised rides', scale: 'log' },
    series: [curveOf(history, 'training', 'loss'), curveOf(history, 'validation', 'loss')],
  });
}
