import type { LayerInput, ReferenceInput } from '../components/definition.ts';
import type { ColumnInput } from './columns.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { layerProblem } from './layerProblem.ts';
import type { ProblemOptions } from './problemOptions.ts';

/** A regularizer whose gradients are to be checked. */
export interface RegularizerProblemOptions extends ProblemOptions {
  readonly regularizer: ReferenceInput<'regularizer'>;
  /** The input of the layers that it is attached to, without the batch axis. */
  readonly input?: ColumnInput;
  /** True for a regularizer of matrices: it is put on no bias, and `input` has two axes. */
  readonly ofMatrices?: boolean;
}

/** Layers with a regularizer in each of its places: on parameters, on an output, in the layer list. */
export function regularizedLayers(regularizer: ReferenceInput<'regularizer'>, ofMatrices: boolean): Readonly<Record<string, LayerInput>> {
  return {
    'on parameters': { use: 'dense', units: 3, kernelRegularizer: regularizer, ...(!ofMatrices && { biasRegularizer: regularizer }) },
    'on an output': { use: 'dense', units: 3, outputRegularizer: regularizer },
    'in the layer list': [{ use: 'dense', units: 3 }, regularizer, { use: 'dense', units: 3 }],
  };
}

/** A problem for each place of a regularizer. */
export function regularizerProblems({ regularizer, ofMatrices = false, input = ofMatrices ? [2, 4] : [4], label, ...options }: RegularizerProblemOptions): readonly GradientProblem[] {
  const name = label ?? (typeof regularizer === 'string' ? regularizer : regularizer.use);
  return Object.entries(regularizedLayers(regularizer, ofMatrices)).map(([place, layer]) => layerProblem({ ...options, layer, inputs: [input], label: `${name} ${place}` }));
}
