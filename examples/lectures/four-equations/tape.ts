import { createRun, dense, meanSquaredError, sgd, sigmoid } from 'chainrule';
import type { Run } from 'chainrule';
import { rowsOf } from '../matrix.ts';
import type { Matrix } from '../matrix.ts';
import { gradientsOf } from '../network.ts';
import type { NetworkWeights } from '../network.ts';
import { openConfig } from '../openConfig.ts';
import type { Derivatives } from './derivatives.ts';

const tfjs = { backend: 'tfjs:cpu', gradients: 'autodiff' } as const;

/** TensorFlow.js's tape, in float32. δ of a layer is the gradient of the input, for the part of the network that begins at its sums. */
export function tape(weights: NetworkWeights, inputs: Matrix, targets: Matrix): Derivatives {
  return {
    name: 'the tape of TensorFlow.js, float32', tolerance: 1e-6,
    async ofSums(layer, z) {
      await using run = await runFromSums(weights, layer);
      const report = await run.gradients({ inputs: z, targets });
      return rowsOf(report.inputs[0]);
    },
    async ofWeights() {
      await using run = await openConfig(import.meta.url, 'four-equations.yaml', tfjs);
      return gradientsOf(await run.gradients({ inputs, targets }), weights.map((_, layer) => `layer${layer + 1}`));
    },
  };
}

async function runFromSums(weights: NetworkWeights, layer: number): Promise<Run> {
  const later = weights.slice(layer + 1).map(({ kernel, bias }, index) => ({ name: `later${index}`, kernel, bias }));
  const run = await createRun({
    ...tfjs, model: [sigmoid(), ...later.map(({ name, bias }) => dense({ name, units: bias.length, activation: 'sigmoid' }))],
    loss: meanSquaredError({ half: true, reduction: 'batchMean' }), optimizer: sgd(),
    shapes: { inputs: [[weights[layer]?.bias.length ?? 0]], targets: [[weights.at(-1)?.bias.length ?? 0]] },
  });
  run.setWeights(Object.fromEntries(later.flatMap(({ name, kernel, bias }) => [[`${name}/kernel`, kernel], [`${name}/bias`, bias]])));
  return run;
}
