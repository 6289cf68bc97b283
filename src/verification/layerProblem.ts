import type { LayerInput } from '../components/definition.ts';
import { buildModel } from '../model/model.ts';
import { formatShape } from '../tensor/shape.ts';
import { columnOf, typeOf } from './columns.ts';
import type { ColumnInput } from './columns.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { linearFunctional } from './linearFunctional.ts';
import type { ProblemOptions } from './problemOptions.ts';

/** A layer whose gradients are to be checked, and what goes into it. */
export interface LayerProblemOptions extends ProblemOptions {
  readonly layer: LayerInput;
  /** The inputs without the batch axis: a shape each, or a column with a dtype and a way to draw values. */
  readonly inputs: readonly ColumnInput[];
}

/** A layer under a linear functional of its outputs. */
export function layerProblem({ layer, inputs, plugins = [], batchSize = 3, seed = 7, label }: LayerProblemOptions): GradientProblem {
  const registry = createRegistry(plugins);
  const columns = inputs.map(columnOf);
  const model = buildModel(registry.create('layer', layer), columns.map(({ shape }) => shape), registry.nameOf);
  const targets = model.outputs.map(columnOf);
  return {
    label: label ?? `${nameOf(layer)} of ${columns.map(({ shape }) => formatShape(shape)).join(' and ')}`,
    batchSize, seed, columns: { inputs: columns, targets }, nameOf: registry.nameOf,
    objective: {
      model, metrics: {},
      losses: targets.map(() => ({ loss: linearFunctional, weight: 1 })),
      targets: targets.map(typeOf), inputTypes: columns.map(typeOf),
    },
  };
}

function nameOf(layer: LayerInput): string {
  if (typeof layer === 'string') return layer;
  return 'use' in layer ? layer.use : layer.map(nameOf).join(', ');
}
