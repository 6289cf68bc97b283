import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

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
  });
}
