import type { Shape } from '../../tensor/shape.ts';
import { itemAt } from './itemAt.ts';

/** What a window over images needs: which pixel an output position and a place in the window meet at. */
export interface WindowGeometry {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly outputHeight: number;
  readonly outputWidth: number;
  readonly windowHeight: number;
  readonly windowWidth: number;
}

/** The offset, in pixels of the whole batch, of the pixel that an output meets at a place of its window; −1 in the padding. */
export type PixelTable = Int32Array;

interface Placement {
  readonly strides: readonly [number, number];
  readonly dilations?: readonly [number, number];
  readonly padding: readonly [readonly [number, number], readonly [number, number]];
}

/** The extents of images [n, h, w, …], outputs [n, h′, w′, …] and a window. */
export function geometryOf(image: Shape, output: Shape, window: readonly number[]): WindowGeometry {
  return {
    batch: itemAt(image, 0),
    height: itemAt(image, 1),
    width: itemAt(image, 2),
    outputHeight: itemAt(output, 1),
    outputWidth: itemAt(output, 2),
    windowHeight: itemAt(window, 0),
    windowWidth: itemAt(window, 1),
  };
}

/** For one image: entry (output position · places + place) is the pixel met there, or −1. */
export function pixelTable(geometry: WindowGeometry, placement: Placement): PixelTable {
  const { outputHeight, outputWidth, windowHeight, windowWidth } = geometry;
  const table = new Int32Array(outputHeight * outputWidth * windowHeight * windowWidth);
  let at = 0;
  for (let y = 0; y < outputHeight; y++) {
    for (let x = 0; x < outputWidth; x++) {
      for (let i = 0; i < windowHeight; i++) {
        for (let j = 0; j < windowWidth; j++) table[at++] = pixel(geometry, placement, y, x, i, j);
      }
    }
  }
  return table;
}

function pixel({ height, width }: WindowGeometry, { strides, dilations = [1, 1], padding }: Placement, y: number, x: number, i: number, j: number): number {
  const row = y * strides[0] + i * dilations[0] - padding[0][0];
  const column = x * strides[1] + j * dilations[1] - padding[1][0];
  return row >= 0 && row < height && column >= 0 && column < width ? row * width + column : -1;
}
