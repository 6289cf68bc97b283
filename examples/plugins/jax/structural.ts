import { numpy as np } from '@jax-js/jax';
import type { Operation } from 'chainrule';
import { dtypes } from './jaxArray.ts';
import type { JaxArray } from './jaxArray.ts';
import { adjoint } from './kernel.ts';
import type { Kernel } from './kernel.ts';

type Structural = Extract<Operation,
  'constant' | 'detach' | 'cast' | 'matMul' | 'matMulAdd' | 'sum' | 'max' | 'argMax' | 'reshape' | 'transpose' | 'broadcastTo' | 'slice' | 'concat' | 'pad' | 'gather' | 'scatterAdd'>;

/** Matrix products, reductions, and operations that move, repeat, choose or convert values. */
export const structuralKernels: { readonly [K in Structural]: Kernel<K> } = {
  constant: ({ attributes: { values, shape, dtype } }) => np.array([...values], { shape: [...shape], dtype: dtypes[dtype] }),
  detach: (_, x) => x,
  cast: ({ attributes: { dtype } }, x) => (dtype === 'bool' ? x.notEqual(0) : x.astype(dtypes[dtype])),
  matMul: ({ attributes: { transposeLeft, transposeRight } }, left, right) => product(left, right, transposeLeft, transposeRight),
  matMulAdd: ({ attributes: { transposeLeft, transposeRight } }, left, right, addend, alpha, beta) => (
    product(left, right, transposeLeft, transposeRight).mul(alpha).add(addend.mul(beta))),
  sum: ({ attributes: { axes } }, x) => x.sum([...axes]),
  max: ({ attributes: { axes } }, x) => x.max([...axes]),
  argMax: ({ attributes: { axis } }, x) => np.argmax(x, axis),
  reshape: ({ shape }, x) => x.reshape([...shape]),
  transpose: ({ attributes: { permutation } }, x) => x.transpose([...permutation]),
  broadcastTo: ({ shape }, x) => np.broadcastTo(x, [...shape]),
  slice: ({ attributes: { begin, size } }, x) => x.slice(...begin.map((first, axis): [number, number] => [first, first + (size[axis] ?? 0)])),
  concat: ({ attributes: { axis } }, ...parts) => np.concatenate(parts, axis),
  pad: ({ attributes: { before, after } }, x) => np.pad(x, before.map((count, axis): [number, number] => [count, after[axis] ?? 0])),
  gather: ({ dtype }, table, indices) => {
    const { inside, clipped } = placesIn(indices, table.shape[0] ?? 0);
    const rows = np.take(table, clipped, 0);
    // An index outside the table gives NaN, on every backend; no integer could tell of it.
    return np.where(rowwise(inside, rows.ndim), rows, dtype === 'float' ? np.nan : 0);
  },
  scatterAdd: ({ shape, dtype }, indices, updates) => {
    const { inside, clipped } = placesIn(indices, shape[0] ?? 0);
    const counted = np.where(rowwise(inside, updates.ndim), updates, 0).astype(np.float32);
    return adjoint(table => np.take(table, clipped, 0), shape, counted).astype(dtypes[dtype]);
  },
};

function product(left: JaxArray, right: JaxArray, transposeLeft: boolean, transposeRight: boolean): JaxArray {
  return np.matmul(transposeLeft ? np.matrixTranspose(left) : left, transposeRight ? np.matrixTranspose(right) : right);
}

/** The indices moved into a table of so many rows, and which of them were in it: jax-js moves them too, and does not tell. */
function placesIn(indices: JaxArray, rows: number): { readonly inside: JaxArray; readonly clipped: JaxArray } {
  const clipped = np.clip(indices.ref, 0, rows - 1);
  return { inside: clipped.ref.equal(indices), clipped };
}

/** A value for each index, shaped to meet the rows of values with so many axes. */
function rowwise(perIndex: JaxArray, axes: number): JaxArray {
  const { shape } = perIndex;
  return perIndex.reshape([...shape, ...Array.from({ length: axes - shape.length }, () => 1)]);
}
