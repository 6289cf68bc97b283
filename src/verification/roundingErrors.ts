import { backprop } from '../gradients/backprop.ts';
import { RandomStream } from '../random/randomStream.ts';
import type { GraphNode } from '../tensor/graph.ts';
import type { Operation } from '../tensor/operations.ts';
import { Evaluation } from './evaluation.ts';
import type { Figures } from './evaluation.ts';
import { recordProblem, stateOf } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { StepData } from './stepData.ts';
import { oracle } from './testedBackends.ts';

/** A precision of floats, by how far a result is rounded, and how its effect is tried. */
export interface Rounding {
  /** The largest relative error of an operation. */
  readonly unit: number;
  /** The relative change that is tried in its place: large enough beside the oracle's own rounding. */
  readonly tried: number;
}

/** What rounding does to float64, from which the slopes of differences and the oracle's own gradients suffer. */
export const float64Rounding: Rounding = { unit: 2 ** -53, tried: 2 ** -30 };

/** What rounding does to a backend's float32: the change is that of a float32 function that is off by two units, so that comparisons turn out otherwise as they would there. */
export const float32Rounding: Rounding = { unit: 2 ** -22, tried: 2 ** -22 };

/** So often chance is tried: that all draws change a number by less than a tenth of what one may is as good as impossible. */
const draws = 8;

/** So many times the largest change of the draws, to be on the safe side of it. */
const margin = 4;

/** How many random shares there are, a prime, so that no two layers of a size get the same. */
const shares = 4093;

/**
 * How far rounding may put the loss and the gradients of a step off, element by element: every number that is read or computed on the way is changed by a random share of itself, up to `tried`, and what that does to the results
 * is scaled to `unit`. What cancels on the way, or is taken at a function's steep or fast turning place, shows as it does in floats.
 * Source: the method of stochastic arithmetic, Vignes, "A stochastic arithmetic for reliable scientific computation" (1993).
 */
export async function roundingErrors(problem: GradientProblem, data: StepData, exact: Figures, { unit, tried }: Rounding): Promise<Figures> {
  const round = rounder(tried, new RandomStream(problem.seed, 'rounding'));
  const check = (node: GraphNode, _: number, values: ArrayLike<number>) => {
    if (isRounded(node) && values instanceof Float64Array) round(values);
  };
  const evaluation = new Evaluation(oracle(), recordProblem(problem, backprop, data.samples.length), stateOf(problem), { check });
  const errors = Object.fromEntries(Object.entries(exact).map(([name, values]) => [name, values.map(value => (Number.isFinite(value) ? margin * unit * Math.abs(value) : 0))]));
  try {
    for (let draw = 0; draw < draws; draw++) widen(errors, await evaluation.run(data), exact, (margin * unit) / tried);
    return errors;
  } finally {
    evaluation.dispose();
  }
}

/** Changes numbers in place, each by the next of a row of random shares, which begins anew when it ends. */
function rounder(tried: number, random: RandomStream): (values: Float64Array) => void {
  const factors = Float64Array.from({ length: shares }, () => 1 + tried * (2 * random.uniform() - 1));
  let next = 0;
  return values => {
    for (let index = 0; index < values.length; index++) {
      values[index] = (values[index] ?? 0) * (factors[next] ?? 1);
      next = (next + 1) % shares;
    }
  };
}

/** Takes what a draw changes, where that is more than before. A number that is not finite tells nothing. */
function widen(errors: Figures, drawn: Figures, exact: Figures, factor: number): void {
  for (const [name, own] of Object.entries(errors)) {
    for (let index = 0; index < own.length; index++) {
      const change = factor * Math.abs((drawn[name]?.[index] ?? 0) - (exact[name]?.[index] ?? 0));
      if (change > (own[index] ?? 0) && Number.isFinite(change)) own[index] = change;
    }
  }
}

/** Operations that choose, move or name numbers, and round none. */
const exactOperations: ReadonlySet<Operation> = new Set<Operation>([
  'constant', 'detach', 'cast', 'reshape', 'transpose', 'broadcastTo', 'slice', 'concat', 'pad', 'gather', 'select', 'negate', 'abs', 'sign', 'floor', 'relu', 'max', 'maximum', 'minimum', 'maxPool', 'maxPoolGradient',
]);

/** The parameters and the data are exact, but stand for the roundings within the products and sums that they go into. */
function isRounded({ dtype, op, attributes }: GraphNode): boolean {
  if (dtype !== 'float' || exactOperations.has(op)) return false;
  return op !== 'input' || !('from' in attributes) || attributes.from === 'state' || attributes.from === 'feed';
}
