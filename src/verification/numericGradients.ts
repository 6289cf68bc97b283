import { centralDifferences } from '../gradients/centralDifferences.ts';
import type { Differences } from '../gradients/centralDifferences.ts';
import type { Tolerance } from './closeTo.ts';
import { Evaluation } from './evaluation.ts';
import { differentiated, recordLoss, stateOf } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { StepData } from './stepData.ts';
import { oracle } from './testedBackends.ts';

/** Central differences by some elements of an array. */
export interface NumericGradient extends Differences {
  /** The elements that were looked at, those on kinks included, in ascending order. */
  readonly elements: readonly number[];
}

/** Which elements of a figure are looked at. */
export type ChooseElements = (figure: string, size: number) => readonly number[];

/** Central differences of the loss by every parameter and every float input, in float64, in training mode and with the noise of the step; by the names of the figures. */
export async function numericGradients(problem: GradientProblem, data: StepData, tolerance: Tolerance, choose: ChooseElements = allElements): Promise<ReadonlyMap<string, NumericGradient>> {
  const evaluation = new Evaluation(oracle(), recordLoss(problem), stateOf(problem));
  const loss = async () => (await evaluation.run(data))['loss']?.[0] ?? Number.NaN;
  const found = new Map<string, NumericGradient>();
  try {
    for (const [figure, values] of differentiated(problem, data)) {
      const elements = choose(figure, values.length);
      found.set(figure, { ...await centralDifferences(loss, values, tolerance, elements), elements });
    }
    return found;
  } finally {
    evaluation.dispose();
  }
}

function allElements(_: string, size: number): readonly number[] {
  return [...Array(size).keys()];
}
