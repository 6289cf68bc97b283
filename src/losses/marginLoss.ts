import * as z from 'zod/mini';
import type { Tensor } from '../tensor/tensor.ts';
import { elementLoss } from './elementLoss.ts';
import type { ElementError } from './elementLoss.ts';
import type { Loss } from './loss.ts';
import { reductionOption } from './reduction.ts';
import type { Reduction } from './reduction.ts';

/** Options of every loss of a margin. */
export const marginOptions = () => z.strictObject({ reduction: reductionOption });

/** A loss of the margin t·a between a score a and a label t, −1 or 1; a label 0 is taken for −1. */
export function marginLoss(reduction: Reduction, error: (a: Tensor, t: Tensor) => ElementError): Loss {
  return elementLoss(reduction, (a, target) => error(a, signed(target)), {
    // The sign of a score decides, as that of a logit does.
    fromLogits: true,
    range: { least: -1, greatest: 1, whole: true, labels: '-1 or 1 (or 0 and 1)' },
  });
}

function signed(target: Tensor): Tensor {
  return target.sub(target.equal(0).cast('float'));
}
