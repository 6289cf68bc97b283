import { GraphRecorder } from '../graph/graphRecorder.ts';
import type { Operation, OperationTable } from '../tensor/operations.ts';
import type { Shape } from '../tensor/shape.ts';
import { record } from '../tensor/tensor.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { elementwiseCases } from './elementwiseCases.ts';
import { imageCases } from './imageCases.ts';
import { bool, float, int } from './operationCase.ts';
import type { OperationCase } from './operationCase.ts';
import { scanCases } from './scanCases.ts';

const rows = float([1, 2, 3, 4, 5, 6], [2, 3]);
const cube = float([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
const times = float([1, -1, 2, 0, 0.5, 3], [3, 2]);
const product = [6.5, 8, 17, 14];
const addend = float([10, 20, 0, -1], [2, 2]);
/** α = −2, β = 3. */
const factors = [float([-2], []), float([3], [])] as const;
/** −2·product + 3·addend. */
const combined = [17, 44, -34, -31];
const rowsTransposed = float([1, 4, 2, 5, 3, 6], [3, 2]);
const timesTransposed = float([1, 2, 0.5, -1, 0, 3], [2, 3]);

/** Every operation of the closed set with numbers and results computed by hand: a new operation does not compile until it has a row. */
export const operationCases: { readonly [K in Operation]: readonly OperationCase<OperationTable[K]>[] } = {
  ...elementwiseCases,
  ...imageCases,
  input: [
    { name: 'a float feed', operands: [rows], attributes: feed([2, 3]), expected: rows.values, record: (_, [x]) => only(x) },
    { name: 'an int32 feed', operands: [int([3, -4])], attributes: feed([2]), expected: [3, -4], record: (_, [x]) => only(x) },
  ],
  constant: [
    { name: 'floats', operands: [], attributes: { values: [1.5, -2], shape: [2], dtype: 'float' }, expected: [1.5, -2] },
    { name: 'int32', operands: [], attributes: { values: [7], shape: [], dtype: 'int32' }, expected: [7] },
  ],
  detach: [{ name: 'passes its operand', operands: [rows], attributes: {}, expected: rows.values }],
  cast: [
    { name: 'float to int32 drops the fraction', operands: [float([1.7, -1.7, 0])], attributes: { dtype: 'int32' }, expected: [1, -1, 0], hidesNaN: [0] },
    { name: 'int32 to float', operands: [int([3, -4])], attributes: { dtype: 'float' }, expected: [3, -4] },
    { name: 'bool to float', operands: [bool([1, 0])], attributes: { dtype: 'float' }, expected: [1, 0] },
    { name: 'float to bool', operands: [float([0, 0.5, -2])], attributes: { dtype: 'bool' }, expected: [0, 1, 1], hidesNaN: [0] },
  ],
  matMul: [
    { name: 'plain', operands: [rows, times], attributes: { transposeLeft: false, transposeRight: false }, expected: product },
    { name: 'left transposed', operands: [rowsTransposed, times], attributes: { transposeLeft: true, transposeRight: false }, expected: product },
    { name: 'right transposed', operands: [rows, timesTransposed], attributes: { transposeLeft: false, transposeRight: true }, expected: product },
    { name: 'both transposed', operands: [rowsTransposed, timesTransposed], attributes: { transposeLeft: true, transposeRight: true }, expected: product },
    { name: 'in batches', operands: [float([1, 2, 5, 6], [2, 1, 2]), float([3, 4, 7, 8], [2, 2, 1])], attributes: { transposeLeft: false, transposeRight: false }, expected: [11, 83] },
  ],
  matMulAdd: [
    { name: 'plain', operands: [rows, times, addend, ...factors], attributes: { transposeLeft: false, transposeRight: false }, expected: combined },
    { name: 'left transposed', operands: [rowsTransposed, times, addend, ...factors], attributes: { transposeLeft: true, transposeRight: false }, expected: combined },
    { name: 'right transposed', operands: [rows, timesTransposed, addend, ...factors], attributes: { transposeLeft: false, transposeRight: true }, expected: combined },
    { name: 'both transposed', operands: [rowsTransposed, timesTransposed, addend, ...factors], attributes: { transposeLeft: true, transposeRight: true }, expected: combined },
    {
      name: 'in batches', operands: [float([1, 2, 5, 6], [2, 1, 2]), float([3, 4, 7, 8], [2, 2, 1]), float([10, 1], [2, 1, 1]), ...factors],
      attributes: { transposeLeft: false, transposeRight: false }, expected: [8, -163],
    },
  ],
  sum: [
    { name: 'of the first axis', operands: [rows], attributes: { axes: [0] }, expected: [5, 7, 9] },
    { name: 'of the last axis', operands: [rows], attributes: { axes: [1] }, expected: [6, 15] },
    { name: 'of two axes apart', operands: [cube], attributes: { axes: [0, 2] }, expected: [14, 22] },
    { name: 'of all axes', operands: [cube], attributes: { axes: [0, 1, 2] }, expected: [36] },
    { name: 'of no axis', operands: [rows], attributes: { axes: [] }, expected: rows.values },
    { name: 'of int32', operands: [int([1, 2, 3, 4], [2, 2])], attributes: { axes: [0] }, expected: [4, 6] },
  ],
  max: [
    { name: 'of the first axis', operands: [rows], attributes: { axes: [0] }, expected: [4, 5, 6] },
    { name: 'of negative numbers', operands: [float([-3, -1, -2, -5], [2, 2])], attributes: { axes: [1] }, expected: [-1, -2] },
    { name: 'of all axes', operands: [cube], attributes: { axes: [0, 1, 2] }, expected: [8] },
  ],
  argMax: [
    { name: 'of the last axis, the first of equals', operands: [float([1, 3, 3, 2, 0, 1], [2, 3])], attributes: { axis: 1 }, expected: [1, 0], hidesNaN: [0] },
    { name: 'of the first axis', operands: [float([1, 3, 3, 2, 0, 1], [2, 3])], attributes: { axis: 0 }, expected: [1, 0, 0], hidesNaN: [0] },
  ],
  reshape: [{ name: 'keeps the order', operands: [rows], attributes: { shape: [3, 2] }, expected: rows.values }],
  transpose: [
    { name: 'of rows and columns', operands: [rows], attributes: { permutation: [1, 0] }, expected: rowsTransposed.values },
    { name: 'of three axes', operands: [cube], attributes: { permutation: [2, 0, 1] }, expected: [1, 3, 5, 7, 2, 4, 6, 8] },
  ],
  broadcastTo: [
    { name: 'a row to rows', operands: [float([1, 2, 3])], attributes: { shape: [2, 3] }, expected: [1, 2, 3, 1, 2, 3] },
    { name: 'a column to a stack', operands: [float([1, 2], [2, 1])], attributes: { shape: [2, 2, 2] }, expected: [1, 1, 2, 2, 1, 1, 2, 2] },
    { name: 'a scalar', operands: [float([4], [])], attributes: { shape: [3] }, expected: [4, 4, 4] },
    { name: 'a bool', operands: [bool([1, 0], [2, 1])], attributes: { shape: [2, 2] }, expected: [1, 1, 0, 0] },
  ],
  slice: [
    { name: 'inside', operands: [rows], attributes: { begin: [0, 1], size: [2, 2] }, expected: [2, 3, 5, 6] },
    { name: 'of three axes', operands: [cube], attributes: { begin: [1, 0, 1], size: [1, 2, 1] }, expected: [6, 8] },
  ],
  concat: [
    { name: 'columns', operands: [rows, float([7, 8], [2, 1])], attributes: { axis: 1 }, expected: [1, 2, 3, 7, 4, 5, 6, 8] },
    { name: 'rows, three of them', operands: [rows, float([7, 8, 9], [1, 3]), rows], attributes: { axis: 0 }, expected: [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6] },
  ],
  pad: [{ name: 'zeros before and after', operands: [float([1, 2], [1, 2])], attributes: { before: [1, 0], after: [0, 2] }, expected: [0, 0, 0, 0, 1, 2, 0, 0] }],
  gather: [
    { name: 'rows, one of them twice', operands: [times, int([2, 0, 2])], attributes: {}, expected: [0.5, 3, 1, -1, 0.5, 3] },
    { name: 'by a matrix of indices', operands: [float([10, 20, 30]), int([2, 1, 0, 2], [2, 2])], attributes: {}, expected: [30, 20, 10, 30] },
    { name: 'an index outside gives NaN', operands: [times, int([3, 1, -1])], attributes: {}, expected: [Number.NaN, Number.NaN, 2, 0, Number.NaN, Number.NaN] },
  ],
  scatterAdd: [
    { name: 'repeated indices are summed', operands: [int([2, 0, 2]), rowsTransposed], attributes: { rows: 4 }, expected: [2, 5, 0, 0, 4, 10, 0, 0] },
    { name: 'an index outside is left out', operands: [int([2, 4, -1]), rowsTransposed], attributes: { rows: 4 }, expected: [0, 0, 0, 0, 1, 4, 0, 0] },
  ],
  scan: scanCases,
  gradient: [{ name: 'of Σ x²', operands: [float([1, -2, 3])], attributes: {}, expected: [2, -4, 6], record: (_, [x]) => record('gradient', [only(x).square().sum(), only(x)], {}) }],
  surrogate: [{ name: 'its forward', operands: [float([0.5, -0.5])], attributes: declared(), expected: [1.5, -1.5] }],
};

function feed(shape: Shape) {
  return { from: 'feed', name: 'x', shape, dtype: 'float' } as const;
}

function only(tensor: Tensor | undefined): Tensor {
  if (tensor === undefined) throw new Error('this case has one operand');
  return tensor;
}

function declared() {
  const [forward, backward] = [new GraphRecorder(), new GraphRecorder()];
  const x = forward.input({ from: 'feed', name: '0' }, { shape: [2], dtype: 'float' });
  const dy = backward.input({ from: 'feed', name: 'dy' }, { shape: [2], dtype: 'float' });
  return { forward: forward.graph({ y: x.mul(3) }), backward: backward.graph({ 0: dy }) };
}
