import type { LayerInput } from '../components/definition.ts';
import { backprop } from '../gradients/backprop.ts';
import type { Shape } from '../tensor/shape.ts';
import { expectClose } from '../verification/closeTo.ts';
import { dataOf, solve } from '../verification/gradientProblem.ts';
import { layerProblem } from '../verification/layerProblem.ts';
import type { LayerProblemOptions } from '../verification/layerProblem.ts';
import { oracle } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';

/** The penalty on a parameter in plain JavaScript, from its values, row-major. Schedules are at `referenceStep`. */
export type PenaltyReference = (values: ArrayLike<number>, shape: Shape) => number;

/** Mean and standard deviation of what a transform makes of a number, over its noise. Schedules are at `referenceStep`. */
export type MomentsReference = (x: number) => { readonly mean: number; readonly deviation: number };

/** The step that references of regularizers are for. */
export const referenceStep = 2;

const [samples, elements] = [20, 500];

/** Throws where a penalty raises the loss by another number than the reference, for the sum over all parameters that have it. */
export async function checkPenaltyReference(regularized: LayerProblemOptions, plain: LayerInput, reference: PenaltyReference): Promise<void> {
  const [problem, without] = [layerProblem(regularized), layerProblem({ ...regularized, layer: plain })];
  const loss = async (of: typeof problem) => (await solve(of, oracle(), backprop, dataOf(of), { step: referenceStep }))['loss']?.[0] ?? Number.NaN;
  const { state } = dataOf(problem);
  const penalised = problem.objective.model.parameters.filter(({ regularizer }) => regularizer !== undefined);
  const expected = penalised.reduce((sum, { path, shape }) => sum + reference(state[`parameters/${path}`] ?? [], shape), 0);
  expectClose([await loss(problem) - await loss(without)], [expected], tolerances.float64, `${problem.label}: the penalty against the reference`);
}

/** Throws where the noise of a transform has another mean or deviation than the reference, by more than five standard errors of numbers that spread twice as wide. */
export async function checkMoments(options: Omit<LayerProblemOptions, 'inputs'>, reference: MomentsReference): Promise<void> {
  for (const x of [1, -2]) {
    const problem = layerProblem({ ...options, inputs: [{ shape: [elements], value: () => x }], batchSize: samples });
    const { 'outputs/0': values = new Float64Array() } = await solve(problem, oracle(), backprop, dataOf(problem), { step: referenceStep });
    const { mean, deviation } = reference(x);
    const error = (5 * 2 * deviation) / Math.sqrt(samples * elements) + tolerances.float64.absolute;
    expectClose(momentsOf(values), [mean, deviation], { relative: tolerances.float64.relative, absolute: error }, `${problem.label}: mean and deviation of what becomes of ${x}`);
  }
}

function momentsOf(values: Float64Array): readonly [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
}
