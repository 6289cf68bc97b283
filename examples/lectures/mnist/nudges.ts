import type { Batch, GradientReport } from 'chainrule';
import { imageGrid } from 'chainrule/charts';
import type { Chart, GridImage } from 'chainrule/charts';
import { equal, shows } from '../lecture.ts';
import type { Finding } from '../lecture.ts';
import { openConfig, oracle } from '../openConfig.ts';
import { ownUnits } from '../ownUnits.ts';
import { parameterCount } from '../parameterCount.ts';
import { columnImage } from './columnImages.ts';

const digits = Array.from({ length: 10 }, (_, digit) => digit);
/** Of the first layer: its weights are drawn. */
const unit = 0;
/** After so many steps the outputs have become small, so that a digit may ask for more or for less. */
const steps = 300;

/**
 * What each of ten training digits, one of each kind, wants of the 784-16-16-10 network early in its training, −∂C₀/∂w, drawn for the weights of one unit of the first layer;
 * and that the mean of what they want, over all weights and biases, is what the batch of the ten wants, −∂C/∂w.
 */
export async function nudges(): Promise<{ readonly findings: readonly Finding[]; readonly figure: Chart }> {
  await using run = await openConfig(import.meta.url, 'sixteen.yaml', { ...oracle, data: { use: 'mnist', target: 'oneHot', limit: { train: 1000, test: 1 } } });
  await run.train({ steps });
  const [inputs, targets] = [ownUnits(run, run.parts.data?.train, 'inputs'), ownUnits(run, run.parts.data?.train, 'targets')];
  const samples = digits.map(digit => firstOf(digit, targets));
  const singles = [];
  for (const sample of samples) singles.push(await run.gradients(batchOf([sample], inputs, targets)));
  const whole = await run.gradients(batchOf(samples, inputs, targets));
  const count = parameterCount(run);
  const findings = [
    shows('weights and biases of 784-16-16-10', '13002', String(count), count === 13_002),
    equal('the mean of ten nudges = the nudge of their batch', meanOf(singles.map(allNumbers)), allNumbers(whole), 1e-15),
  ];
  return { findings, figure: drawn(singles, whole) };
}

/** The number of the first sample of a digit, by its one-hot target. */
function firstOf(digit: number, targets: Float64Array): number {
  return Array.from({ length: targets.length / 10 }, (_, sample) => sample).find(sample => targets[sample * 10 + digit] === 1) ?? Number.NaN;
}

function batchOf(samples: readonly number[], inputs: Float64Array, targets: Float64Array): Batch {
  const rows = (values: Float64Array, size: number) => Float64Array.from(samples.flatMap(sample => Array.from(values.subarray(sample * size, (sample + 1) * size))));
  return { inputs: { values: rows(inputs, 784), shape: [784] }, targets: { values: rows(targets, 10), shape: [10] } };
}

function allNumbers({ parameters }: GradientReport): number[] {
  return Object.values(parameters).flatMap(({ values }) => Array.from(values));
}

function meanOf(rows: readonly (readonly number[])[]): number[] {
  return (rows[0] ?? []).map((_, index) => rows.reduce((sum, row) => sum + (row[index] ?? Number.NaN), 0) / rows.length);
}

function drawn(singles: readonly GradientReport[], whole: GradientReport): Chart {
  const nudge = ({ parameters }: GradientReport) => columnImage(parameters['first/kernel'], unit).map(value => -value);
  const each = singles.map(nudge);
  const images = [
    ...each.map((values, digit) => captioned(`a ${digit}`, values)),
    captioned('their mean', meanOf(each.map(values => Array.from(values)))),
    captioned('the batch', nudge(whole)),
  ];
  return imageGrid({ title: 'What ten digits want of the weights of one unit', width: 28, height: 28, images, colours: 'diverging', range: 'each', size: 110 });
}

/** Some digits want nearly a hundred times as much as others: each image has its own scale, whose end stands below it. */
function captioned(name: string, values: ArrayLike<number>): GridImage {
  return { values, caption: `${name}, ±${Math.max(...Array.from(values, Math.abs)).toPrecision(2)}` };
}
