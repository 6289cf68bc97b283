import type { Run } from 'chainrule';
import { equal, shows } from '../lecture.ts';
import type { Finding } from '../lecture.ts';
import { rowsOf } from '../matrix.ts';
import type { Matrix } from '../matrix.ts';
import { gradientsOf, numbersOf, weightsOf } from '../network.ts';
import type { LayerWeights } from '../network.ts';
import { openConfig, oracle } from '../openConfig.ts';
import { activationPass } from '../passes.ts';
import { trainingSamples } from '../trainingSamples.ts';
import type { Samples } from '../trainingSamples.ts';
import { errors, gradients, ofTheTruth, probabilities, surprise } from './formulas.ts';

/** One-hot targets, probabilities, cross entropy and its gradients, by the formulas and by the framework. */
export async function threeClasses(): Promise<readonly Finding[]> {
  await using run = await openConfig(import.meta.url, 'three-classes.yaml', oracle);
  const [samples, [layer]] = [trainingSamples(run), await weightsOf(run, ['unit'])];
  if (layer === undefined) throw new Error('the model has no layer that is named unit');
  return [oneHot(samples.targets), ...await sameNumbers(run, layer, samples)];
}

async function sameNumbers(run: Run, layer: LayerWeights, samples: Samples): Promise<readonly Finding[]> {
  const report = await run.gradients(samples, { layers: true });
  const p = probabilities(layer, samples.inputs);
  const m = samples.inputs.length;
  const perSample = activationPass(report, 'unit/softmax').delta.flat().map(value => value * m);
  return [
    equal(`pᵢ = e^zᵢ / Σⱼ e^zⱼ, ${m} points of 3 classes`, p.flat(), rowsOf(report.outputs[0]).flat(), 1e-12),
    ...productFindings(ofTheTruth(p, samples.targets), report.loss),
    equal('∂e/∂z = p − y of each point’s own error e', errors(p, samples.targets).flat(), perSample, 1e-12),
    equal('∂E/∂W = Xᵀ(P − Y)/m, and ∂E/∂b', numbersOf([gradients(layer, samples)]), numbersOf(gradientsOf(report, ['unit'])), 1e-12),
  ];
}

/** The probability of all that is true together, and its logarithm. */
function productFindings(q: readonly number[], loss: number): readonly Finding[] {
  const all = q.reduce((product, own) => product * own, 1);
  return [
    equal(`−log Π q = Σ −log q, Π q = ${all.toExponential(2)}`, [-Math.log(all)], [surprise(q)], 1e-12),
    equal(`Σ −log q = ${surprise(q).toFixed(3)} = m·E of the framework`, [surprise(q)], [loss * q.length], 1e-12),
  ];
}

function oneHot(targets: Matrix): Finding {
  const rows = [...new Set(targets.map(row => row.join(' ')))].toSorted().toReversed();
  return shows('targets of duck, beaver and walrus', 'one-hot', rows.join(', '), rows.join() === '1 0 0,0 1 0,0 0 1');
}
