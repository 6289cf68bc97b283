import type { HostArray } from '../../tensor/dtype.ts';
import type { ConvolutionAttributes } from '../../tensor/operations.ts';
import type { Shape } from '../../tensor/shape.ts';
import { itemAt } from './itemAt.ts';
import type { Kernel } from './kernel.ts';
import { specialize } from './specialize.ts';
import { geometryOf, pixelTable } from './windows.ts';

/** y[n, o, c′] = Σ over places t and channels c of x[n, pixel(o, t), c] · K[t, c, c′]. */
export const convolutionKernel: Kernel<'convolution'> = {
  bind({ attributes, shape }, operands, output) {
    const [image, kernel] = [itemAt(operands, 0), itemAt(operands, 1)];
    const size = sizesOf(image.shape, shape, kernel.shape, attributes);
    const sums = new Float64Array(size.outputChannels);
    const loop = specialize(forwardLoop, image.values.constructor.name);
    return () => loop(image.values, kernel.values, output, sums, size);
  },
};

/** dx[n, p, c] = Σ over the (o, t) that meet at pixel p and channels c′ of dy[n, o, c′] · K[t, c, c′]. */
export const convolutionImageGradientKernel: Kernel<'convolutionImageGradient'> = {
  bind({ attributes }, operands, output) {
    const [dOutput, kernel] = [itemAt(operands, 0), itemAt(operands, 1)];
    const size = sizesOf(attributes.imageShape, dOutput.shape, kernel.shape, attributes);
    const sums = new Float64Array(size.pixels * size.channels);
    const loop = specialize(imageGradientLoop, dOutput.values.constructor.name);
    return () => loop(dOutput.values, kernel.values, output, sums, size);
  },
};

/** dK[t, c, c′] = Σ over samples n and positions o of x[n, pixel(o, t), c] · dy[n, o, c′]. */
export const convolutionKernelGradientKernel: Kernel<'convolutionKernelGradient'> = {
  bind({ attributes }, operands, output) {
    const [image, dOutput] = [itemAt(operands, 0), itemAt(operands, 1)];
    const size = sizesOf(image.shape, dOutput.shape, attributes.kernelShape, attributes);
    const sums = new Float64Array(output.length);
    const loop = specialize(kernelGradientLoop, image.values.constructor.name);
    return () => loop(image.values, dOutput.values, output, sums, size);
  },
};

/** Extents of a convolution, flattened: positions of the output, places of the window, pixels of the image. */
interface Sizes {
  readonly batch: number;
  readonly positions: number;
  readonly places: number;
  readonly pixels: number;
  readonly channels: number;
  readonly outputChannels: number;
  readonly table: Int32Array;
}

function sizesOf(image: Shape, output: Shape, kernel: Shape, attributes: ConvolutionAttributes): Sizes {
  const geometry = geometryOf(image, output, kernel);
  return {
    batch: geometry.batch,
    positions: geometry.outputHeight * geometry.outputWidth,
    places: geometry.windowHeight * geometry.windowWidth,
    pixels: geometry.height * geometry.width,
    channels: itemAt(image, 3),
    outputChannels: itemAt(output, 3),
    table: pixelTable(geometry, attributes),
  };
}

function forwardLoop(image: HostArray, kernel: HostArray, output: HostArray, sums: Float64Array, { batch, positions, places, pixels, channels, outputChannels, table }: Sizes): void {
  for (let at = 0; at < batch * positions; at++) {
    const first = Math.floor(at / positions) * pixels;
    sums.fill(0);
    for (let t = 0; t < places; t++) {
      const pixel = table[(at % positions) * places + t] ?? -1;
      const reached = pixel < 0 ? 0 : channels;
      for (let c = 0; c < reached; c++) {
        const x = image[(first + pixel) * channels + c] ?? 0;
        const row = (t * channels + c) * outputChannels;
        for (let k = 0; k < outputChannels; k++) sums[k] = (sums[k] ?? 0) + x * (kernel[row + k] ?? 0);
      }
    }
    output.set(sums, at * outputChannels);
  }
}

function imageGradientLoop(dOutput: HostArray, kernel: HostArray, output: HostArray, sums: Float64Array, { batch, positions, places, channels, outputChannels, table }: Sizes): void {
  for (let n = 0; n < batch; n++) {
    sums.fill(0);
    for (let meeting = 0; meeting < positions * places; meeting++) {
      const pixel = table[meeting] ?? -1;
      const reached = pixel < 0 ? 0 : channels;
      const dy = (n * positions + Math.floor(meeting / places)) * outputChannels;
      for (let c = 0; c < reached; c++) {
        const row = ((meeting % places) * channels + c) * outputChannels;
        let total = 0;
        for (let k = 0; k < outputChannels; k++) total += (dOutput[dy + k] ?? 0) * (kernel[row + k] ?? 0);
        sums[pixel * channels + c] = (sums[pixel * channels + c] ?? 0) + total;
      }
    }
    output.set(sums, n * sums.length);
  }
}

function kernelGradientLoop(image: HostArray, dOutput: HostArray, output: HostArray, sums: Float64Array, { batch, positions, places, pixels, channels, outputChannels, table }: Sizes): void {
  sums.fill(0);
  for (let n = 0; n < batch; n++) {
    for (let meeting = 0; meeting < positions * places; meeting++) {
      const pixel = table[meeting] ?? -1;
      const reached = pixel < 0 ? 0 : channels;
      const dy = (n * positions + Math.floor(meeting / places)) * outputChannels;
      for (let c = 0; c < reached; c++) {
        const x = image[(n * pixels + pixel) * channels + c] ?? 0;
        const row = ((meeting % places) * channels + c) * outputChannels;
        for (let k = 0; k < outputChannels; k++) sums[row + k] = (sums[row + k] ?? 0) + x * (dOutput[dy + k] ?? 0);
      }
    }
  }
  output.set(sums);
}
