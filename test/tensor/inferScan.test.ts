import { describe, expect, it } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import type { Graph, TensorType } from '../../src/tensor/graph.ts';
import { inferType } from '../../src/tensor/inference.ts';
import type { InputSource } from '../../src/tensor/operations.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

const float = (...shape: number[]): TensorType => ({ shape, dtype: 'float' });
const state = float(2, 3);
const operands = [state, float(5, 3), float(5, 2, 1), float(3)];

function bodyOf(build: (input: (name: string, type: TensorType, from?: 'feed' | 'state' | 'scalar') => Tensor) => Readonly<Record<string, Tensor>>, assignments: readonly string[] = []): Graph {
  const recorder = new GraphRecorder();
  const outputs = build((name, type, from = 'feed') => recorder.input({ from, name } satisfies InputSource, type));
  const { y } = outputs;
  return recorder.graph(outputs, Object.fromEntries(assignments.map(name => [name, y ?? never()])));
}

const good = bodyOf(input => ({ y: input('0', state).add(input('1', float(3))).mul(input('2', float(2, 1))).add(input('3', float(3))) }));
const infer = (body: Graph, inputs = operands, sequences = 2) => inferType('scan', inputs, { body, sequences, reverse: false });

describe('a scan', () => {
  it('gives all states, [time, …state]', () => {
    expect(infer(good)).toEqual(float(5, 2, 3));
    expect(infer(good, [state, float(0, 3), float(0, 2, 1), float(3)])).toEqual(float(0, 2, 3));
  });

  it.each<[string, () => unknown, RegExp]>([
    ['no sequence', () => infer(good, operands, 0), /scan without a sequence[^]*0 sequences, 4 operands[^]*time is its first axis/],
    ['more sequences than operands', () => infer(good, operands, 4), /scan without a sequence[^]*4 sequences, 4 operands/],
    ['no operand', () => infer(good, [], 1), /scan without a sequence/],
    ['a sequence without axes', () => infer(good, [state, float()], 1), /sequences that do not meet/],
    ['sequences of different times', () => infer(good, [state, float(5, 3), float(4, 2, 1), float(3)]), /sequences that do not meet[^]*\[5, 3\] and \[4, 2, 1\]/],
    ['a body that takes a slice for something else', () => infer(bodyOf(input => ({ y: input('0', state).add(input('1', float(1, 3))) }))), /takes feed 1 for something else[^]*float\[1, 3\][^]*float\[3\]/],
    ['a body that reads a feed that is not there', () => infer(bodyOf(input => ({ y: input('0', state).add(input('x', float())) }))), /reads what it is not given[^]*the feed x[^]*feeds 0 to 3/],
    ['a body that reads state', () => infer(bodyOf(input => ({ y: input('0', state, 'state') }))), /reads what it is not given[^]*the state 0/],
    ['a body that reads a scalar', () => infer(bodyOf(input => ({ y: input('0', state).mul(input('rate', float(), 'scalar')) }))), /the scalar rate[^]*make it an operand/],
    ['a next state of another shape', () => infer(bodyOf(input => ({ y: input('0', state).sum(0) }))), /next state is of another type[^]*float\[3\][^]*float\[2, 3\]/],
    ['a next state of another dtype', () => infer(bodyOf(input => ({ y: input('0', state).less(1) }))), /next state is of another type[^]*bool\[2, 3\]/],
    ['a body without y', () => infer(bodyOf(input => ({ next: input('0', state) }))), /without its output[^]*got: next/],
    ['a body that assigns', () => infer(bodyOf(input => ({ y: input('0', state) }), ['memory'])), /assigns state[^]*got: memory/],
  ])('refuses %s', (_, work, message) => {
    expect(work).toThrow(ShapeError);
    expect(work).toThrow(message);
  });
});

function never(): never {
  throw new Error('a body of this test has an output y');
}
