import { lineChart } from 'chainrule/charts';
import type { Chart, Point } from 'chainrule/charts';
import { agrees, shows } from '../lecture.ts';
import type { Finding, LectureResult } from '../lecture.ts';
import { openConfig } from '../openConfig.ts';
import { trained } from './trained.ts';

/** Points for training, epochs, and points between two looks at the loss of all. */
const [samples, epochs, apart] = [60, 20, 5];

/** A descent by batches of one size. */
interface Descent {
  readonly name: string;
  /** The loss of all points by points seen. */
  readonly points: readonly Point[];
  /** Milliseconds an epoch, the median of a training of its own, since looks at the loss take time too. */
  readonly time: number;
}

/** Stochastic, mini-batch and batch descent at one rate. */
export async function batches(backend: string): Promise<LectureResult> {
  const [stochastic, mini, batch] = [await descent('stochastic, 1', 1, backend), await descent('mini-batch, 10', 10, backend), await descent('batch, 60', samples, backend)];
  return { findings: findingsOf(stochastic, mini, batch), figures: { 'loss-by-samples': bySamples([stochastic, mini, batch]), 'loss-by-time': byTime([stochastic, mini, batch]) } };
}

async function descent(name: string, batchSize: number, backend: string): Promise<Descent> {
  const changes = { backend, training: { epochs, batchSize } };
  await using run = await openConfig(import.meta.url, 'mini-batch.yaml', changes);
  const lossNow = async () => (await run.evaluate('train')).loss;
  const points = [{ x: 0, y: await lossNow() }];
  const seenAtOnce = Math.max(apart, batchSize);
  for (let seen = seenAtOnce; seen <= epochs * samples; seen += seenAtOnce) {
    await run.train({ steps: seenAtOnce / batchSize });
    points.push({ x: seen, y: await lossNow() });
  }
  const { history } = await trained('mini-batch.yaml', changes);
  return { name, points, time: 1000 * median(history.epochs.map(({ seconds }) => seconds)) };
}

function findingsOf(stochastic: Descent, mini: Descent, batch: Descent): readonly Finding[] {
  const all = [stochastic, mini, batch];
  const afterEpoch = all.map(({ points }) => points.find(({ x }) => x === samples)?.y ?? Number.NaN);
  return [
    shows('loss after one epoch: stochastic, mini-batch, batch', 'more updates, less loss', afterEpoch.map(loss => loss.toFixed(3)).join(' < '), ascending(afterEpoch)),
    agrees('batch: steps at which the loss rises', 0, rises(batch), 0),
    shows('stochastic: looks at which the loss has risen', 'it goes up and down', `${rises(stochastic)} of ${stochastic.points.length - 1}`, rises(stochastic) > rises(mini) && rises(mini) > 0),
    shows('time of an epoch: stochastic, mini-batch, batch', 'most for batches of 1', all.map(({ time }) => `${time.toPrecision(2)} ms`).join(', '), stochastic.time > Math.max(mini.time, batch.time)),
  ];
}

function ascending(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? Number.NaN));
}

function rises({ points }: Descent): number {
  return points.filter(({ y }, index) => index > 0 && y > (points[index - 1]?.y ?? Number.NaN)).length;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function bySamples(all: readonly Descent[]): Chart {
  return lineChart({ title: 'Batches of 1, 10 and 60, by points seen', x: { label: 'points seen', scale: 'linear' }, y: { label: 'cross entropy of all points', scale: 'linear' }, series: all });
}

function byTime(all: readonly Descent[]): Chart {
  const series = all.map(({ name, points, time }) => ({ name, points: points.slice(1).map(({ x, y }) => ({ x: x / samples * time, y })) }));
  return lineChart({ title: 'Batches of 1, 10 and 60, by time', x: { label: 'milliseconds: epochs × the median time of an epoch', scale: 'log' }, y: { label: 'cross entropy of all points', scale: 'linear' }, series });
}
