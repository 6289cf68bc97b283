import type * as onnxruntime from 'onnxruntime-web';
import { BackendError } from '../../errors.ts';
import { inNode, nodeModule } from '../../platform/node.ts';
import { notInstalled } from './notInstalled.ts';
import type { OnnxDevice } from './options.ts';
import { asyncProgram, sessionOptions, tensorsOf } from './runtime.ts';
import type { Runtime } from './runtime.ts';
import { HeapTensor } from './wasm/heapTensor.ts';
import { webThreads } from './webThreads.ts';
import { startModule } from './wasm/ortModule.ts';
import type { OrtModule } from './wasm/ortModule.ts';
import { WasmProgram } from './wasm/wasmProgram.ts';

type Web = typeof onnxruntime;

/** Loads onnxruntime-web for a device. Throws a BackendError where the package is absent, or the browser has no WebGPU. */
export async function loadWeb(device: OnnxDevice, threads: number | undefined): Promise<Runtime> {
  if (device === 'webgpu') requireWebGpu();
  const onnx = await importWeb(device);
  onnx.env.logLevel = 'error';
  const started = await startedThreads(onnx, threads);
  const common = { device, threads: started, version: onnx.env.versions.web ?? onnx.env.versions.common };
  const module = device === 'wasm' ? await directModule(onnx, started) : undefined;
  return { ...common, ...(module === undefined ? documented(onnx, device) : direct(module)) };
}

/** WebAssembly called directly: state stays in its memory, and a call costs no promise and no copy of the state. */
function direct(module: OrtModule): Pick<Runtime, 'fillsTensors' | 'tensor' | 'load'> {
  return {
    fillsTensors: true,
    tensor: (values, type, use) => new HeapTensor(module, values, type, use === 'linked'),
    load: (model, _, timed) => new WasmProgram(module, model, timed),
  };
}

function documented({ Tensor, InferenceSession }: Web, device: OnnxDevice): Pick<Runtime, 'fillsTensors' | 'tensor' | 'load'> {
  return {
    fillsTensors: false,
    tensor: tensorsOf(Tensor),
    load: async (model, stateOutputs) => asyncProgram(await InferenceSession.create(model, {
      ...sessionOptions, executionProviders: [device],
      ...(device === 'webgpu' ? { preferredOutputLocation: Object.fromEntries(stateOutputs.map(name => [name, 'gpu-buffer'] as const)) } : {}),
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

/** WebAssembly starts once a process. */
let modules: Promise<OrtModule | undefined> | undefined;
let threadsOnce: number | undefined;

/**
 * Undefined where the documented interface is to be used: where the module is not as it is known, and in a page that does not say in `env.wasm.wasmPaths` where the
 * files are, since its threads could not find the module.
 */
function directModule({ env }: Web, threads: number): Promise<OrtModule | undefined> {
  const located = inNode() || env.wasm.wasmPaths !== undefined;
  modules ??= located ? startModule(threads, env.wasm).catch(() => undefined) : Promise.resolve(undefined);
  return modules;
}

/** So many threads as the first backend asked for, or as onnxruntime-web takes by itself. */
async function startedThreads({ env }: Web, threads: number | undefined): Promise<number> {
  if (threads !== undefined && threadsOnce !== undefined && threads !== threadsOnce) {
    throw new BackendError('WebAssembly has started with another number of threads', {
      where: 'onnx.threads', got: String(threads), expected: String(threadsOnce), next: 'give all onnx:wasm backends of a process the same number of threads',
    });
  }
  threadsOnce ??= threads ?? env.wasm.numThreads ?? await usualThreads();
  env.wasm.numThreads = threadsOnce;
  return threadsOnce;
}

/** One in a page that may not share memory. */
async function usualThreads(): Promise<number> {
  const { navigator, crossOriginIsolated } = globalThis as { readonly navigator?: { readonly hardwareConcurrency?: number }; readonly crossOriginIsolated?: boolean };
  if (!inNode() && crossOriginIsolated !== true) return 1;
  const processors = inNode() ? nodeModule('node:os').cpus().length : navigator?.hardwareConcurrency ?? 1;
  return webThreads(processors);
}

function requireWebGpu(): void {
  const { navigator = {} } = globalThis as { readonly navigator?: object };
  if ('gpu' in navigator) return;
  throw new BackendError('there is no WebGPU here', { where: 'onnx:webgpu', got: 'a runtime without navigator.gpu', expected: 'a browser with WebGPU', next: 'choose onnx:wasm, or in Node onnx:cpu' });
}
