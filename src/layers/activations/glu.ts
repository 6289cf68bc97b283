import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { ShapeError } from '../../errors.ts';
import { formatShape } from '../../tensor/shape.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { oneToOne } from '../oneToOne.ts';
import { axisSchema, sampleAxes } from '../sampleAxes.ts';

/**
 * The gated linear unit: the first half of an axis, let through by the second.
 *
 *     x = [a | b]    y = a ⊙ σ(b)    dx = [dy ⊙ σ(b) | dy ⊙ y ⊙ (1 − σ(b))]
 *
 * Shapes: x [batch, …, 2n, …] with 2n along `axis`, y [batch, …, n, …]. `axis` counts from 1, since 0 is the batch, or from −1 at the end.
 * Throws a ShapeError for an input without that axis, or with an odd extent there.
 * Source: Dauphin, Fan, Auli, Grangier, "Language modeling with gated convolutional networks" (2017).
 */
export const glu = defineLayer({
  name: 'glu',
  summary: 'y = a·σ(b), a and b the halves of an axis',
  options: () => z.strictObject({
    /** The axis that is halved, counted from 1, since 0 is the batch, or from −1 at the end. */
    axis: withDefault(axisSchema, -1),
  }),
  create: ({ axis }) => oneToOne({
    build(input) {
      const [at = 0] = sampleAxes(axis, input);
      return { output: halved([1, ...input], at).slice(1) };
    },
    forward(_, x) {
      const [at = 0] = sampleAxes(axis, x.shape.slice(1));
      const [a, b] = halves(x, at);
      const gate = b.sigmoid();
      const y = a.mul(gate);
      return { y, backward: dy => ({ x: dy.mul(gate).concat([dy.mul(y).mul(y.constant(1).sub(gate))], at) }) };
    },
  }),
});

function halves(x: Tensor, axis: number): readonly [Tensor, Tensor] {
  const half = halved(x.shape, axis);
  const begin = (start: number) => half.map((_, other) => (other === axis ? start : 0));
  return [x.slice(begin(0), half), x.slice(begin(half[axis] ?? 0), half)];
}

function halved(shape: Shape, axis: number): Shape {
  const extent = shape[axis] ?? 0;
  if (extent % 2 === 0) return shape.map((own, other) => (other === axis ? extent / 2 : own));
  throw new ShapeError(`glu halves axis ${axis}, which has an odd extent`, { got: `${formatShape(shape.slice(1))} a sample`, expected: `an even extent instead of ${extent}` });
}
