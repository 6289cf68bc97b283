import { allocate } from '../tensor/dtype.ts';
import type { TensorType } from '../tensor/graph.ts';
import { sizeOf } from '../tensor/shape.ts';

/** The host arrays of runtimes that compute in float32: float64 is not among them. */
export type Float32HostArray = Float32Array | Int32Array | Uint8Array;

/** A zero-filled host array for values of a type, with `float` bound to float32. */
export function hostArray({ shape, dtype }: TensorType): Float32HostArray {
  return allocate(dtype, sizeOf(shape)) as Float32HostArray;
}
