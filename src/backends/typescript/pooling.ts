import type { HostArray } from '../../tensor/dtype.ts';
import type { PoolingAttributes } from '../../tensor/operations.ts';
import type { Shape } from '../../tensor/shape.ts';
import { itemAt } from './itemAt.ts';
import type { Kernel } from './kernel.ts';
import { specialize } from './specialize.ts';
import { geometryOf, pixelTable } from './windows.ts';

/** The largest element of each window, NaN where one is NaN. */
export const maxPoolKernel: Kernel<'maxPool'> = {
  bind({ attributes, shape }, operands, output) {
    const { values, shape: image } = itemAt(operands, 0);
    const size = sizesOf(image, shape, attributes);
    const loop = specialize(maxLoop, values.constructor.name);
    return () => loop(values, output, size);
  },
};

/** Each window's gradient goes to the first element that equals its output. */
export const maxPoolGradientKernel: Kernel<'maxPoolGradient'> = {
  bind({ attributes, shape }, operands, output) {
    const [image, pooled, dOutput] = [itemAt(operands, 0).values, itemAt(operands, 1), itemAt(operands, 2).values];
    const size = sizesOf(shape, pooled.shape, attributes);
    const sums = new Float64Array(output.length);
    const loop = specialize(maxGradientLoop, image.constructor.name);
    return () => {
      sums.fill(0);
      loop(image, pooled.values, dOutput, sums, size);
      output.set(sums);
    };
  },
};

/** The mean over the elements of each window that lie in the image. */
export const averagePoolKernel: Kernel<'averagePool'> = {
  bind({ attributes, shape }, operands, output) {
    const { values, shape: image } = itemAt(operands, 0);
    const size = sizesOf(image, shape, attributes);
    const loop = specialize(averageLoop, values.constructor.name);
    return () => loop(values, output, size);
  },
};

/** Each window's gradient is shared by its elements that lie in the image. */
export const averagePoolGradientKernel: Kernel<'averagePoolGradient'> = {
  bind({ attributes, shape }, operands, output) {
    const dOutput = itemAt(operands, 0);
    const size = sizesOf(shape, dOutput.shape, attributes);
    const sums = new Float64Array(output.length);
    const loop = specialize(averageGradientLoop, dOutput.values.constructor.name);
    return () => {
      sums.fill(0);
      loop(dOutput.values, sums, size);
      output.set(sums);
    };
  },
};

interface Sizes {
  readonly pixels: number;
  readonly positions: number;
  readonly places: number;
  readonly channels: number;
  /** For each position and place the pixel, −1 in the padding. */
  readonly table: Int32Array;
  /** For each position how many places lie in the image. */
  readonly counts: Int32Array;
}

function sizesOf(image: Shape, output: Shape, attributes: PoolingAttributes): Sizes {
  const geometry = geometryOf(image, output, attributes.window);
  const table = pixelTable(geometry, attributes);
  const places = geometry.windowHeight * geometry.windowWidth;
  const positions = geometry.outputHeight * geometry.outputWidth;
  const counts = new Int32Array(positions).map((_, o) => table.subarray(o * places, (o + 1) * places).filter(pixel => pixel >= 0).length);
  return { pixels: geometry.height * geometry.width, positions, places, channels: itemAt(image, 3), table, counts };
}

function maxLoop(image: HostArray, output: HostArray, { pixels, positions, places, channels, table }: Sizes): void {
  for (let at = 0; at < output.length; at++) {
    const position = Math.floor(at / channels);
    const first = Math.floor(position / positions) * pixels;
    let largest = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < places; t++) {
      const pixel = table[(position % positions) * places + t] ?? -1;
      const value = pixel < 0 ? Number.NEGATIVE_INFINITY : image[(first + pixel) * channels + (at % channels)] ?? 0;
      if (value > largest || value !== value) largest = value;
    }
    output[at] = largest;
  }
}

function maxGradientLoop(image: HostArray, output: HostArray, dOutput: HostArray, sums: Float64Array, { pixels, positions, places, channels, table }: Sizes): void {
  for (let at = 0; at < output.length; at++) {
    const position = Math.floor(at / channels);
    const first = Math.floor(position / positions) * pixels;
    const largest = output[at] ?? 0;
    for (let t = 0; t < places; t++) {
      const pixel = table[(position % positions) * places + t] ?? -1;
      const place = (first + pixel) * channels + (at % channels);
      const value = pixel < 0 ? Number.NEGATIVE_INFINITY : image[place] ?? 0;
      if (pixel < 0 || !(value === largest || (value !== value && largest !== largest))) continue;
      sums[place] = (sums[place] ?? 0) + (dOutput[at] ?? 0);
      break;
    }
  }
}

function averageLoop(image: HostArray, output: HostArray, { pixels, positions, places, channels, table, counts }: Sizes): void {
  for (let at = 0; at < output.length; at++) {
    const position = Math.floor(at / channels);
    const first = Math.floor(position / positions) * pixels;
    let total = 0;
    for (let t = 0; t < places; t++) {
      const pixel = table[(position % positions) * places + t] ?? -1;
      if (pixel >= 0) total += image[(first + pixel) * channels + (at % channels)] ?? 0;
    }
    output[at] = total / (counts[position % positions] ?? 1);
  }
}

function averageGradientLoop(dOutput: HostArray, sums: Float64Array, { pixels, positions, places, channels, table, counts }: Sizes): void {
  for (let at = 0; at < dOutput.length; at++) {
    const position = Math.floor(at / channels);
    const first = Math.floor(position / positions) * pixels;
    const share = (dOutput[at] ?? 0) / (counts[position % positions] ?? 1);
    for (let t = 0; t < places; t++) {
      const pixel = table[(position % positions) * places + t] ?? -1;
      const place = (first + pixel) * channels + (at % channels);
      if (pixel >= 0) sums[place] = (sums[place] ?? 0) + share;
    }
  }
}
