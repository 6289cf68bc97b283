import type { Backend } from '../backend.ts';
import { gapsOf } from './gaps.ts';
import { loadRuntime } from './loadRuntime.ts';
import type { TfjsDevice } from './runtime.ts';
import { TfjsSession } from './session.ts';

/**
 * Executes graphs with TensorFlow.js, in float32, on its plain JavaScript (`cpu`), WebAssembly (`wasm`), libtensorflow (`node`) or, in a browser,
 * the graphics card (`webgl`); it also differentiates them itself, where a graph has `gradient` nodes.
 *
 * tf.js is loaded here, at the first call. Throws a BackendError where the device is not installed, and says what to install.
 */
export async function tfjsBackend({ device }: { readonly device: TfjsDevice }): Promise<Backend> {
  const runtime = await loadRuntime(device);
  return {
    name: `tfjs:${device}`,
    precision: 'float32',
    gaps: graph => gapsOf(runtime, graph),
    open: state => new TfjsSession(runtime, state),
  };
}
