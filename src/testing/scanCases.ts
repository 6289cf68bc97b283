import { GraphRecorder } from '../graph/graphRecorder.ts';
import type { Graph, TensorType } from '../tensor/graph.ts';
import type { OperationTable } from '../tensor/operations.ts';
import { record } from '../tensor/tensor.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { bool, float, int } from './operationCase.ts';
import type { CaseOperand, OperationCase } from './operationCase.ts';

type Body = (...inputs: Tensor[]) => Tensor;

interface Options {
  readonly sequences?: number;
  readonly reverse?: boolean;
  readonly hidesNaN?: readonly number[];
}

const doubling: Body = (state = never(), x = never()) => state.mul(2).add(x);
const elman: Body = (state = never(), x = never(), kernel = never(), recurrent = never(), bias = never()) => x.matMul(kernel).add(state.matMul(recurrent)).add(bias).tanh();
/** The cumulative sums of the rows of x, added to the state and reduced to its size: a recurrence in a recurrence. */
const nested: Body = (state = never(), x = never()) => {
  const body = bodyOf((inner = never(), row = never()) => inner.add(row), [state, state]);
  return record('scan', [state, x], { body, sequences: 1, reverse: false }).max(0);
};

/** Recurrences with results computed by hand, for `scan`: forwards and backwards, over sequences and constants, of every dtype. */
export const scanCases: readonly OperationCase<OperationTable['scan']>[] = [
  of('state = 2·state + x', doubling, [float([1]), float([1, 2, 3], [3, 1])], [3, 8, 19]),
  of('the same from the last time to the first', doubling, [float([1]), float([1, 2, 3], [3, 1])], [25, 12, 5], { reverse: true }),
  of('one time', doubling, [float([1]), float([5], [1, 1])], [7]),
  of('a state without axes', doubling, [float([1], []), float([1, 2, 3])], [3, 8, 19]),
  of('the cumulative sum of rows', (state = never(), x = never()) => state.add(x), [float([0, 10]), float([1, 2, 3, 4, 5, 6], [3, 2])], [1, 12, 4, 16, 9, 22]),
  of('an Elman cell: tanh(x·W + state·U + b)', elman, [
    float([0, 0.5], [1, 2]), float([1, -1, 2], [3, 1, 1]), float([0.5, -0.25], [1, 2]), float([0.1, 0.2, -0.3, 0.4], [2, 2]), float([0.05, -0.1]),
  ], elmanStates()),
  of('two sequences and a constant', (state = never(), a = never(), b = never(), c = never()) => state.mul(a).add(b).mul(c), [
    float([1]), float([1, 2, 3], [3, 1]), float([4, 5, 6], [3, 1]), float([0.5], []),
  ], [2.5, 5, 10.5], { sequences: 2 }),
  of('a recurrence in a recurrence', nested, [float([1, -1]), float([1, 2, -3, 4, 1, 1, 2, 2], [2, 2, 2])], [2, 5, 5, 8]),
  of('the slices themselves', (_, x = never()) => x, [float([9]), float([1, 2, 3], [3, 1])], [1, 2, 3], { hidesNaN: [0] }),
  of('a state that stays', state => state ?? never(), [float([4, 5]), float([1, 2, 3])], [4, 5, 4, 5, 4, 5], { hidesNaN: [1] }),
  of('a constant state', (state = never()) => state.constant([7, 8], [2]), [float([4, 5]), float([1, 2])], [7, 8, 7, 8], { hidesNaN: [0, 1] }),
  of('int32: counting what is above 1', (state = never(), x = never()) => state.add(x.greater(1).cast('int32')), [int([0, 5]), float([1, 2, 3, 0, 2, 2], [3, 2])], [0, 6, 1, 6, 2, 7]),
  of('bools: whether one has held', (state = never(), x = never()) => state.logicalOr(x), [bool([0, 0]), bool([0, 0, 1, 0, 0, 0], [3, 2])], [0, 0, 1, 0, 1, 0]),
];

function of(name: string, body: Body, operands: readonly CaseOperand[], expected: readonly number[], { sequences = 1, reverse = false, hidesNaN = [] }: Options = {}): OperationCase<OperationTable['scan']> {
  const types = operands.map(({ shape, dtype }, index) => ({ shape: index >= 1 && index <= sequences ? shape.slice(1) : shape, dtype }));
  return { name, operands, expected, hidesNaN, attributes: { body: bodyOf(body, types), sequences, reverse } };
}

function bodyOf(body: Body, types: readonly TensorType[]): Graph {
  const recorder = new GraphRecorder();
  const inputs = types.map(({ shape, dtype }, index) => recorder.input({ from: 'feed', name: String(index) }, { shape, dtype }));
  return recorder.graph({ y: body(...inputs) });
}

function elmanStates(): readonly number[] {
  let [a, b] = [0, 0.5];
  return [1, -1, 2].flatMap(x => {
    [a, b] = [Math.tanh(0.5 * x + 0.1 * a - 0.3 * b + 0.05), Math.tanh(-0.25 * x + 0.2 * a + 0.4 * b - 0.1)];
    return [a, b];
  });
}

function never(): never {
  throw new Error('a body of scan has the operands that its case names');
}
