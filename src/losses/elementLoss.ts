import { elementRange, matchTarget } from '../tensor/targets.ts';
import type { TargetRange } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Loss } from './loss.ts';
import { batchReductionOf, reduceElements } from './reduction.ts';
import type { Reduction } from './reduction.ts';

/** The error of each element of a prediction by itself. */
export interface ElementError {
  /** In the shape of the prediction. */
  readonly elements: Tensor;
  /** The derivative of each element's error by that element of the prediction. */
  derivative(): Tensor;
}

/** What else is known of a loss of elements. */
interface ElementTraits extends Pick<Loss, 'fromLogits'> {
  /** The targets that it can take. */
  readonly range?: TargetRange;
}

/** A loss that is known by its error of one element: prediction a and target t, in a's shape, to e and de/da. */
export function elementLoss(reduction: Reduction, error: (a: Tensor, t: Tensor) => ElementError, { range, ...more }: ElementTraits = {}): Loss {
  return {
    ...more,
    ...(range && { targetRange: elementRange(range) }),
    batchReduction: batchReductionOf(reduction),
    forward(_, prediction, target) {
      const { elements, derivative } = error(prediction, matchTarget(prediction, target));
      const { values, spread } = reduceElements(elements, reduction);
      return { values, backward: dValues => derivative().mul(spread(dValues)) };
    },
  };
}
