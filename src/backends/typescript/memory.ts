import { bytesOfElements } from '../../tensor/dtype.ts';
import type { DType, HostArray, Precision } from '../../tensor/dtype.ts';

/** Bytes in a buffer, zero at first. */
export interface Block {
  readonly buffer: ArrayBuffer;
  readonly start: number;
}

/** Where arrays lie: each block begins at a multiple of `alignment`. */
export interface Memory {
  take(bytes: number): Block;
  /** Gives all blocks back. */
  dispose(): void;
}

/** Every block and every piece of state begins at a multiple of this many bytes: a line of the cache. */
export const alignment = 64;

/** Blocks of their own on the heap, which the collector takes back. */
export const heapMemory: Memory = {
  take: bytes => ({ buffer: new ArrayBuffer(bytes), start: 0 }),
  dispose() {},
};

/** An array of a dtype at the beginning of a block, or `offset` bytes behind it. */
export function viewOf({ buffer, start }: Block, dtype: DType, size: number, precision: Precision, offset = 0): HostArray {
  if (dtype === 'int32') return new Int32Array(buffer, start + offset, size);
  if (dtype === 'bool') return new Uint8Array(buffer, start + offset, size);
  return precision === 'float64' ? new Float64Array(buffer, start + offset, size) : new Float32Array(buffer, start + offset, size);
}

/** Bytes that an array takes, up to the next line of the cache. */
export function bytesOf(dtype: DType, size: number, precision: Precision): number {
  return Math.ceil(bytesOfElements(dtype, size, precision) / alignment) * alignment;
}

/** An array in a block of its own. */
export function takeArray(memory: Memory, dtype: DType, size: number, precision: Precision): HostArray {
  return viewOf(memory.take(bytesOf(dtype, size, precision)), dtype, size, precision);
}
