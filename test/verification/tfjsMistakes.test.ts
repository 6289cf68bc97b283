import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

type Of<Result> = (a: Tensor, b: Tensor) => Result;
const gradients = (f: Of<Tensor>, a: Tensor, b: Tensor): readonly (readonly number[])[] => tf.grads(f)([a, b]).map(gradient => [...gradient.dataSync()]);
const gradient = (f: (x: Tensor) => Tensor, ...x: readonly number[]): readonly number[] => [...tf.grad(f)(tf.tensor1d([...x])).dataSync()];
const matrix = () => tf.ones([2, 2]);

/** Of each line of docs/tfjs-gradients.md: a test that fails is a mistake which a release of tf.js has mended. */
describe('tf.js', () => {
  beforeAll(async () => { await tf.setBackend('cpu'); });

  it('does not sum the gradient of an operand that is broadcast', () => {
    expect(() => gradients((a, b) => tf.matMul(a, b).sum(), tf.ones([2, 2, 3]), tf.ones([1, 3, 2]))).toThrow("The gradient of input 'b' has shape '2,3,2'");
    for (const f of [tf.maximum, tf.minimum, tf.squaredDifference]) {
      expect(() => gradients((a, b) => f(a, b).sum(), matrix(), tf.scalar(3))).toThrow("The gradient of input 'b' has shape '2,2'");
    }
  });

  it('gives derivatives at kinks: of |x| at 0, of equal maxima, at the limits of a clip, of the length of zeros', () => {
    expect(gradient(tf.abs, 0)).toEqual([-1]);
    expect(gradients((a, b) => tf.maximum(a, b).sum(), tf.tensor1d([1]), tf.tensor1d([1]))).toEqual([[1], [0]]);
    expect(gradient(x => tf.clipByValue(x, 0, 1), 0, 1, 2)).toEqual([1, 1, 0]);
    expect(gradient(x => tf.norm(x), 0, 0)).toEqual([Number.NaN, Number.NaN]);
  });

  it('gives NaN where a branch that is not taken has no finite derivative', () => {
    expect(gradient(x => tf.where(tf.tensor1d([true, false], 'bool'), tf.sqrt(x), 0), 4, -1)).toEqual([0.25, Number.NaN]);
  });

  it('has no gradient of comparisons, of divNoNan and of cumprod', () => {
    expect(() => gradient(x => tf.where(tf.greater(x, 0), x, 0), 1, -1)).toThrow('gradient function not found for Greater');
    expect(() => gradient(x => tf.mul(x, tf.cast(tf.greater(x, 0), 'float32')), 1, -1)).toThrow('gradient function not found for Greater');
    expect(() => gradients((a, b) => tf.divNoNan(a, b), tf.tensor1d([1]), tf.tensor1d([2]))).toThrow('gradient function not found for Equal');
    expect(() => gradient(x => tf.cumprod(x).sum(), 1, 2)).toThrow('gradient function not found for Cumprod');
  });

  it('has no kernel on wasm for the gradient of a filter, nor for a sum by segments', () => {
    const kernels = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
    expect(kernels.has('Conv2D')).toBe(true);
    expect(['Conv2DBackpropFilter', 'UnsortedSegmentSum'].filter(name => kernels.has(name))).toEqual([]);
  });

  it('takes NaN for infinity in its comparer', () => {
    expect(() => tf.test_util.expectArraysClose([Number.NaN], [Number.POSITIVE_INFINITY])).not.toThrow();
    expect(() => tf.test_util.expectArraysClose([1], [Number.POSITIVE_INFINITY])).toThrow('Arrays differ');
  });
});
