import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

/** The schema of an axis of a sample. */
export const axisSchema = z.int().check(z.refine(axis => axis !== 0, 'axis 0 is the batch; the axes of a sample count from 1, or from −1 at the end'));

/** The schema of one axis of a sample or several, the last if left out. */
export const axesSchema = withDefault(z.union([axisSchema, z.readonly(z.array(axisSchema).check(z.minLength(1)))]), -1);

/**
 * Axes of a sample as those of a batch of them: sorted, without repeats. They count from 1, since 0 is the batch, or from −1 at the end.
 * Throws a ShapeError where the sample has no such axis.
 */
export function sampleAxes(axes: number | readonly number[], sample: Shape): readonly number[] {
  const batched = [axes].flat().map(axis => sampleAxis(axis, sample));
  return [...new Set(batched)].sort((a, b) => a - b);
}

function sampleAxis(axis: number, sample: Shape): number {
  const rank = sample.length;
  if (axis !== 0 && Math.abs(axis) <= rank) return axis < 0 ? axis + rank + 1 : axis;
  throw new ShapeError(`the input has no axis ${axis} in a sample`, {
    got: `a sample of shape ${formatShape(sample)}`,
    expected: rank === 0 ? 'at least one axis a sample' : `an axis from 1 to ${rank}, or from −1 to −${rank} at the end; 0 is the batch`,
    next: rank === 0 ? 'make a vector of each sample first, with reshape([1])' : undefined,
  });
}
