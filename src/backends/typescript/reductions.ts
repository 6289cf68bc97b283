import type { HostArray } from '../../tensor/dtype.ts';
import { stridesOf } from '../../tensor/shape.ts';
import type { Shape } from '../../tensor/shape.ts';
import { itemAt } from './itemAt.ts';
import type { Kernel } from './kernel.ts';
import { specialize } from './specialize.ts';
import { collapse, offsets } from './strides.ts';

/** output[i] from the `count` elements of x at starts[i] + steps[j]. */
type Reduction = (x: HostArray, starts: Int32Array, steps: Int32Array, output: HostArray) => void;

export const sumKernel: Kernel<'sum'> = {
  bind: ({ attributes }, [x], output) => bindReduction(sumLoop, only(x), attributes.axes, output),
};

export const maxKernel: Kernel<'max'> = {
  bind: ({ attributes }, [x], output) => bindReduction(maxLoop, only(x), attributes.axes, output),
};

export const argMaxKernel: Kernel<'argMax'> = {
  bind: ({ attributes }, [x], output) => bindReduction(argMaxLoop, only(x), [attributes.axis], output),
};

/** The sum is gathered in float64. */
function sumLoop(x: HostArray, starts: Int32Array, steps: Int32Array, output: HostArray): void {
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] ?? 0;
    let total = 0;
    for (let j = 0; j < steps.length; j++) total += x[start + (steps[j] ?? 0)] ?? 0;
    output[i] = total;
  }
}

/** NaN where any element is NaN. */
function maxLoop(x: HostArray, starts: Int32Array, steps: Int32Array, output: HostArray): void {
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] ?? 0;
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < steps.length; j++) {
      const value = x[start + (steps[j] ?? 0)] ?? 0;
      if (value > largest || value !== value) largest = value;
    }
    output[i] = largest;
  }
}

/** The first of equals; NaN counts as the largest. */
function argMaxLoop(x: HostArray, starts: Int32Array, steps: Int32Array, output: HostArray): void {
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] ?? 0;
    let largest = Number.NEGATIVE_INFINITY;
    let place = 0;
    for (let j = 0; j < steps.length; j++) {
      const value = x[start + (steps[j] ?? 0)] ?? 0;
      if (value > largest || (value !== value && largest === largest)) {
        largest = value;
        place = j;
      }
    }
    output[i] = place;
  }
}

function bindReduction(loop: Reduction, x: { readonly shape: Shape; readonly values: HostArray }, axes: readonly number[], output: HostArray): () => void {
  const all = x.shape.map((_, axis) => axis);
  const starts = offsetsAlong(x.shape, all.filter(axis => !axes.includes(axis)));
  const steps = offsetsAlong(x.shape, all.filter(axis => axes.includes(axis)));
  const { values } = x;
  const own = specialize(loop, `${values.constructor.name} ${output.constructor.name}`);
  return () => own(values, starts, steps, output);
}

function offsetsAlong(shape: Shape, axes: readonly number[]): Int32Array {
  const strides = stridesOf(shape);
  const walk = collapse({ extents: axes.map(axis => itemAt(shape, axis)), strides: [axes.map(axis => itemAt(strides, axis))] });
  return offsets(walk.extents, itemAt(walk.strides, 0));
}

function only<T>(operand: T | undefined): T {
  if (operand === undefined) throw new Error('a reduction needs an operand');
  return operand;
}
