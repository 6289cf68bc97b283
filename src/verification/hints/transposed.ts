import { sizeOf } from '../../tensor/shape.ts';
import type { Shape } from '../../tensor/shape.ts';
import { alike, at } from './evidence.ts';
import type { Hint } from './evidence.ts';

/** h holds n with its axes in another order: transposed where it is a matrix. The numbers of one that is not square lie in the wrong places too. */
export const transposedHint: Hint = ({ hand, numeric, elements, shape, kind }) => {
  if (shape.length < 2 || shape.length > 4 || elements.length < sizeOf(shape)) return undefined;
  for (const order of orders(shape.length).filter(axes => axes.some((axis, index) => axis !== index))) {
    if (!alike(at(hand), index => at(numeric)(movedFrom(index, shape, order)), elements)) continue;
    return shape.length === 2 && kind === 'parameter' ? 'it is transposed' : `its axes are in the order ${order.join(', ')}`;
  }
  return undefined;
};

/** h is what it would be were a matrix read in the other order: it stands where its transpose belongs. */
export const untransposedHint: Hint = async ({ kind, hand, elements, matrices, numericWith }) => {
  if (kind !== 'input') return undefined;
  for (const { path, shape: [rows = 1, columns = 1], values } of matrices) {
    if (rows === 1 || columns === 1) continue;
    const misread = values.map((_, index) => values[(index % columns) * rows + Math.floor(index / columns)] ?? 0);
    if (alike(at(hand), at(await numericWith({ parameters: { [path]: misread } })), elements)) return `${path.slice(path.lastIndexOf('/') + 1)} stands where its transpose belongs`;
  }
  return undefined;
};

/** All orders of some axes. */
function orders(rank: number): readonly (readonly number[])[] {
  if (rank === 0) return [[]];
  return orders(rank - 1).flatMap(order => Array.from({ length: rank }, (_, place) => [...order.slice(0, place), rank - 1, ...order.slice(place)]));
}

/** The place in a tensor of the element that stands at `index`, counted row-major, once its axes are in this order. */
function movedFrom(index: number, shape: Shape, order: readonly number[]): number {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  let rest = index;
  let place = 0;
  for (const axis of order.toReversed()) {
    const extent = shape[axis] ?? 1;
    place += (rest % extent) * (strides[axis] ?? 0);
    rest = Math.floor(rest / extent);
  }
  return place;
}
