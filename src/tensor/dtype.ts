/**
 * The element types of a symbolic tensor. `float` is bound to float32 or float64 when a graph is compiled,
 * so that one recording serves training and the float64 oracle.
 */
export type DType = 'float' | 'int32' | 'bool';

/** The precision that `float` is bound to at compile time. */
export type Precision = 'float32' | 'float64';

/** A host array that holds the values of a tensor: floats, int32, or booleans as 0 and 1. */
export type HostArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Bytes of some elements of a dtype. */
export function bytesOfElements(dtype: DType, size: number, precision: Precision): number {
  if (dtype === 'bool') return size;
  return size * (dtype === 'float' && precision === 'float64' ? 8 : 4);
}

/** Allocates a zero-filled host array for `size` elements of a dtype at a precision. */
export function allocate(dtype: DType, size: number, precision: Precision = 'float32'): HostArray {
  if (dtype === 'int32') return new Int32Array(size);
  if (dtype === 'bool') return new Uint8Array(size);
  return precision === 'float64' ? new Float64Array(size) : new Float32Array(size);
}
