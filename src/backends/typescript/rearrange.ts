import type { HostArray } from '../../tensor/dtype.ts';
import { sizeOf, stridesOf } from '../../tensor/shape.ts';
import type { Shape } from '../../tensor/shape.ts';
import { itemAt } from './itemAt.ts';
import type { BoundKernel, Kernel } from './kernel.ts';
import { specialize } from './specialize.ts';
import { asRows, broadcastStrides } from './strides.ts';

export const transposeKernel: Kernel<'transpose'> = {
  bind({ attributes: { permutation }, shape }, operands, output) {
    const x = itemAt(operands, 0);
    const strides = stridesOf(x.shape);
    return bindCopy(shape, { values: x.values, strides: permutation.map(axis => itemAt(strides, axis)) }, { values: output, strides: stridesOf(shape) });
  },
};

export const broadcastToKernel: Kernel<'broadcastTo'> = {
  bind({ shape }, operands, output) {
    const x = itemAt(operands, 0);
    return bindCopy(shape, { values: x.values, strides: broadcastStrides(x.shape, shape) }, { values: output, strides: stridesOf(shape) });
  },
};

export const sliceKernel: Kernel<'slice'> = {
  bind({ attributes: { begin }, shape }, operands, output) {
    const x = itemAt(operands, 0);
    return bindCopy(shape, partOf(x.values, x.shape, begin), { values: output, strides: stridesOf(shape) });
  },
};

export const padKernel: Kernel<'pad'> = {
  bind({ attributes: { before }, shape }, operands, output) {
    const x = itemAt(operands, 0);
    const copy = bindCopy(x.shape, { values: x.values, strides: stridesOf(x.shape) }, partOf(output, shape, before));
    return () => {
      output.fill(0);
      copy();
    };
  },
};

export const concatKernel: Kernel<'concat'> = {
  bind({ attributes: { axis }, shape }, operands, output) {
    let reached = 0;
    const copies = operands.map(operand => {
      const begin = shape.map((_, other) => (other === axis ? reached : 0));
      reached += itemAt(operand.shape, axis);
      return bindCopy(operand.shape, { values: operand.values, strides: stridesOf(operand.shape) }, partOf(output, shape, begin));
    });
    return () => {
      for (let i = 0; i < copies.length; i++) copies[i]?.();
    };
  },
};

/** An array as one side of a copy. */
interface Side {
  readonly values: HostArray;
  readonly strides: readonly number[];
  readonly first?: number;
}

/** The part of an array that begins at these indices. */
function partOf(values: HostArray, shape: Shape, begin: readonly number[]): Side {
  const strides = stridesOf(shape);
  return { values, strides, first: begin.reduce((offset, index, axis) => offset + index * itemAt(strides, axis), 0) };
}

function bindCopy(extents: Shape, from: Side, to: Side): BoundKernel {
  if (sizeOf(extents) === 0) return () => undefined;
  const { columns, starts, steps } = asRows({ extents, strides: [from.strides, to.strides] });
  const [source, target] = [from.values, to.values];
  const sourceStarts = itemAt(starts, 0).map(start => start + (from.first ?? 0));
  const targetStarts = itemAt(starts, 1).map(start => start + (to.first ?? 0));
  const [sourceStep, targetStep] = [itemAt(steps, 0), itemAt(steps, 1)];
  const copy = specialize(copyLoop, source.constructor.name);
  return () => copy(source, sourceStarts, sourceStep, target, targetStarts, targetStep, columns);
}

function copyLoop(source: HostArray, sourceStarts: Int32Array, sourceStep: number, target: HostArray, targetStarts: Int32Array, targetStep: number, columns: number): void {
  for (let row = 0; row < sourceStarts.length; row++) {
    let from = sourceStarts[row] ?? 0;
    let to = targetStarts[row] ?? 0;
    for (let column = 0; column < columns; column++) {
      target[to] = source[from] ?? 0;
      from += sourceStep;
      to += targetStep;
    }
  }
}
