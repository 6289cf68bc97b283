import type { Backend } from '../../../src/backends/backend.ts';
import { onnxBackend } from '../../../src/backends/onnx/onnxBackend.ts';
import type { OnnxDevice, Unroll } from '../../../src/backends/onnx/options.ts';

/** The devices of ONNX Runtime that run in Node without an accelerator, with the reason for those that do not. */
export const devices = await Promise.all((['cpu', 'wasm'] as const).map(async device => ({ device, title: `onnx:${device}`, missing: await missing(device) })));

/** A backend on a device; it is loaded already. */
export function backendOn(device: OnnxDevice, unroll: Unroll = 'auto'): Promise<Backend> {
  return onnxBackend({ device, unroll });
}

async function missing(device: OnnxDevice): Promise<string | undefined> {
  try {
    await onnxBackend({ device });
    return undefined;
  } catch (error) {
    return String(error).split('\n')[0];
  }
}
