import { binaryCrossEntropy, dense, givenValues } from 'chainrule';
import type { GradientReport, Run } from 'chainrule';
import { equal } from '../lecture.ts';
import type { Finding } from '../lecture.ts';
import { linearUnitOf } from '../linearUnit.ts';
import { gradientsOf, numbersOf } from '../network.ts';
import { openConfig, oracle } from '../openConfig.ts';
import { trainingSamples } from '../trainingSamples.ts';
import { crossEntropy, gradient, meanGradient, pointsOf } from './formulas.ts';
import type { LabelledPoint } from './formulas.ts';

/** ∇E of every point by itself and of the batch, by the formula and by the framework. */
export async function gradientFindings(): Promise<readonly Finding[]> {
  await using run = await openConfig(import.meta.url, 'batch.yaml', oracle);
  const [unit, points] = [await linearUnitOf(run), pointsOf(trainingSamples(run))];
  const single = await Promise.all(points.map(async point => partsOf(await reportOf(run, [point]))));
  const batch = await reportOf(run, points);
  return [
    equal(`∇E = −(y − ŷ)·(x₁, x₂, 1), each of ${points.length} points by itself`, points.flatMap(point => gradient(unit, point)), single.flat(), 1e-12),
    equal('E of the batch = −1/m Σ [y log ŷ + (1 − y) log(1 − ŷ)]', [crossEntropy(unit, points)], [batch.loss], 1e-12),
    equal('∇E of the batch = the mean of the points’ gradients', meanGradient(unit, points), partsOf(batch), 1e-12),
    equal('∇E of the batch, with σ left to the loss', meanGradient(unit, points), await fromLogits(points), 1e-12),
  ];
}

/** The loss of logits has σ in itself. */
async function fromLogits(points: readonly LabelledPoint[]): Promise<readonly number[]> {
  const model = [dense({ name: 'unit', units: 1, kernelInitializer: givenValues([[-1.2], [-0.8]]), biasInitializer: givenValues([0.6]) })];
  await using run = await openConfig(import.meta.url, 'batch.yaml', { ...oracle, model, loss: binaryCrossEntropy() });
  return partsOf(await reportOf(run, points));
}

function reportOf(run: Run, points: readonly LabelledPoint[]): Promise<GradientReport> {
  return run.gradients({ inputs: points.map(({ x }) => x), targets: points.map(({ y }) => [y]) });
}

/** ∂E/∂w₁, ∂E/∂w₂ and ∂E/∂b. */
function partsOf(report: GradientReport): readonly number[] {
  return numbersOf(gradientsOf(report, ['unit']));
}
