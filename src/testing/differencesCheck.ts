import { backprop } from '../gradients/backprop.ts';
import { expectClose } from '../verification/closeTo.ts';
import type { Figures } from '../verification/evaluation.ts';
import { dataOf, figureName, solve } from '../verification/gradientProblem.ts';
import type { GradientProblem } from '../verification/gradientProblem.ts';
import { numericGradients } from '../verification/numericGradients.ts';
import type { NumericGradient } from '../verification/numericGradients.ts';
import { largestDerivative, sortElements } from '../verification/openElements.ts';
import { oracle } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';

/**
 * Compares the hand-written gradient of every parameter and every float input with central differences of the loss, in float64, in training mode and with the same noise.
 * Elements on a kink, and those that differences do not resolve, are left out, and listed in what it gives. Throws where a gradient differs, and where nothing is left to compare.
 */
export async function checkDifferences(problem: GradientProblem): Promise<readonly string[]> {
  const data = dataOf(problem);
  const gradients = await solve(problem, oracle(), backprop, data);
  const notes: string[] = [];
  let compared = 0;
  const all = await numericGradients(problem, data);
  for (const [figure, numeric] of all) {
    const { resolved, kinks, unresolved } = sortElements(numeric, gradients[figure] ?? [], largestDerivative(all));
    compareOne(problem, gradients, figure, numeric, resolved);
    compared += resolved.length;
    const leftOut = (which: readonly number[], why: string) => (which.length === 0 ? [] : [`${figureName(problem, figure)}: left out ${which.length} of ${numeric.elements.length} elements, ${why}: ${which.join(', ')}`]);
    notes.push(...leftOut(kinks, 'which lie on kinks'), ...leftOut(unresolved, 'which differences do not resolve'));
  }
  if (compared === 0 && notes.length > 0) throw new Error(`${problem.label}: every element lies on a kink or is not resolved, so that nothing was compared; declare a surrogate, or choose other inputs`);
  return notes;
}

function compareOne(problem: GradientProblem, gradients: Figures, figure: string, { derivatives, errors }: NumericGradient, compared: readonly number[]): void {
  const taken = new Set(compared);
  const only = (values: Float64Array) => values.map((value, index) => (taken.has(index) ? value : 0));
  expectClose(only(gradients[figure] ?? new Float64Array()), only(derivatives), tolerances.differences, `${problem.label}: ${figureName(problem, figure)} against central differences`, errors);
}
