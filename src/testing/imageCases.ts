import type { ConvolutionAttributes, OperationTable, PoolingAttributes } from '../tensor/operations.ts';
import { float } from './operationCase.ts';
import type { CaseOperand, OperationCase } from './operationCase.ts';

const image = float([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
const imageShape = image.shape;
const kernel = float([1, 2, 3, 4], [2, 2, 1, 1]);
const kernelShape = kernel.shape;
/** Powers of ten keep the terms of a sum apart, so that the expected digits can be read off. */
const places = float([1, 10, 100, 1000], [1, 2, 2, 1]);

const plain: ConvolutionAttributes = { strides: [1, 1], dilations: [1, 1], padding: [[0, 0], [0, 0]] };
/** Zeros above and to the right; windows at every other place. */
const uneven: ConvolutionAttributes = { strides: [2, 2], dilations: [1, 1], padding: [[1, 0], [0, 1]] };
const spread: ConvolutionAttributes = { ...plain, dilations: [2, 2] };
const pooled: PoolingAttributes = { window: [2, 2], strides: [1, 1], padding: [[0, 0], [0, 0]] };
const unevenlyPooled: PoolingAttributes = { window: [2, 2], strides: [2, 2], padding: [[1, 0], [0, 1]] };

const negative: CaseOperand = { ...image, values: image.values.map(value => -value) };

export const imageCases: {
  readonly [K in 'convolution' | 'convolutionImageGradient' | 'convolutionKernelGradient' | 'maxPool' | 'maxPoolGradient' | 'averagePool' | 'averagePoolGradient']: readonly OperationCase<OperationTable[K]>[]
} = {
  convolution: [
    { name: 'plain', operands: [image, kernel], attributes: plain, expected: [37, 47, 67, 77] },
    { name: 'with stride and uneven padding', operands: [image, kernel], attributes: uneven, expected: [11, 9, 67, 33] },
    { name: 'dilated', operands: [image, kernel], attributes: spread, expected: [64] },
    { name: 'over channels', operands: [float([1, 2, 3, 4], [1, 1, 2, 2]), float([1, 10, 100, 1000], [1, 2, 2, 1])], attributes: plain, expected: [4321] },
    { name: 'to channels, of two images', operands: [float([1, 2], [2, 1, 1, 1]), float([1, 10, 100], [1, 1, 1, 3])], attributes: plain, expected: [1, 10, 100, 2, 20, 200] },
  ],
  convolutionImageGradient: [
    { name: 'plain', operands: [places, kernel], attributes: { ...plain, imageShape }, expected: [1, 12, 20, 103, 1234, 2040, 300, 3400, 4000] },
    { name: 'with stride and uneven padding', operands: [places, kernel], attributes: { ...uneven, imageShape }, expected: [3, 4, 30, 100, 200, 1000, 300, 400, 3000] },
  ],
  convolutionKernelGradient: [
    { name: 'plain', operands: [image, places], attributes: { ...plain, kernelShape }, expected: [5421, 6532, 8754, 9865] },
    { name: 'with stride and uneven padding', operands: [image, places], attributes: { ...uneven, kernelShape }, expected: [6400, 500, 9731, 802] },
  ],
  maxPool: [
    { name: 'plain', operands: [image], attributes: pooled, expected: [5, 6, 8, 9] },
    { name: 'padding does not count', operands: [negative], attributes: unevenlyPooled, expected: [-1, -3, -4, -6] },
  ],
  maxPoolGradient: [
    { name: 'plain', operands: [image, float([5, 6, 8, 9], [1, 2, 2, 1]), places], attributes: pooled, expected: [0, 0, 0, 0, 1, 10, 0, 100, 1000], hidesNaN: [0, 1] },
    { name: 'a tie goes to the first', operands: [float([1, 1, 1, 1], [1, 2, 2, 1]), float([1], [1, 1, 1, 1]), float([5], [1, 1, 1, 1])], attributes: pooled, expected: [5, 0, 0, 0], hidesNaN: [0, 1] },
    { name: 'with stride and uneven padding', operands: [negative, float([-1, -3, -4, -6], [1, 2, 2, 1]), places], attributes: unevenlyPooled, expected: [1, 0, 10, 100, 0, 1000, 0, 0, 0], hidesNaN: [0, 1] },
  ],
  averagePool: [
    { name: 'plain', operands: [image], attributes: pooled, expected: [3, 4, 6, 7] },
    { name: 'padding does not count', operands: [image], attributes: unevenlyPooled, expected: [1.5, 3, 6, 7.5] },
  ],
  averagePoolGradient: [
    { name: 'plain', operands: [float([4, 40, 400, 4000], [1, 2, 2, 1])], attributes: { ...pooled, imageShape }, expected: [1, 11, 10, 101, 1111, 1010, 100, 1100, 1000] },
    { name: 'with stride and uneven padding', operands: [float([2, 10, 4, 6], [1, 2, 2, 1])], attributes: { ...unevenlyPooled, imageShape }, expected: [1, 1, 10, 1, 1, 3, 1, 1, 3] },
  ],
};
