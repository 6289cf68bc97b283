import { describe, expect, it } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

function tensor(shape: readonly number[], dtype: 'float' | 'int32' | 'bool' = 'float', recorder = new GraphRecorder()): Tensor {
  return recorder.input({ from: 'feed', name: 'x' }, { shape, dtype });
}

describe('shapes are checked while recording', () => {
  const wrong: readonly (readonly [string, (x: Tensor) => unknown, RegExp])[] = [
    ['a product', x => x.matMul(x), /matrix product.*\n.*\[2, 3\] · \[2, 3\].*\n.*inner extents that agree, not 3 and 2/],
    ['a sum of shapes that do not broadcast', x => x.add(x.constant(0, [2])), /add of shapes that do not meet\n.*\[2, 3\] and \[2\]/],
    ['mixed dtypes', x => x.add(x.cast('int32')), /add of dtypes that do not fit/],
    ['a reshape', x => x.reshape([7]), /\[2, 3\] to \[7\]/],
    ['a transpose of rank 1', x => x.reshape([6]).T, /transpose/],
    ['an axis', x => x.sum(2), /axes \[2\] of \[2, 3\]/],
    ['a slice', x => x.slice([1, 1], [2, 2]), /begin \[1, 1\]/],
    ['a concat', x => x.concat([x.T], 0), /concat/],
    ['a broadcast', x => x.broadcastTo([3, 3]), /broadcastTo/],
    ['float indices', x => x.gather(x), /int32/],
    ['a float condition', x => x.select(1, 2), /bool condition/],
    ['the gradient of a matrix', x => x.recorder.record('gradient', [x, x], {}), /a scalar/],
  ];
  it.each(wrong)('%s', (_, f, message) => {
    expect(() => f(tensor([2, 3]))).toThrow(ShapeError);
    expect(() => f(tensor([2, 3]))).toThrow(message);
  });

  it('with the path of the layer that records', () => {
    const recorder = new GraphRecorder();
    const x = tensor([2, 3], 'float', recorder);
    expect(() => recorder.scoped('encoder/dense', () => x.matMul(x))).toThrow(/^encoder\/dense: matrix product/);
  });

  it('and tensors of two recordings do not mix', () => {
    expect(() => tensor([2]).add(tensor([2]))).toThrow(/another recording/);
  });
});
