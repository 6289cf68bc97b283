import type { Run } from 'chainrule';

/** The number of weights and biases of a run's model. */
export function parameterCount(run: Run): number {
  return run.parts.objective.model.parameters.reduce((sum, { shape }) => sum + shape.reduce((size, extent) => size * extent, 1), 0);
}
