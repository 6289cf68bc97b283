import { record } from '../../../src/tensor/tensor.ts';
import { sameShape, sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { largestSize } from './draw.ts';
import type { Draw } from './draw.ts';
import type { Step } from './elementwiseSteps.ts';
import { magnitude, ranged } from './ranged.ts';
import type { Ranged } from './ranged.ts';

/** Matrix products and reductions. */
export const linearSteps: readonly Step[] = [matMul, matMul, matMul, matMulAdd, gram, denseBackward, sum, sum, max, argMax];

interface Product {
  readonly x: Ranged;
  readonly y: Ranged;
  readonly inner: number;
  readonly shape: Shape;
  readonly transposes: { readonly transposeLeft: boolean; readonly transposeRight: boolean };
}

/** Operands of a product: a value and another that fits it, or a new one. */
function product(draw: Draw): Product | undefined {
  const x = draw.float(({ tensor }) => tensor.rank >= 2 && tensor.rank <= 3);
  if (x === undefined) return undefined;
  const [transposeLeft, transposeRight] = [draw.choose(2) === 1, draw.choose(2) === 1];
  const batch = x.tensor.shape.slice(0, -2);
  const [rows = 1, inner = 1] = transposeLeft ? x.tensor.shape.slice(-2).toReversed() : x.tensor.shape.slice(-2);
  const fits = ({ tensor: { shape } }: Ranged) => shape.length === x.tensor.rank && sameShape(shape.slice(0, -2), batch) && shape.at(transposeRight ? -1 : -2) === inner;
  const columns = draw.extent();
  const y = draw.float(fits) ?? draw.fresh([...batch, ...(transposeRight ? [columns, inner] : [inner, columns])]);
  const shape = [...batch, rows, y.tensor.shape.at(transposeRight ? -2 : -1) ?? 1];
  return sizeOf(shape) > largestSize ? undefined : { x, y, inner, shape, transposes: { transposeLeft, transposeRight } };
}

function rangeOf({ x, y, inner }: Product): Omit<Ranged, 'tensor'> & { readonly high: number } {
  const high = inner * magnitude(x) * magnitude(y);
  const digits = x.digits === undefined || y.digits === undefined ? undefined : x.digits + y.digits;
  return { low: -high, high, error: inner * (magnitude(x) * y.error + magnitude(y) * x.error) + (Math.sqrt(inner) + 1) * high, digits };
}

/** With transposes as attributes of the product, or as operations before it. */
function matMul(draw: Draw): Ranged | undefined {
  const operands = product(draw);
  if (operands === undefined) return undefined;
  const { x, y, transposes } = operands;
  const written = draw.choose(3) === 1;
  const left = written && transposes.transposeLeft ? x.tensor.T : x.tensor;
  const right = written && transposes.transposeRight ? y.tensor.T : y.tensor;
  return ranged(written ? left.matMul(right) : record('matMul', [left, right], transposes), rangeOf(operands));
}

/** α·(x·y) + β·z, as one operation or as the chain that a pass may fold into one. */
function matMulAdd(draw: Draw): Ranged | undefined {
  const operands = product(draw);
  if (operands === undefined) return undefined;
  const { x, y, shape, transposes } = operands;
  const z = draw.float(({ tensor }) => sameShape(tensor.shape, shape)) ?? draw.fresh(shape);
  const [alpha, beta] = [factor(draw), factor(draw)];
  const chain = () => record('matMul', [x.tensor, y.tensor], transposes).mul(alpha.tensor).add(z.tensor.mul(beta.tensor));
  const tensor = draw.choose(2) === 0 ? chain() : record('matMulAdd', [x.tensor, y.tensor, z.tensor, alpha.tensor, beta.tensor], transposes);
  const range = rangeOf(operands);
  const high = magnitude(alpha) * range.high + magnitude(beta) * magnitude(z);
  const error = magnitude(alpha) * range.error + range.high * alpha.error + magnitude(beta) * z.error + magnitude(z) * beta.error + 2 * high;
  return ranged(tensor, { low: -high, high, error });
}

function factor(draw: Draw): Ranged {
  return draw.float(({ tensor }) => tensor.rank === 0) ?? draw.fresh([]);
}

/** x·xᵀ: both operands are one value. */
function gram(draw: Draw): Ranged | undefined {
  const x = draw.float(({ tensor }) => tensor.rank === 2);
  if (x === undefined || (x.tensor.shape[0] ?? 1) ** 2 > largestSize) return undefined;
  const inner = x.tensor.shape[1] ?? 1;
  return ranged(x.tensor.matMul(x.tensor.T), rangeOf({ x, y: x, inner, shape: [], transposes: { transposeLeft: false, transposeRight: true } }));
}

/** The shape of a dense layer's update: w − rate·xᵀ·dy. */
function denseBackward(draw: Draw): Ranged | undefined {
  const w = draw.float(({ tensor }) => tensor.rank === 2);
  if (w === undefined) return undefined;
  const [rows = 1, columns = 1] = w.tensor.shape;
  const batch = draw.extent();
  const [x, dy] = [draw.fresh([batch, rows]), draw.fresh([batch, columns])];
  const step = x.tensor.T.matMul(dy.tensor).mul(0.0625);
  const decayed = draw.choose(2) === 0 ? w.tensor : w.tensor.mul(0.875);
  const high = batch * 0.25 + magnitude(w);
  return ranged(decayed.sub(step), { low: -high, high, error: w.error + (Math.sqrt(batch) + 3) * high });
}

function sum(draw: Draw): Ranged | undefined {
  const x = draw.value(({ tensor: { dtype, rank } }) => dtype !== 'bool' && rank > 0);
  if (x === undefined) return undefined;
  const tensor = x.tensor.sum(axes(draw, x.tensor.rank), draw.choose(2) === 1);
  const count = x.tensor.size / tensor.size;
  const high = count * magnitude(x);
  return ranged(tensor, { low: x.low < 0 ? -high : 0, high, error: count * x.error + (Math.sqrt(count) + 1) * high, digits: x.digits });
}

function max(draw: Draw): Ranged | undefined {
  const x = draw.value(({ tensor: { dtype, rank } }) => dtype !== 'bool' && rank > 0);
  return x && ranged(x.tensor.max(axes(draw, x.tensor.rank), draw.choose(2) === 1), x);
}

function argMax(draw: Draw): Ranged | undefined {
  const x = draw.exact(({ tensor }) => tensor.rank > 0);
  if (x === undefined) return undefined;
  const axis = draw.choose(x.tensor.rank);
  return ranged(x.tensor.argMax(axis), { low: 0, high: (x.tensor.shape[axis] ?? 1) - 1, error: 0, digits: 0 });
}

/** Some of the axes, at least one. */
function axes(draw: Draw, rank: number): readonly number[] {
  const chosen = draw.choose(2 ** rank - 1) + 1;
  return Array.from({ length: rank }, (_, axis) => axis).filter(axis => (chosen >> axis) % 2 === 1);
}
