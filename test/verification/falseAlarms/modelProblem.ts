import type { LayerInput, ReferenceInput } from '../../../src/components/definition.ts';
import { buildModel } from '../../../src/model/model.ts';
import { columnOf, typeOf } from '../../../src/verification/columns.ts';
import type { ColumnInput } from '../../../src/verification/columns.ts';
import { createRegistry } from '../../../src/plugins/createRegistry.ts';
import type { GradientProblem } from '../../../src/verification/gradientProblem.ts';

/** A loss of an output, with the target that it is drawn for. */
export interface Head {
  readonly loss: ReferenceInput<'loss'>;
  readonly weight: number;
  readonly target: ColumnInput;
}

/** A model with its losses, and the step that it is trained by. */
export interface RandomModel {
  readonly model: LayerInput;
  readonly input: ColumnInput;
  readonly heads: readonly Head[];
  readonly batchSize: number;
  readonly seed: number;
}

/** The training step of a model. */
export function modelProblem({ model: reference, input, heads, batchSize, seed }: RandomModel): GradientProblem {
  const registry = createRegistry([]);
  const [inputs, targets] = [[columnOf(input)], heads.map(({ target }) => columnOf(target))];
  return {
    label: 'a random model', batchSize, seed, columns: { inputs, targets }, nameOf: registry.nameOf,
    objective: {
      model: buildModel(registry.create('layer', reference), inputs.map(({ shape }) => shape), registry.nameOf), metrics: {},
      losses: heads.map(({ loss, weight }) => ({ loss: registry.create('loss', loss), weight })),
      targets: targets.map(typeOf), inputTypes: inputs.map(typeOf),
    },
  };
}
