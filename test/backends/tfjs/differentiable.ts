import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import { logSumExp } from '../../../src/tensor/functions.ts';
import type { TensorType } from '../../../src/tensor/graph.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { record } from '../../../src/tensor/tensor.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import type { Scalar } from './differences.ts';
import { fed } from './evaluate.ts';
import type { Fed } from './evaluate.ts';

/** A function to differentiate, with its operands. */
export interface Differentiable {
  readonly name: string;
  readonly feeds: readonly Fed[];
  readonly f: Scalar;
}

/** A weighted sum, so that every element has a derivative of its own. */
export const weighted = (y: Tensor) => y.mul(y.constant(Array.from({ length: y.size }, (_, i) => 1 + (i % 5) / 4), y.shape)).sum();

/** Values away from kinks: no zeros and no ties. */
export const spread = (shape: Shape, seed: number) => fed(Array.from({ length: sizeOf(shape) }, (_, i) => (((i * 7 + seed * 5) % 23) - 11.3) / 6), shape);
export const positive = (shape: Shape, seed: number) => fed(Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7 + seed * 5) % 13) / 6 + 0.3), shape);

const image = { strides: [1, 2], dilations: [2, 1], padding: [[1, 0], [0, 1]] } as const;
const pool = { window: [2, 2], strides: [1, 2], padding: [[1, 0], [0, 1]] } as const;
/** A recurrence over the operands' types: the state, the sequences, then constants. */
export function scan(operands: readonly Tensor[], sequences: number, reverse: boolean, next: (...inputs: Tensor[]) => Tensor): Tensor {
  const inner = new GraphRecorder();
  const type = ({ shape, dtype }: TensorType, index: number) => ({ shape: index >= 1 && index <= sequences ? shape.slice(1) : shape, dtype });
  const inputs = operands.map((operand, index) => inner.input({ from: 'feed', name: String(index) }, type(operand, index)));
  return record('scan', operands, { body: inner.graph({ y: next(...inputs) }), sequences, reverse });
}

/** Functions of several operations. */
const functions: Readonly<Record<string, Omit<Differentiable, 'name'>>> = {
  'dense layers with a shared kernel': {
    feeds: [spread([4, 3], 1), spread([3, 3], 2), spread([3], 3)],
    f: (x: Tensor, kernel: Tensor, bias: Tensor) => weighted(x.matMul(kernel).add(bias).tanh().matMul(kernel.T).add(bias).sigmoid()),
  },
  'batched products': { feeds: [spread([2, 2, 3], 1), spread([2, 4, 3], 2)], f: (a: Tensor, b: Tensor) => weighted(a.matMul(b.T)) },
  'products of more than 4096 multiplications, transposed either way': {
    feeds: [spread([17, 17], 1), spread([17, 17], 2)],
    f: (a: Tensor, b: Tensor) => weighted(a.matMul(b).add(a.T.matMul(b)).add(a.matMul(b.T)).add(a.T.matMul(b.T)).mul(0.01).tanh()),
  },
  'cross entropy of logits': { feeds: [spread([4, 3], 1)], f: (x: Tensor) => weighted(logSumExp(x)) },
  'select with every operand broadcast': {
    feeds: [spread([3, 1], 1), spread([2], 2), spread([], 3)], f: (c: Tensor, a: Tensor, b: Tensor) => weighted(c.mul(a).greater(0.1).select(a.mul(a), b.mul(c))),
  },
  'a mask from a comparison': { feeds: [spread([7], 1)], f: (x: Tensor) => weighted(x.mul(x.greater(0).cast('float')).add(x.sign().mul(x))) },
  'reductions': { feeds: [spread([3, 2, 2], 1)], f: (x: Tensor) => weighted(x.max([0, 2]).mul(x.sum(1).sum())).add(x.mean()) },
  'moves': {
    feeds: [spread([2, 3], 1)],
    f: (x: Tensor) => weighted(x.T.pad([1, 0], [0, 2]).slice([1, 0], [3, 3]).concat([x.T], 1).reshape([5, 3]).broadcastTo([2, 5, 3]).transpose([2, 0, 1])),
  },
  'gather with repeated indices': { feeds: [spread([4, 2], 1), fed([3, 1, 3, 0], [2, 2], 'int32')], f: (table: Tensor, at: Tensor) => weighted(table.gather(at).tanh()) },
  'scatterAdd': { feeds: [spread([3, 2], 1), fed([1, 1, 2], [3], 'int32')], f: (updates: Tensor, at: Tensor) => weighted(record('scatterAdd', [at, updates], { rows: 4 }).tanh()) },
  'convolution': { feeds: [spread([2, 4, 5, 2], 1), spread([2, 3, 2, 3], 2)], f: (x: Tensor, kernel: Tensor) => weighted(record('convolution', [x, kernel], image).tanh()) },
  'max pooling': { feeds: [fed(Array.from({ length: 60 }, (_, i) => ((i * 37) % 61) / 9 - 5), [1, 5, 6, 2])], f: (x: Tensor) => weighted(record('maxPool', [x], pool)) },
  'an Elman recurrence, backwards': {
    feeds: [spread([2, 3], 1), spread([4, 2, 2], 2), spread([2, 3], 3), spread([3, 3], 4), spread([3], 5)],
    f: (...operands: Tensor[]) => weighted(scan(operands, 1, true, (...[state, x, kernel, recurrent, bias]: [Tensor, Tensor, Tensor, Tensor, Tensor]) => (
      x.matMul(kernel).add(state.matMul(recurrent)).add(bias).tanh()))),
  },
  'a recurrence with a mask, a maximum and a sign': {
    feeds: [spread([3], 1), spread([4, 3], 2), spread([4, 3], 3)],
    f: (...operands: Tensor[]) => weighted(scan(operands, 2, false, (...[state, x, scale]: [Tensor, Tensor, Tensor]) => (
      x.greater(0.1).select(state.mul(scale).tanh(), state.maximum(x)).add(x.sign().mul(x))))),
  },
  'a recurrence in a recurrence': {
    feeds: [spread([2], 1), spread([3, 2, 2], 2)],
    f: (...operands: Tensor[]) => weighted(scan(operands, 1, false, (...[state, x]: [Tensor, Tensor]) => (
      scan([state, x], 1, false, (...[inner, row]: [Tensor, Tensor]) => inner.mul(0.5).add(row.sin()).tanh()).sum(0)))),
  },
  'average pooling': { feeds: [spread([1, 5, 6, 2], 1)], f: (x: Tensor) => weighted(record('averagePool', [x], pool).tanh()) },
};

export const differentiable: readonly Differentiable[] = Object.entries(functions).map(([name, rest]) => ({ name, ...rest }));
