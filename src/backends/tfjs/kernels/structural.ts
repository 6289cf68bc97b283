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

/** An index outside the table gives NaN, as on every backend, by adding it: tf.js's kernels throw there. */
function gather(context: KernelContext, rows: Value, indices: Value): Value {
  const { inside, clipped } = placesIn(context, indices, rows.shape[0] ?? 0);
  const found = context.tf.gather(rows, clipped);
  if (rows.dtype !== 'float32') return found;
  const repeated = (value: number) => context.pool.repeated(value, { shape: indices.shape, dtype: 'float' });
  const broken = run(context, 'Select', { condition: inside, t: repeated(0), e: repeated(Number.NaN) });
  return run(context, 'Add', { a: found, b: reshape(context, broken, [...indices.shape, ...rows.shape.slice(1).map(() => 1)]) });
}

/**
 * ScatterNd sums repeated indices; one outside is left out. tf.js's own derivative of gather is UnsortedSegmentSum, which wasm lacks, and which passes over all rows for
 * each on cpu.
 */
function scatterAdd(context: KernelContext, indices: Value, updates: Value, shape: Shape): Value {
  const { inside, clipped } = placesIn(context, indices, shape[0] ?? 0);
  const [rows, inner] = [[indices.size, ...shape.slice(1)], shape.slice(1).map(() => 1)];
  const zeros = context.pool.repeated(0, { shape: rows, dtype: updates.dtype === 'int32' ? 'int32' : 'float' });
  const condition = broadcast(context, reshape(context, inside, [indices.size, ...inner]), rows);
  const values = run(context, 'Select', { condition, t: reshape(context, updates, rows), e: zeros });
  return run(context, 'ScatterNd', { indices: reshape(context, clipped, [indices.size, 1]), updates: values }, { shape: [...shape] });
}

/** The indices moved into a table of so many rows, and which of them were in it. */
function placesIn(context: KernelContext, indices: Value, rows: number): { readonly inside: Value; readonly clipped: Value } {
  const row = (value: number) => context.pool.repeated(value, { shape: [], dtype: 'int32' });
  const clipped = run(context, 'Maximum', { a: run(context, 'Minimum', { a: indices, b: row(rows - 1) }), b: row(0) });
  return { inside: run(context, 'Equal', { a: clipped, b: indices }), clipped };
}
