import type { LayerInput } from '../../src/components/definition.ts';
import type { ShapedArray } from '../../src/data/arrayColumn.ts';
import type { GradientReport } from '../../src/training/gradientReport.ts';
import type { HostTensor } from '../../src/training/hostTensor.ts';
import type { Bench } from './golden.ts';
import { Network } from './network.ts';

export type ModelWeights = Readonly<Record<string, ArrayLike<number> | HostTensor>>;

/** A model's output for inputs, outside training. */
export async function forward(bench: Bench, model: LayerInput, inputs: ShapedArray, weights: ModelWeights = {}): Promise<HostTensor> {
  const network = new Network(bench, { model }, { inputs });
  network.setWeights(weights);
  return onlyTensor(await network.predict({ inputs }));
}

/**
 * A model's output in training and its gradients for a given gradient dy of it. The loss ½·Σ (y − t)² has the derivative y − t, so that the target t = y − dy gives dy.
 */
export async function backward(bench: Bench, model: LayerInput, inputs: ShapedArray, dy: ArrayLike<number>, weights: ModelWeights = {}): Promise<GradientReport> {
  const { shape } = await forward(bench, model, inputs, weights);
  const targets = (values: Float64Array): ShapedArray => ({ values, shape: shape.slice(1) });
  const unknown = targets(new Float64Array(dy.length));
  const network = new Network(bench, { model, loss: { use: 'meanSquaredError', half: true, reduction: 'sum' } }, { inputs, targets: unknown });
  network.setWeights(weights);
  const y = onlyTensor((await network.report({ inputs, targets: unknown })).outputs);
  return network.report({ inputs, targets: targets(Float64Array.from(y.values, (value, index) => value - (dy[index] ?? Number.NaN))) });
}

/** The one tensor of a list of one; throws where there is none. */
export function onlyTensor(tensors: readonly (HostTensor | undefined)[]): HostTensor {
  const [tensor] = tensors;
  if (tensor === undefined || tensors.length !== 1) throw new Error(`${tensors.length} tensors where one is needed`);
  return tensor;
}

/** A tensor by name; throws where there is none. */
export function tensorAt(tensors: Readonly<Record<string, HostTensor>>, path: string): HostTensor {
  const tensor = tensors[path];
  if (tensor === undefined) throw new Error(`there is no ${path} among ${Object.keys(tensors).join(', ')}`);
  return tensor;
}
