import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import { zerosOf } from '../tensor/functions.ts';
import { record } from '../tensor/tensor.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { HostTensor } from '../training/hostTensor.ts';
import type { Outcomes } from './outcomes.ts';
import type { Rows } from './rows.ts';

/** The thresholds of a curve: their number, evenly from 0 to 1, or those between 0 and 1 themselves. */
export const thresholdsOption = withDefault(z.union([z.int().check(z.gte(2)), z.array(z.number().check(z.gt(0), z.lt(1))).check(z.minLength(1))]), 200);

/** How far the first and the last threshold lie outside 0 and 1, as in Keras: below all probabilities, and above all. */
const margin = 1e-7;

/** The thresholds in their order, with one below and one above all probabilities. */
export function thresholdsOf(option: number | readonly number[]): readonly number[] {
  const inner = typeof option === 'number' ? Array.from({ length: option - 2 }, (_, index) => (index + 1) / (option - 1)) : [...new Set(option)].sort((a, b) => a - b);
  return [-margin, ...inner, 1 + margin];
}

/**
 * Counts probabilities between thresholds, those of positive targets and those of negative ones: [thresholds + 1, classes, 2]. A probability finds its place by bisection,
 * so that a step costs batch · classes · log₂ thresholds, and no table of all comparisons is made.
 */
export function recordHistogram(thresholds: readonly number[], { predictions, targets, weights }: Rows): Tensor {
  const [count = 0, classes = 0] = predictions.shape;
  const bins = thresholds.length + 1;
  const cells = countBelow(predictions, thresholds).mul(classes).add(predictions.constant([...Array(classes).keys()], [classes])).cast('int32');
  const yes = targets.mul(weights);
  const both = yes.expandDims(-1).concat([weights.sub(yes).expandDims(-1)], -1);
  return record('scatterAdd', [cells.reshape([count * classes]), both.reshape([count * classes, 2])], { rows: bins * classes }).reshape([bins, classes, 2]);
}

/** How many thresholds lie below each value. */
function countBelow(values: Tensor, thresholds: readonly number[]): Tensor {
  const size = 2 ** Math.ceil(Math.log2(thresholds.length + 1));
  const table = values.constant([...thresholds, ...Array<number>(size - 1 - thresholds.length).fill(Number.POSITIVE_INFINITY)], [size - 1]);
  let below = zerosOf(values, values.shape);
  for (let half = size / 2; half >= 1; half /= 2) {
    const probe = table.gather(below.add(half - 1).cast('int32'));
    below = below.add(values.greater(probe).cast('float').mul(half));
  }
  return below;
}

/** For each class the outcomes of deciding by each threshold in turn: yes is what lies above it. */
export function readHistogram({ values, shape: [bins = 0, classes = 0] }: HostTensor): readonly (readonly Outcomes[])[] {
  return Array.from({ length: classes }, (_, own) => {
    const counts = (kind: 0 | 1) => Array.from({ length: bins }, (_, bin) => values[(bin * classes + own) * 2 + kind] ?? 0);
    const [yes, no] = [counts(0), counts(1)];
    const [yesBelow, noBelow, yesAbove, noAbove] = [sumsUpTo(yes), sumsUpTo(no), sumsFrom(yes), sumsFrom(no)];
    return Array.from({ length: bins - 1 }, (_, threshold) => ({
      truePositives: yesAbove[threshold + 1] ?? 0, falsePositives: noAbove[threshold + 1] ?? 0,
      trueNegatives: noBelow[threshold] ?? 0, falseNegatives: yesBelow[threshold] ?? 0,
    }));
  });
}

/** For each bin the sum of the counts up to it. */
function sumsUpTo(counts: readonly number[]): readonly number[] {
  let sum = 0;
  return counts.map(count => (sum += count));
}

/** For each bin the sum of the counts from it on. It is summed, not left over from the total: over nothing it is exactly 0. */
function sumsFrom(counts: readonly number[]): readonly number[] {
  return sumsUpTo(counts.toReversed()).toReversed();
}
