import { formatShape, sameShape } from '../tensor/shape.ts';
import { ForwardRecording } from '../model/forwardRecording.ts';
import type { Recorded } from '../training/recordStep.ts';
import { feedsOf } from '../model/recordTraining.ts';
import { expectClose } from '../verification/closeTo.ts';
import { evaluateOnce } from '../verification/evaluation.ts';
import { dataOf } from '../verification/gradientProblem.ts';
import type { GradientProblem } from '../verification/gradientProblem.ts';
import { lossProblem } from '../verification/lossProblem.ts';
import type { LossProblemOptions } from '../verification/lossProblem.ts';
import { defaultBackends, oracle } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';
import type { ContractOptions } from './contractOptions.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { gradientChecks } from './gradientChecks.ts';
import { expectTargetsInRange } from './targetsInRange.ts';

/** What is checked of a loss, and how. */
export interface LossContractOptions extends LossProblemOptions, ContractOptions {
  /** The value of one sample in plain JavaScript, from its prediction and its target. */
  readonly reference?: (prediction: Float64Array, target: Float64Array) => number;
}

/**
 * What every loss keeps to: one value a sample, which is `reference` where that is given; a gradient of the prediction that agrees with central differences, with
 * automatic differentiation, and between backends, under sample weights; no value depends on another sample.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { meanSquaredError } from 'chainrule';
 * import { lossContract, registerChecks } from 'chainrule/testing';
 *
 * const checks = lossContract({ loss: meanSquaredError(), prediction: [1], target: [1], reference: ([a = 0], [t = 0]) => (a - t) ** 2 });
 * registerChecks('meanSquaredError', checks, { describe, it });
 * ```
 */
export function lossContract(options: LossContractOptions): readonly Check[] {
  const { backends = defaultBackends, reference } = options;
  const make = () => lossProblem(options);
  return checksOrFailure('the loss records', () => [
    { name: 'there is one value a sample, and a gradient of the shape of the prediction', run: () => checkShapes(make()) },
    { name: 'drawn targets lie in the range that the loss declares', run: () => checkRange(make()) },
    ...(reference === undefined ? [] : [{ name: 'values are those of the reference', run: () => checkValues(make(), reference) }]),
    ...gradientChecks(make, { backends }),
  ]);
}

/** The loss's own values and gradient, before the framework weighs and sums them. */
function recordValues({ objective, label }: GradientProblem, batchSize: number): Recorded {
  const recording = new ForwardRecording(objective.model, { batchSize, training: true });
  const { inputs: [prediction], targets: [target] } = feedsOf(recording, objective);
  const [weighted] = objective.losses;
  if (prediction === undefined || target === undefined || weighted === undefined) throw new Error(`${label}: a prediction, a target and a loss are needed`);
  const result = weighted.loss.forward(recording.contextAt('loss'), prediction, target);
  const gradient = result.backward(recording.feed('weights', [batchSize]));
  expectShape(`${label}: values`, result.values.shape, [batchSize]);
  expectShape(`${label}: the gradient of the prediction`, gradient.shape, prediction.shape);
  return { graph: recording.recorder.graph({ values: result.values }), scalars: recording.scalars };
}

function checkShapes(problem: GradientProblem): void {
  for (const batch of [1, 3, 5]) recordValues(problem, batch);
}

function expectShape(what: string, got: readonly number[], expected: readonly number[]): void {
  if (!sameShape(got, expected)) throw new Error(`${what} have shape ${formatShape(got)}, expected ${formatShape(expected)}`);
}

async function checkValues(problem: GradientProblem, reference: NonNullable<LossContractOptions['reference']>): Promise<void> {
  const { batchSize } = problem;
  const data = dataOf(problem);
  const { values = new Float64Array() } = await evaluateOnce(oracle(), recordValues(problem, batchSize), [], { ...data, state: {} });
  const row = (feed: string, index: number) => {
    const all = data.feeds[feed] ?? new Float64Array();
    return all.subarray((index * all.length) / batchSize, ((index + 1) * all.length) / batchSize);
  };
  const expected = Array.from({ length: batchSize }, (_, index) => reference(row('inputs/0', index), row('targets/0', index)));
  expectClose(values, expected, tolerances.float64, `${problem.label}: values, one a sample, against the reference`);
}

function checkRange(problem: GradientProblem): void {
  expectTargetsInRange(problem.label, problem.objective.losses[0]?.loss, problem.objective, dataOf(problem));
}
