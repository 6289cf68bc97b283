import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { ShapeError } from '../errors.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { passGradient } from './composition.ts';
import type { Layer } from './layer.ts';
import { oneToOne } from './oneToOne.ts';

const extent = z.int().check(z.refine(own => own > 0 || own === -1, 'neither an extent from 1 nor −1, the one that follows from the others'));
const shape = z.readonly(z.array(extent)).check(z.refine(extents => extents.filter(own => own === -1).length <= 1, 'more than one extent of −1'));

/**
 * The elements of a sample in another shape, in row-major order.
 *
 *     y = x, reshaped    dx = dy, reshaped back
 *
 * Shapes: x [batch, …], y [batch, …targetShape]. `targetShape` leaves out the batch; one of its extents may be −1 and then follows from the others.
 * Throws a ShapeError where the two have not the same number of elements.
 */
export const reshape = defineLayer({
  name: 'reshape',
  summary: 'the elements of a sample in another shape',
  options: () => z.strictObject({
    /** The shape of a sample afterwards; one extent may be −1, which follows from the others. */
    targetShape: shape,
  }),
  shorthand: 'targetShape',
  create: ({ targetShape }) => reshapeTo(input => completed(targetShape, input)),
});

/** A layer that only reshapes: `target` gives a sample's new shape from its own. */
export function reshapeTo(target: (input: Shape) => Shape): Layer {
  return oneToOne({
    build: input => ({ output: target(input) }),
    forward: (_, x) => ({
      y: x.reshape([x.shape[0] ?? 1, ...target(x.shape.slice(1))]),
      backward: dy => ({ x: passGradient(x, dy.reshape(x.shape)) }),
    }),
  });
}

function completed(target: Shape, input: Shape): Shape {
  const known = sizeOf(target.filter(own => own !== -1));
  const result = target.map(own => (own === -1 ? sizeOf(input) / known : own));
  if (result.every(Number.isInteger) && sizeOf(result) === sizeOf(input)) return result;
  throw new ShapeError('reshape to another number of elements', {
    got: `${formatShape(input)} a sample, ${sizeOf(input)} in all`,
    expected: `${target.includes(-1) ? 'a multiple of ' : ''}${known}, for ${formatShape(target)}`,
    next: 'leave the batch out of `targetShape`; one extent may be −1',
  });
}
