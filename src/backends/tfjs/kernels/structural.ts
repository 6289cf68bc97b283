import type { Operation } from '../../../tensor/operations.ts';
import type { Shape } from '../../../tensor/shape.ts';
import { dtypeNames } from '../hostValues.ts';
import type { Value } from '../runtime.ts';
import { broadcast, cast, cut, run, withGradients } from './kernel.ts';
import type { Kernel, KernelContext } from './kernel.ts';

type Structural = Extract<Operation, 'detach' | 'cast' | 'reshape' | 'transpose' | 'broadcastTo' | 'slice' | 'concat' | 'pad' | 'gather' | 'scatterAdd'>;

/** Operations that move, repeat, choose or convert values. */
export const structuralKernels: { readonly [K in Structural]: Kernel<K> } = {
  detach: (context, _, x) => cut(context, x),
  cast: (context, { attributes: { dtype } }, x) => {
    if (dtype !== 'bool') return cast(context, x, dtypeNames[dtype]);
    // A comparison: the cast of wasm copies the low byte.
    return run(context, 'NotEqual', { a: x, b: context.pool.repeated(0, { shape: [], dtype: x.dtype === 'int32' ? 'int32' : 'float' }) });
  },
  reshape: (context, { shape }, x) => reshape(context, x, shape),
  transpose: (context, { attributes: { permutation } }, x) => run(context, 'Transpose', { x }, { perm: [...permutation] }),
  broadcastTo: (context, { shape }, x) => {
    const repeated = broadcast(context, x, shape);
    return repeated === x ? same(context, x) : repeated;
  },
  slice: (context, { attributes: { begin, size } }, x) => (begin.length === 0 ? same(context, x) : context.tf.slice(x, [...begin], [...size])),
  concat: (context, { attributes: { axis } }, ...parts) => context.tf.concat(parts, axis),
  pad: (context, { attributes: { before, after } }, x) => (before.length === 0 ? same(context, x) : context.tf.pad(x, before.map((count, axis) => [count, after[axis] ?? 0]))),
  gather: (context, _, rows, indices) => withGradients(context, () => gather(context, rows, indices), [
    { operand: rows, gradient: dy => scatterAdd(context, indices, dy, rows.shape) },
  ]),
  scatterAdd: (context, { shape }, indices, updates) => withGradients(context, () => scatterAdd(context, indices, updates, shape), [
    { operand: updates, gradient: dy => gather(context, dy, indices) },
  ]),
};

export function reshape(context: KernelContext, x: Value, shape: Shape): Value {
  return run(context, 'Reshape', { x }, { shape: [...shape] });
}

/** The same values under a new tensor, known to the tape. */
export function same(context: KernelContext, x: Value): Value {
  return run(context, 'Identity', { x });
}

function gather({ tf }: KernelContext, rows: Value, indices: Value): Value {
  return tf.gather(rows, indices);
}

/** ScatterNd sums repeated indices. tf.js's own derivative of gather is UnsortedSegmentSum, which wasm lacks, and which passes over all rows for each on cpu. */
function scatterAdd(context: KernelContext, indices: Value, updates: Value, shape: Shape): Value {
  const inner = shape.slice(1);
  const positions = reshape(context, indices, [indices.size, 1]);
  const values = reshape(context, updates, [indices.size, ...inner]);
  return run(context, 'ScatterNd', { indices: positions, updates: values }, { shape: [...shape] });
}
