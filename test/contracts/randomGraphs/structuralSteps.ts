import { record } from '../../../src/tensor/tensor.ts';
import { sameShape, sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { largestSize } from './draw.ts';
import type { Draw } from './draw.ts';
import type { Step } from './elementwiseSteps.ts';
import { hull, magnitude, ranged } from './ranged.ts';
import type { Ranged } from './ranged.ts';

/** Operations that move, repeat and choose values. */
export const structuralSteps: readonly Step[] = [reshape, reshape, transpose, broadcastTo, slice, slice, concat, pad, gather, scatterAdd, detach];

function reshape(draw: Draw): Ranged | undefined {
  const x = draw.value(() => true);
  if (x === undefined) return undefined;
  const { size } = x.tensor;
  const rows = draw.of(divisors(size));
  const columns = draw.of(divisors(size / rows));
  return ranged(x.tensor.reshape(draw.of<Shape>([[size], [rows, size / rows], [rows, columns, size / rows / columns], [1, rows, 1, size / rows]])), x);
}

function divisors(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index + 1).filter(divisor => size % divisor === 0);
}

function transpose(draw: Draw): Ranged | undefined {
  const x = draw.value(({ tensor }) => tensor.rank >= 2);
  if (x === undefined) return undefined;
  const axes = x.tensor.shape.map((_, axis) => axis);
  const permutation: number[] = [];
  while (axes.length > 0) permutation.push(...axes.splice(axes.length - 1 - draw.choose(axes.length), 1));
  return ranged(x.tensor.transpose(permutation), x);
}

function broadcastTo(draw: Draw): Ranged | undefined {
  const x = draw.value(({ tensor }) => tensor.rank < 4);
  if (x === undefined) return undefined;
  const inner = x.tensor.shape.map(extent => (extent === 1 ? draw.extent() : extent));
  const shape = x.tensor.rank < 3 && draw.choose(2) === 0 ? [draw.extent(), ...inner] : inner;
  return sizeOf(shape) > largestSize ? undefined : ranged(x.tensor.broadcastTo(shape), x);
}

function slice(draw: Draw): Ranged | undefined {
  const x = draw.value(({ tensor }) => tensor.rank > 0);
  if (x === undefined) return undefined;
  const begin = x.tensor.shape.map(extent => draw.choose(extent));
  return ranged(x.tensor.slice(begin, x.tensor.shape.map((extent, axis) => extent - (begin[axis] ?? 0) - draw.choose(extent - (begin[axis] ?? 0)))), x);
}

/** Values that agree on every other axis, or a value with itself. */
function concat(draw: Draw): Ranged | undefined {
  const first = draw.value(({ tensor }) => tensor.rank > 0 && tensor.size < largestSize / 3);
  if (first === undefined) return undefined;
  const axis = draw.choose(first.tensor.rank);
  const rest = (shape: Shape) => shape.filter((_, other) => other !== axis);
  const fits = ({ tensor: { shape, dtype, size } }: Ranged) => dtype === first.tensor.dtype && shape.length === first.tensor.rank && size < largestSize / 3 && sameShape(rest(shape), rest(first.tensor.shape));
  const others = Array.from({ length: 1 + draw.choose(2) }, () => draw.value(fits) ?? first);
  return ranged(first.tensor.concat(others.map(({ tensor }) => tensor), axis), hull([first, ...others]));
}

function pad(draw: Draw): Ranged | undefined {
  const x = draw.value(({ tensor }) => tensor.rank > 0 && tensor.rank <= 4 && tensor.size < 200);
  if (x === undefined) return undefined;
  const [before, after] = [x.tensor.shape.map(() => draw.choose(3)), x.tensor.shape.map(() => draw.choose(2))];
  const tensor = x.tensor.pad(before, after);
  return tensor.size > largestSize ? undefined : ranged(tensor, { ...x, low: Math.min(0, x.low), high: Math.max(0, x.high) });
}

/** Rows of a table by indices that lie in it: those of a feed, or computed ones that are held in range. */
function gather(draw: Draw): Ranged | undefined {
  const table = draw.value(({ tensor }) => tensor.rank > 0 && tensor.rank <= 3);
  if (table === undefined) return undefined;
  const indices = indicesBelow(draw, table.tensor.shape[0] ?? 1, table.tensor.size);
  return indices && ranged(table.tensor.gather(indices.tensor), table);
}

function indicesBelow(draw: Draw, count: number, row: number): Ranged | undefined {
  const known = draw.value(({ tensor: { dtype, rank, size } }) => dtype === 'int32' && rank > 0 && rank <= 2 && size * row <= largestSize);
  if (known === undefined || draw.choose(2) === 0) return draw.fresh([1 + draw.choose(5)], 'int32', { low: 0, high: count - 1 });
  return { ...known, tensor: known.tensor.maximum(0).minimum(count - 1), low: 0, high: count - 1 };
}

function scatterAdd(draw: Draw): Ranged | undefined {
  const updates = draw.float(({ tensor }) => tensor.rank > 0 && tensor.rank <= 3);
  if (updates === undefined) return undefined;
  const [count = 1, ...row] = updates.tensor.shape;
  const rows = draw.extent();
  if (rows * sizeOf(row) > largestSize) return undefined;
  const indices = draw.fresh([count], 'int32', { low: 0, high: rows - 1 });
  const high = count * magnitude(updates);
  const tensor = record('scatterAdd', [indices.tensor, updates.tensor], { rows });
  return ranged(tensor, { low: -high, high, error: count * updates.error + (Math.sqrt(count) + 1) * high, digits: updates.digits });
}

function detach(draw: Draw): Ranged | undefined {
  const x = draw.value(() => true);
  return x && ranged(x.tensor.detach(), x);
}
