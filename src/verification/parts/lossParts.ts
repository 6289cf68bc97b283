import type { Layer } from '../../layers/layer.ts';
import { linearFunctional } from '../linearFunctional.ts';
import { bareModel, sampleShape, stepData, typeOf } from './part.ts';
import type { Part, Whole } from './part.ts';

/** A loss of what the model predicts, which a layer that does nothing passes on. */
export function lossParts({ problem, data, passes, nameOf }: Whole, index: number): readonly Part[] {
  const { model: { root }, losses, targets } = problem.objective;
  const [weighted, prediction, target] = [losses[index], passes.get(root)?.outputs[index], targets[index]];
  if (weighted === undefined || weighted.loss === linearFunctional || prediction === undefined || target === undefined) return [];
  const inputs = [typeOf(prediction)];
  const model = bareModel(identity, [sampleShape(prediction)]);
  const path = losses.length === 1 ? 'loss' : `loss_${index + 1}`;
  return [{
    kind: 'loss', path, component: nameOf(weighted.loss), children: [],
    problem: {
      ...problem, label: path, columns: { inputs, targets: [target] },
      objective: { model, metrics: {}, losses: [weighted], targets: [target], inputTypes: inputs },
      data: stepData(data, model, [prediction.values], [data.feeds[`targets/${index}`] ?? new Float64Array()]),
    },
  }];
}

const identity: Layer = {
  build: inputs => ({ outputs: inputs }),
  forward: (_, inputs) => ({ outputs: inputs, backward: dOutputs => ({ inputs: dOutputs }) }),
};
