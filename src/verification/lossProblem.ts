import type { ReferenceInput } from '../components/definition.ts';
import { buildModel } from '../model/model.ts';
import { formatShape } from '../tensor/shape.ts';
import { columnOf, typeOf } from './columns.ts';
import type { ColumnInput } from './columns.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { ProblemOptions } from './problemOptions.ts';

/** A loss whose gradient is to be checked, and what it compares. */
export interface LossProblemOptions extends ProblemOptions {
  readonly loss: ReferenceInput<'loss'>;
  /** The prediction without the batch axis: its shape, or a column with a way to draw values (probabilities, for example). */
  readonly prediction: ColumnInput;
  /** The target without the batch axis; int32 for class indices. */
  readonly target: ColumnInput;
}

/** A loss of a model that passes its input on. */
export function lossProblem({ loss, prediction, target, plugins = [], batchSize = 3, seed = 7, label }: LossProblemOptions): GradientProblem {
  const registry = createRegistry(plugins);
  const [input, expected] = [columnOf(prediction), columnOf(target)];
  const model = buildModel(registry.create('layer', 'linear'), [input.shape], registry.nameOf);
  return {
    label: label ?? `${typeof loss === 'string' ? loss : loss.use} of ${formatShape(input.shape)}`,
    batchSize, seed, columns: { inputs: [input], targets: [expected] }, nameOf: registry.nameOf,
    objective: { model, metrics: {}, losses: [{ loss: registry.create('loss', loss), weight: 1 }], targets: [typeOf(expected)], inputTypes: [typeOf(input)] },
  };
}
