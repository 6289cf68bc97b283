import { backprop } from '../gradients/backprop.ts';
import { centralDifferences } from '../gradients/centralDifferences.ts';
import { expectClose } from './closeTo.ts';
import { Evaluation } from './evaluation.ts';
import type { Figures } from './evaluation.ts';
import { completed, dataOf, expectFinite, figureName, recordProblem, stateOf } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { oracle } from './testedBackends.ts';
import { tolerances } from './tolerances.ts';

/**
 * Compares the hand-written gradient of every parameter and every float input with central differences of the loss, in float64, in training mode and with the same noise.
 * Elements on a kink are left out, and listed in what it gives. Throws where a gradient differs, and where every element lies on a kink.
 */
export async function checkDifferences(problem: GradientProblem): Promise<readonly string[]> {
  const evaluation = new Evaluation(oracle(), recordProblem(problem, backprop), stateOf(problem));
  try {
    return await compareAll(problem, evaluation);
  } finally {
    evaluation.dispose();
  }
}

async function compareAll(problem: GradientProblem, evaluation: Evaluation): Promise<readonly string[]> {
  const data = dataOf(problem);
  const gradients = completed(problem, await evaluation.run(data), problem.batchSize);
  expectFinite(problem, gradients, 'the oracle');
  const loss = async () => (await evaluation.run(data))['loss']?.[0] ?? Number.NaN;
  const notes: string[] = [];
  let compared = 0;
  for (const [figure, values] of differentiated(problem, data)) {
    const { derivatives, kinks } = await centralDifferences(loss, values, tolerances.differences);
    compareOne(problem, gradients, figure, derivatives, kinks);
    compared += values.length - kinks.length;
    if (kinks.length > 0) notes.push(`${figureName(problem, figure)}: left out ${kinks.length} of ${values.length} elements, which lie on kinks: ${kinks.join(', ')}`);
  }
  if (compared === 0 && notes.length > 0) throw new Error(`${problem.label}: every element lies on a kink, so that nothing was compared; declare a surrogate, or choose other inputs`);
  return notes;
}

/** The arrays that the loss is differentiated by, with the name of their gradient. */
function differentiated({ objective: { inputTypes, model } }: GradientProblem, { state, feeds }: { readonly state: Figures; readonly feeds: Figures }): readonly (readonly [string, Float64Array])[] {
  const inputs = inputTypes.flatMap(({ dtype }, index) => (dtype === 'float' ? [[`inputGradients/${index}`, feeds[`inputs/${index}`] ?? new Float64Array()] as const] : []));
  return [...model.parameters.map(({ path }) => [`gradients/${path}`, state[`parameters/${path}`] ?? new Float64Array()] as const), ...inputs];
}

function compareOne(problem: GradientProblem, gradients: Figures, figure: string, derivatives: Float64Array, kinks: readonly number[]): void {
  const skipped = new Set(kinks);
  const expected = derivatives.map((derivative, index) => (skipped.has(index) ? 0 : derivative));
  const actual = (gradients[figure] ?? new Float64Array()).map((gradient, index) => (skipped.has(index) ? 0 : gradient));
  expectClose(actual, expected, tolerances.differences, `${problem.label}: ${figureName(problem, figure)} against central differences`);
}
