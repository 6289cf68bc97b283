import { BackendError } from '../../errors.ts';
import type * as onnxruntime from 'onnxruntime-web';
import { notInstalled } from './notInstalled.ts';
import type { OnnxDevice } from './options.ts';
import { asyncProgram, sessionOptions } from './runtime.ts';
import type { Runtime } from './runtime.ts';

type Web = typeof onnxruntime;

/** Loads onnxruntime-web for a device. Throws a BackendError where the package is absent, or the browser has no WebGPU. */
export async function loadWeb(device: OnnxDevice, threads: number | undefined): Promise<Runtime> {
  if (device === 'webgpu') requireWebGpu();
  const onnx = await importWeb(device);
  onnx.env.logLevel = 'error';
  setThreads(onnx, threads);
  const onDevice = device === 'webgpu' ? 'gpu-buffer' : 'cpu';
  return {
    device, threads: onnx.env.wasm.numThreads, version: onnx.env.versions.web ?? onnx.env.versions.common, Tensor: onnx.Tensor, fillsTensors: false,
    load: async (model, stateOutputs) => asyncProgram(await onnx.InferenceSession.create(model, {
      ...sessionOptions, executionProviders: [device],
      ...(onDevice === 'cpu' ? {} : { preferredOutputLocation: Object.fromEntries(stateOutputs.map(name => [name, onDevice])) }),
    })),
  };
}

/** In browsers the package's main entry brings WebGPU along, and its WebAssembly is slower for it; the entry without it does not load in Node. */
async function importWeb(device: OnnxDevice): Promise<Web> {
  try {
    if (device === 'webgpu') return await import('onnxruntime-web/webgpu');
    return inNode() ? await import('onnxruntime-web') : await import('onnxruntime-web/wasm');
  } catch (error) {
    throw notInstalled(device, error);
  }
}

function inNode(): boolean {
  const { process } = globalThis as { readonly process?: { readonly versions?: { readonly node?: string } } };
  return process?.versions?.node !== undefined;
}

/** WebAssembly starts once a process, with so many threads as the first backend asked for. */
let started: number | undefined;

function setThreads({ env }: Web, threads: number | undefined): void {
  if (threads !== undefined && started !== undefined && threads !== started) {
    throw new BackendError('WebAssembly has started with another number of threads', {
      where: 'onnx.threads', got: String(threads), expected: String(started), next: 'give all onnx:wasm backends of a process the same number of threads',
    });
  }
  if (started === undefined && threads !== undefined) env.wasm.numThreads = threads;
  started = env.wasm.numThreads ?? threads;
}

function requireWebGpu(): void {
  const { navigator = {} } = globalThis as { readonly navigator?: object };
  if ('gpu' in navigator) return;
  throw new BackendError('there is no WebGPU here', { where: 'onnx:webgpu', got: 'a runtime without navigator.gpu', expected: 'a browser with WebGPU', next: 'choose onnx:wasm, or in Node onnx:cpu' });
}
