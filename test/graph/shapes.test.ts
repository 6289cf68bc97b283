import { describe, expect, it } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

function tensor(shape: readonly number[], dtype: 'float' | 'int32' | 'bool' = 'float', recorder = new GraphRecorder()): Tensor {
  return recorder.input({ from: 'feed', name: 'x' }, { shape, dtype });
}

/** α·x·xᵀ + β·addend. */
function scaled(x: Tensor, addend: Tensor, alpha = x.constant(1), beta = x.constant(1)): Tensor {
  return x.recorder.record('matMulAdd', [x, x, addend, alpha, beta], { transposeLeft: false, transposeRight: true });
}

describe('shapes are checked while recording', () => {
  const wrong: readonly (readonly [string, (x: Tensor) => unknown, RegExp])[] = [
    ['a product', x => x.matMul(x), /matrix product.*\n.*\[2, 3\] · \[2, 3\].*\n.*inner extents that agree, not 3 and 2/],
    ['a sum of shapes that do not broadcast', x => x.add(x.constant(0, [2])), /add of shapes that do not meet\n.*\[2, 3\] and \[2\]/],
    ['mixed dtypes', x => x.add(x.cast('int32')), /add of dtypes that do not fit/],
    ['a product of mixed dtypes', x => x.cast('int32').matMul(x.T), /matrix product of dtypes that do not fit\n.*int32 and float\n.*float and float\n.*leave dtype int32 out of the data/],
    ['an addend of another shape', x => scaled(x, x), /addend to a matrix product of shapes that do not meet\n.*\[2, 3\] to \[2, 2\].*\n.*the shape of the product/],
    ['an addend that is no float', x => scaled(x, x.matMul(x.T).cast('int32')), /addend to a matrix product of dtypes that do not fit\n.*int32\n.*float/],
    ['a factor that is no scalar', x => scaled(x, x.matMul(x.T), x.sum(0)), /factor α of a matrix product of shapes that do not meet\n.*\[3\]\n.*a scalar/],
    ['a factor that is no float', x => scaled(x, x.matMul(x.T), x.sum(), x.sum().cast('int32')), /factor β of a matrix product of dtypes that do not fit\n.*int32/],
    ['a scaled product of mixed dtypes', x => scaled(x.cast('int32'), x), /matrix product of dtypes that do not fit/],
    ['a concat of mixed dtypes', x => x.concat([x.cast('int32')], 0), /concat of dtypes that do not fit/],
    ['a negative reshape', x => x.reshape([-2, -3]), /reshape of extents that are not whole numbers from 0\n.*\[-2, -3\]/],
    ['a reshape to fractions', x => x.reshape([1.5, 4]), /reshape of extents/],
    ['a slice from a fraction', x => x.slice([0.5, 0], [1, 1]), /slice of extents.*\n.*0\.5/],
    ['a slice of a negative size', x => x.slice([1, 1], [-1, 1]), /slice of extents.*\n.*-1/],
    ['a negative pad', x => x.pad([-1, 0], [0, 0]), /pad of extents.*\n.*\[-1, 0, 0, 0\]/],
    ['a broadcast to a fraction', x => x.sum().broadcastTo([1.5]), /broadcastTo of extents/],
    ['a constant of negative extents', x => x.constant([1, 2], [-1, -2]), /constant of extents/],
    ['an input of a fraction', x => x.recorder.record('input', [], { from: 'feed', name: 'z', shape: [2.5], dtype: 'float' }), /input of extents/],
    ['a fraction in an int32 constant', x => x.cast('int32').less(0.5), /int32 constant that is not a whole number\n.*0\.5\n.*\n.*cast/],
    ['a reshape', x => x.reshape([7]), /\[2, 3\] to \[7\]/],
    ['a transpose of rank 1', x => x.reshape([6]).T, /transpose/],
    ['an axis', x => x.sum(2), /axes \[2\] of \[2, 3\]/],
    ['a slice', x => x.slice([1, 1], [2, 2]), /begin \[1, 1\]/],
    ['a concat', x => x.concat([x.T], 0), /concat/],
    ['a broadcast', x => x.broadcastTo([3, 3]), /broadcastTo/],
    ['float indices', x => x.gather(x), /gather of dtypes.*\n.*float\n.*int32/],
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
