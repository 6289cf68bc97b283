import type { Backend } from '../backend.ts';
import { loadRuntime } from './loadRuntime.ts';
import { gapsOf } from './lowerings.ts';
import type { OnnxOptions } from './options.ts';
import { OnnxSession } from './session.ts';

/**
 * Executes graphs with ONNX Runtime, in float32, on its CPU kernels (`cpu`), its WebAssembly (`wasm`), or an accelerator that the installed build has.
 *
 * onnxruntime-node or onnxruntime-web is loaded here, at the first call. Throws a BackendError where the package or the device is absent, and says what to install.
 */
export async function onnxBackend({ device, threads, unroll = 'auto' }: OnnxOptions): Promise<Backend> {
  const runtime = await loadRuntime(device, threads);
  const counted = runtime.threads === undefined ? '' : `, ${runtime.threads} thread${runtime.threads === 1 ? '' : 's'}`;
  return {
    name: `onnx:${device}`,
    precision: 'float32',
    about: `ONNX Runtime ${runtime.version}${counted}`,
    gaps: gapsOf,
    open: state => new OnnxSession(runtime, state, unroll),
  };
}
