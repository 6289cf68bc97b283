import type { GradientReport, Run } from 'chainrule';
import { equal } from '../lecture.ts';
import type { Finding } from '../lecture.ts';
import { rowsOf } from '../matrix.ts';
import { gradientsOf, numbersOf, weightsOf } from '../network.ts';
import type { NetworkWeights } from '../network.ts';
import { openConfig, oracle } from '../openConfig.ts';
import { trainingSamples } from '../trainingSamples.ts';

const layers = ['unit'];

/** Softmax of two classes beside the sigmoid of the difference of their scores: one model, written twice. */
export async function twoClasses(): Promise<readonly Finding[]> {
  await using softmax = await openConfig(import.meta.url, 'two-classes.yaml', oracle);
  await using sigmoid = await openConfig(import.meta.url, '../logistic-regression/batch.yaml', oracle);
  const [two, one] = [await reportOf(softmax), await reportOf(sigmoid)];
  const findings = [
    equal('two classes: p₂ of softmax(z₁, z₂) = σ(z₂ − z₁), 60 points', rowsOf(two.outputs[0]).map(row => row[1] ?? Number.NaN), rowsOf(one.outputs[0]).flat(), 1e-12),
    equal('two classes: E of softmax = E of sigmoid', [two.loss], [one.loss], 1e-12),
    equal('two classes: gradient of the second column = that of the sigmoid', columnOf(gradientsOf(two, layers), 1), numbersOf(gradientsOf(one, layers)), 1e-12),
    equal('two classes: gradient of the first column = its negative', columnOf(gradientsOf(two, layers), 0).map(value => -value), numbersOf(gradientsOf(one, layers)), 1e-12),
  ];
  return [...findings, await trainedAlike(softmax, sigmoid)];
}

/** The difference of the columns moves by both gradients, twice that of the sigmoid: at half the rate the course is one. */
async function trainedAlike(softmax: Run, sigmoid: Run): Promise<Finding> {
  await softmax.train();
  await sigmoid.train();
  const weights = await weightsOf(softmax, layers);
  const first = columnOf(weights, 0);
  const differences = columnOf(weights, 1).map((value, index) => value - (first[index] ?? Number.NaN));
  return equal('two classes: second column less first after 100 steps at half the rate = w, b of the sigmoid', differences, numbersOf(await weightsOf(sigmoid, layers)), 1e-12);
}

function reportOf(run: Run): Promise<GradientReport> {
  return run.gradients(trainingSamples(run));
}

/** The weights into one class, or their gradients, and its bias. */
function columnOf([layer]: NetworkWeights, column: number): readonly number[] {
  return [...layer?.kernel ?? [], layer?.bias ?? []].map(row => row[column] ?? Number.NaN);
}
