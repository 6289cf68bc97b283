import { numpy as np } from '@jax-js/jax';
import type { Float32HostArray, TensorType } from 'chainrule';

/** An array of jax-js. It counts its references: a function that is given one uses it up, unless it is given `array.ref`. */
export type JaxArray = np.Array;

/** Named for every array, and thereby for every step: the default device of jax-js is one for the whole process, and other runs may be in it. */
export const device = 'wasm';

/** The dtypes of jax-js, with `float` bound to float32. */
export const dtypes = { float: np.float32, int32: np.int32, bool: np.bool } as const;

/** A copy of these values. jax-js keeps a bool in four bytes. */
export function upload(values: Float32HostArray, { shape, dtype }: TensorType): JaxArray {
  return np.array(values instanceof Uint8Array ? Int32Array.from(values) : values, { shape: [...shape], dtype: dtypes[dtype], device });
}
