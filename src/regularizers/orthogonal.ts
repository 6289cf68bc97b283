import * as z from 'zod/mini';
import { defineRegularizer } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';
import { withDefault } from '../components/withDefault.ts';
import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';

/**
 * Penalty on rows, or columns, of a matrix that are not at right angles to one another: the mean of |cos| of the angles between them.
 *
 *     uᵢ = wᵢ / |wᵢ|    C = u·uᵀ with a diagonal of 0    R(w) = (λ / (n·(n − 1)))·Σᵢⱼ |Cᵢⱼ|
 *     du = (2λ / (n·(n − 1)))·sign(C)·u    ∂R/∂wᵢ = (duᵢ − uᵢ·(uᵢ·duᵢ)) / |wᵢ|, with sign(0) = 0
 *
 * λ is `factor`, at least 0, may be a schedule. `mode` chooses n `rows` or `columns`. One of length 0 is at right angles to all.
 * Shapes: w [rows, columns] of a parameter, or a layer's output [batch, rows, columns] with one value of R a sample.
 * Throws a ShapeError for a parameter or a sample that is no matrix.
 * Source: Keras' OrthogonalRegularizer, with its defaults.
 */
export const orthogonalRegularizer = defineRegularizer({
  name: 'orthogonal',
  summary: 'λ · the mean of |cos| of the angles between the rows, or columns, of a matrix',
  options: components => z.strictObject({
    /** The strength λ. */
    factor: z.prefault(within(components.schedule(), nonNegative), 0.01),
    /** What is to be at right angles. */
    mode: withDefault(z.enum(['rows', 'columns']), 'rows'),
  }),
  shorthand: 'factor',
  create: ({ factor, mode }) => ({
    penalty(context, w, sum) {
      const rows = w.rank < 2 ? refuse(w) : mode === 'rows' ? w : w.T;
      const length = lengths(rows);
      const unit = rows.div(length);
      const cosines = withoutDiagonal(unit.matMul(unit.T));
      const count = rows.shape.at(-2) ?? 1;
      const share = context.scalar('factor', factor).mul(1 / Math.max(1, count * (count - 1)));
      const value = sum(cosines.abs()).mul(share);
      if (w.rank !== value.rank + 2) refuse(w);
      const dUnit = cosines.sign().matMul(unit).mul(share.mul(2));
      const dRows = dUnit.sub(unit.mul(unit.mul(dUnit).sum(-1, true))).div(length);
      return { value, gradient: mode === 'rows' ? dRows : dRows.T };
    },
  }),
});

function refuse(w: Tensor): never {
  throw new ShapeError('the regularizer orthogonal is for matrices', {
    got: `shape ${formatShape(w.shape)}`, expected: 'a parameter [rows, columns], or an output [batch, rows, columns]', next: 'put it on the kernel of a dense layer, not on a bias',
  });
}

/** |wᵢ| of each row, kept with extent 1; 1 for a row of zeros. */
function lengths(rows: Tensor): Tensor {
  const squares = rows.square().sum(-1, true);
  return squares.add(squares.equal(0).cast('float')).sqrt();
}

function withoutDiagonal(square: Tensor): Tensor {
  const count = square.shape.at(-1) ?? 1;
  const places = square.constant([...Array(count).keys()], [count], 'int32');
  return square.mul(places.expandDims(-1).equal(places).logicalNot().cast('float'));
}
