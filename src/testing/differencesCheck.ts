import { backprop } from '../gradients/backprop.ts';
import { expectClose } from '../verification/closeTo.ts';
import type { Figures } from '../verification/evaluation.ts';
import { dataOf, figureName, solve } from '../verification/gradientProblem.ts';
import type { GradientProblem } from '../verification/gradientProblem.ts';
import { numericGradients } from '../verification/numericGradients.ts';
import type { NumericGradient } from '../verification/numericGradients.ts';
import { oracle } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';

/**
 * Compares the hand-written gradient of every parameter and every float input with central differences of the loss, in float64, in training mode and with the same noise.
 * Elements on a kink are left out, and listed in what it gives. Throws where a gradient differs, and where every element lies on a kink.
 */
export async function checkDifferences(problem: GradientProblem): Promise<readonly string[]> {
  const data = dataOf(problem);
  const gradients = await solve(problem, oracle(), backprop, data);
  const notes: string[] = [];
  let compared = 0;
  for (const [figure, numeric] of await numericGradients(problem, data, tolerances.differences)) {
    const { elements, kinks } = numeric;
    compareOne(problem, gradients, figure, numeric);
    compared += elements.length - kinks.length;
    if (kinks.length > 0) notes.push(`${figureName(problem, figure)}: left out ${kinks.length} of ${elements.length} elements, which lie on kinks: ${kinks.join(', ')}`);
  }
  if (compared === 0 && notes.length > 0) throw new Error(`${problem.label}: every element lies on a kink, so that nothing was compared; declare a surrogate, or choose other inputs`);
  return notes;
}

function compareOne(problem: GradientProblem, gradients: Figures, figure: string, { derivatives, errors, kinks }: NumericGradient): void {
  const skipped = new Set(kinks);
  const actual = (gradients[figure] ?? new Float64Array()).map((gradient, index) => (skipped.has(index) ? 0 : gradient));
  expectClose(actual, derivatives, tolerances.differences, `${problem.label}: ${figureName(problem, figure)} against central differences`, errors);
}
