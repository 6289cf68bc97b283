import { barChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { activationsOf, deltasOf } from '../loops.ts';
import { squaredSigmoid } from '../network.ts';
import type { NetworkWeights } from '../network.ts';
import { pathsFrom } from './paths.ts';

/** The summands of one weight's gradient, and the size of δ by layer. */
export function figuresOf(weights: NetworkWeights, x: readonly number[], y: number): Readonly<Record<string, Chart>> {
  const activations = activationsOf(weights, x, squaredSigmoid);
  const error = (activations.at(-1)?.[0] ?? Number.NaN) - y;
  const summands = pathsFrom(weights, activations, 1, 0).map(({ units, product }) => ({
    label: `through unit ${(units[1] ?? 0) + 1} of layer 2`, value: error * (x[0] ?? Number.NaN) * product, group: 'one path',
  }));
  const sum = summands.reduce((total, { value }) => total + value, 0);
  return {
    'paths-of-one-weight': barChart({
      title: 'The gradient of the weight from input 1 to unit 1 is a sum over paths', axis: '∂E/∂W, and its share by each path', scale: 'linear',
      bars: [...summands, { label: 'their sum, ∂E/∂W', value: sum, group: 'all paths' }],
    }),
    'delta-by-layer': deltaByLayer(deltasOf(weights, activations, [y], squaredSigmoid)),
  };
}

function deltaByLayer(deltas: readonly (readonly number[])[]): Chart {
  const bars = deltas.map((delta, index) => ({ label: `layer ${index + 1}, ${delta.length} ${delta.length === 1 ? 'unit' : 'units'}`, value: delta.reduce((sum, d) => sum + Math.abs(d), 0) / delta.length }));
  return barChart({ title: 'δ shrinks from the output back', axis: 'mean |δ| of the units of a layer', scale: 'linear', bars });
}
