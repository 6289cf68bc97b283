import type { AppliedLayer, Layer } from '../layers/layer.ts';
import { ForwardRecording } from '../model/forwardRecording.ts';
import { recordParameterRegularizers } from '../model/recordParameterRegularizers.ts';
import { feedsOf } from '../model/recordTraining.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { evaluateOnce } from './evaluation.ts';
import type { Figures } from './evaluation.ts';
import { stateOf } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { StepData } from './stepData.ts';
import { oracle } from './testedBackends.ts';

/** A tensor of a forward pass with its values. */
export interface PassedTensor {
  readonly shape: readonly number[];
  readonly dtype: Tensor['dtype'];
  readonly values: Float64Array;
}

/** What went into a layer at its first use, and what came out. */
export interface LayerPass {
  readonly inputs: readonly PassedTensor[];
  readonly outputs: readonly PassedTensor[];
}

/** A recording that notes the first use of each layer. */
class NotingRecording extends ForwardRecording {
  readonly uses = new Map<Layer, { readonly inputs: readonly Tensor[]; readonly outputs: readonly Tensor[] }>();

  override apply(layer: Layer, inputs: readonly Tensor[]): AppliedLayer {
    const applied = super.apply(layer, inputs);
    const known = [...inputs, ...applied.outputs].every(({ recorder }) => recorder === this.recorder);
    if (known && !this.uses.has(layer)) this.uses.set(layer, { inputs, outputs: applied.outputs });
    return applied;
  }
}

/** The values that go into and out of each layer of a model in a training step, in float64. A layer that is applied in the body of a recurrence alone is left out. */
export async function layerPasses(problem: GradientProblem, data: StepData): Promise<ReadonlyMap<Layer, LayerPass>> {
  const { objective: { model }, batchSize } = problem;
  const recording = new NotingRecording(model, { batchSize, training: true });
  const { inputs } = feedsOf(recording, problem.objective);
  recording.useSampleWeights(recording.feed('weights', [batchSize]));
  recordParameterRegularizers(recording, model);
  recording.apply(model.root, inputs);
  const uses = [...recording.uses];
  const named = uses.flatMap(([, { inputs, outputs }], index) => [...inputs.map((tensor, place) => [`${index}/in/${place}`, tensor] as const), ...outputs.map((tensor, place) => [`${index}/out/${place}`, tensor] as const)]);
  const values = await evaluateOnce(oracle(), { graph: recording.recorder.graph(Object.fromEntries(named)), scalars: recording.scalars }, stateOf(problem), data);
  return new Map(uses.map(([layer, { inputs, outputs }], index) => [layer, { inputs: passed(inputs, `${index}/in`, values), outputs: passed(outputs, `${index}/out`, values) }]));
}

function passed(tensors: readonly Tensor[], prefix: string, values: Figures): readonly PassedTensor[] {
  return tensors.map(({ shape, dtype }, place) => ({ shape, dtype, values: values[`${prefix}/${place}`] ?? new Float64Array() }));
}
