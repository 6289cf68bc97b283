import { centralDifferences } from '../gradients/centralDifferences.ts';
import type { Differences } from '../gradients/centralDifferences.ts';
import { Evaluation } from './evaluation.ts';
import type { Figures } from './evaluation.ts';
import { differentiated, recordLoss, stateOf } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { groupDifferences } from './groupDifferences.ts';
import type { StepData } from './stepData.ts';
import { oracle } from './testedBackends.ts';

/** Central differences by some elements of an array. */
export interface NumericGradient extends Differences {
  /** The elements that were looked at by themselves, those on kinks included, in ascending order. */
  readonly elements: readonly number[];
  /** How many others were looked at in groups, and are right. */
  readonly grouped: number;
}

/** Which elements of a figure are looked at by themselves. */
export type ChooseElements = (figure: string, size: number) => readonly number[];

/** How differences of a step are taken. */
export interface NumericOptions {
  /** All elements if left out. */
  readonly choose?: ChooseElements;
  /** How far rounding may put the loss off; from its size if left out. */
  readonly noise?: number;
  /** Gradients that the elements which were not chosen are compared with, in groups; those elements that differ join the chosen ones. */
  readonly expected?: Figures;
  /** Keys noise and schedules; the usual one if left out. */
  readonly step?: number | undefined;
}

/** Central differences of the loss by every parameter and every float input, in float64, in training mode and with the noise of the step; by the names of the figures. */
export async function numericGradients(problem: GradientProblem, data: StepData, { choose = allElements, noise, expected, step }: NumericOptions = {}): Promise<ReadonlyMap<string, NumericGradient>> {
  const evaluation = new Evaluation(oracle(), recordLoss(problem), stateOf(problem));
  const found = new Map<string, NumericGradient>();
  try {
    for (const [figure, values] of differentiated(problem, data)) {
      const loss = lossBy(evaluation, data, values, step);
      const chosen = choose(figure, values.length);
      const { grouped, apart } = await groupDifferences({ loss, values, noise, expected: expected?.[figure], chosen, seed: problem.seed });
      const elements = [...chosen, ...apart].toSorted((left, right) => left - right);
      found.set(figure, { ...await centralDifferences(loss, values, { noise, elements }), elements, grouped });
    }
    return found;
  } finally {
    evaluation.dispose();
  }
}

/** The loss as a function of one array, which alone is written anew from the second time on. */
function lossBy(evaluation: Evaluation, data: StepData, values: Float64Array, step?: number): () => Promise<number> {
  let changed: Float64Array | undefined;
  return async () => {
    const { loss } = await evaluation.run(data, { changed, ...(step !== undefined && { step }) });
    changed = values;
    return loss?.[0] ?? Number.NaN;
  };
}

function allElements(_: string, size: number): readonly number[] {
  return [...Array(size).keys()];
}
