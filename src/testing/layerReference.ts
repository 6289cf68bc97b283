import { backprop } from '../gradients/backprop.ts';
import type { HostTensor } from '../training/hostTensor.ts';
import { expectClose } from '../verification/closeTo.ts';
import { dataOf, solve } from '../verification/gradientProblem.ts';
import type { GradientProblem } from '../verification/gradientProblem.ts';
import { oracle } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';

/** A layer's first output in plain JavaScript, row-major, as a training step has it: from its inputs [batch, …] and its parameters by path. */
export type LayerReference = (inputs: readonly HostTensor[], parameters: Readonly<Record<string, HostTensor>>) => ArrayLike<number>;

/** Throws where a training step's first output is not that of the reference. A gradient that agrees with its forward says nothing of a forward that is wrong. */
export async function checkLayerReference(problem: GradientProblem, reference: LayerReference): Promise<void> {
  const { label, batchSize, columns, objective: { model } } = problem;
  const data = dataOf(problem);
  const inputs = columns.inputs.map(({ shape }, index): HostTensor => ({ shape: [batchSize, ...shape], values: data.feeds[`inputs/${index}`] ?? new Float64Array() }));
  const parameters = model.parameters.map(({ path, shape }): [string, HostTensor] => [path, { shape, values: data.state[`parameters/${path}`] ?? new Float64Array() }]);
  const figures = await solve(problem, oracle(), backprop, data);
  expectClose(figures['outputs/0'] ?? [], reference(inputs, Object.fromEntries(parameters)), tolerances.float64, `${label}: output 0 against the reference`);
}
