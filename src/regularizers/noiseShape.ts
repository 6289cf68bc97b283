import * as z from 'zod/mini';
import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

/** The option `noiseShape`: the shape of one sample's noise. */
export const noiseShapeOption = () => z.optional(z.readonly(z.array(z.int().check(z.positive()))));

/**
 * The shape of the noise for a value: along an axis of extent 1 all elements share it. The first axis, that of the samples, always has noise of its own.
 *
 * Throws a ShapeError where an extent is neither 1 nor that of the value.
 */
export function noiseShapeFor(shape: Shape, noiseShape: Shape | undefined): Shape {
  const [first, ...rest] = shape;
  if (noiseShape === undefined || first === undefined) return shape;
  if (noiseShape.length === rest.length && noiseShape.every((extent, axis) => extent === 1 || extent === rest[axis])) return [first, ...noiseShape];
  throw new ShapeError('noiseShape does not fit what is to be dropped', {
    got: formatShape(noiseShape), expected: `${formatShape(rest)}, or 1 in place of some extents`, next: 'leave out the axis of the batch: noiseShape is that of one sample',
  });
}
