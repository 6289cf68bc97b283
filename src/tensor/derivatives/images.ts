import type { ConvolutionAttributes, Operation, PoolingAttributes } from '../operations.ts';
import { record } from '../tensor.ts';
import { operand, refuse } from './derivative.ts';
import type { Derivative } from './derivative.ts';

type ImageOperation = Extract<Operation, `convolution${string}` | `maxPool${string}` | `averagePool${string}`>;

/** The derivatives of convolution and pooling. A convolution is linear in each operand, and so are its two adjoints: the three are each other's derivatives. */
export const imageDerivatives: { readonly [K in ImageOperation]: Derivative<K> } = {
  convolution({ inputs, attributes, dy }) {
    const [image, kernel] = [operand(inputs, 0), operand(inputs, 1)];
    return [
      () => record('convolutionImageGradient', [dy, kernel], { ...attributes, imageShape: image.shape }),
      () => record('convolutionKernelGradient', [image, dy], { ...attributes, kernelShape: kernel.shape }),
    ];
  },
  convolutionImageGradient({ inputs, attributes, dy }) {
    const [dOutput, kernel] = [operand(inputs, 0), operand(inputs, 1)];
    return [
      () => record('convolution', [dy, kernel], convolutionOf(attributes)),
      () => record('convolutionKernelGradient', [dy, dOutput], { ...convolutionOf(attributes), kernelShape: kernel.shape }),
    ];
  },
  convolutionKernelGradient({ inputs, attributes, dy }) {
    const [image, dOutput] = [operand(inputs, 0), operand(inputs, 1)];
    return [
      () => record('convolutionImageGradient', [dOutput, dy], { ...convolutionOf(attributes), imageShape: image.shape }),
      () => record('convolution', [image, dy], convolutionOf(attributes)),
    ];
  },
  maxPool: ({ inputs, attributes, y, dy }) => [() => record('maxPoolGradient', [operand(inputs, 0), y, dy], attributes)],
  /** Which element is largest does not change with the image, almost everywhere. */
  maxPoolGradient: () => [() => undefined, () => undefined, () => refuse('maxPoolGradient', 'take second derivatives of a model with averagePool')],
  averagePool: ({ inputs, attributes, dy }) => [() => record('averagePoolGradient', [dy], { ...attributes, imageShape: operand(inputs, 0).shape })],
  averagePoolGradient: ({ attributes, dy }) => [() => record('averagePool', [dy], poolingOf(attributes))],
};

function convolutionOf({ strides, dilations, padding }: ConvolutionAttributes): ConvolutionAttributes {
  return { strides, dilations, padding };
}

function poolingOf({ window, strides, padding }: PoolingAttributes): PoolingAttributes {
  return { window, strides, padding };
}
