import type { OperationTable } from '../operations.ts';
import { record } from '../tensor.ts';
import type { Tensor } from '../tensor.ts';
import { none, operand } from './derivative.ts';
import type { Derivative } from './derivative.ts';
import { unbroadcast } from './unbroadcast.ts';

type Structural = 'input' | 'constant' | 'detach' | 'cast' | 'sum' | 'max' | 'argMax' | 'reshape' | 'transpose' | 'broadcastTo' | 'slice' | 'concat' | 'pad' | 'gather' | 'scatterAdd';

/** The derivatives of what moves and sums elements. */
export const structuralDerivatives: { readonly [K in Structural]: Derivative<K> | typeof none } = {
  input: none,
  constant: none,
  detach: none,
  argMax: none,
  /** Only floats are followed, and a cast from float to float keeps its operand. */
  cast: ({ dy }) => [() => dy],
  sum: ({ inputs, attributes: { axes }, dy }) => [() => spread(dy, operand(inputs, 0), axes)],
  /** Equal maxima share their gradient. */
  max({ inputs, attributes: { axes }, y, dy }) {
    const x = operand(inputs, 0);
    const share = () => {
      const largest = x.equal(kept(y, x, axes)).cast('float');
      return largest.mul(kept(dy, x, axes).div(largest.sum(axes, true)));
    };
    return [share];
  },
  reshape: ({ inputs, dy }) => [() => dy.reshape(operand(inputs, 0).shape)],
  transpose: ({ attributes: { permutation }, dy }) => [() => dy.transpose(permutation.map((_, axis) => permutation.indexOf(axis)))],
  broadcastTo: ({ inputs, dy }) => [() => unbroadcast(dy, operand(inputs, 0).shape)],
  slice({ inputs, attributes: { begin, size }, dy }) {
    const { shape } = operand(inputs, 0);
    return [() => dy.pad(begin, shape.map((extent, axis) => extent - (begin[axis] ?? 0) - (size[axis] ?? 0)))];
  },
  concat: ({ inputs, attributes: { axis }, dy }) => inputs.map((input, index) => () => {
    const start = inputs.slice(0, index).reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);
    return dy.slice(input.shape.map((_, other) => (other === axis ? start : 0)), input.shape);
  }),
  pad: ({ inputs, attributes: { before }, dy }) => [() => dy.slice(before, operand(inputs, 0).shape)],
  gather: ({ inputs, dy }) => [() => record('scatterAdd', [operand(inputs, 1), dy], { rows: operand(inputs, 0).shape[0] ?? 0 }), () => undefined],
  scatterAdd: ({ inputs, dy }) => [() => undefined, () => dy.gather(operand(inputs, 0))],
};

/** The result of a reduction with its axes back, extent 1 each. */
function kept(reduced: Tensor, { shape }: Tensor, axes: OperationTable['sum']['axes']): Tensor {
  return reduced.reshape(shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)));
}

function spread(dy: Tensor, x: Tensor, axes: OperationTable['sum']['axes']): Tensor {
  return kept(dy, x, axes).broadcastTo(x.shape);
}
