import type { Model } from '../../../../../model/model.ts';
import type { RowData } from '../../weights.ts';

/** The initial values of a row by the paths of the model's parameters, which come layer by layer, the kernel before the bias. */
export function initialWeights(model: Model, { layers }: RowData, prefix = ''): Record<string, Float32Array> {
  const values = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  return Object.fromEntries(model.parameters.map(({ path }, index) => [`${prefix}${path}`, values[index] ?? new Float32Array()]));
}
