import type * as tfjs from '@tensorflow/tfjs';

/** The module object of tf.js. */
export type TensorFlow = (typeof tfjs)['default'];

/** A tensor of tf.js, which holds values; `Tensor` of src/tensor is symbolic. */
export type Value = tfjs.Tensor;

/** A device that this backend runs on: plain JavaScript, WebAssembly, libtensorflow, or in a browser the graphics card. */
export type TfjsDevice = 'cpu' | 'wasm' | 'node' | 'webgl';

/** tf.js, loaded, with one of its devices ready. */
export interface Runtime {
  readonly tf: TensorFlow;
  readonly device: TfjsDevice;
  /** tf.js's own name of the device. */
  readonly engineName: string;
}

/**
 * Makes the runtime's device the one that tf.js's process-wide engine works on. It is called before each synchronous stretch of work.
 * For a device that is ready, `setBackend` takes effect before it returns; it rebinds every kernel, so it is skipped where nothing changes.
 */
export function activate({ tf, engineName }: Runtime): void {
  if (tf.getBackend() !== engineName) void tf.setBackend(engineName);
}
