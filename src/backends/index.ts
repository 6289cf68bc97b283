import { z } from 'zod';
import { defineBackend } from '../components/definition.ts';
import { autoBackend } from './auto/autoBackend.ts';
import { typescriptBackend } from './typescript/typescriptBackend.ts';
import { wasmBackend } from './wasm/wasmBackend.ts';

/** The fastest of the others that this machine has for the model. It says which it took, and why. */
export const auto = defineBackend({
  name: 'auto',
  summary: 'the fastest backend that is installed, by the size of the model',
  options: () => z.strictObject({}),
  create: () => autoBackend(),
});

/** Plain TypeScript, no dependency: float32 for training, float64 as the oracle of checks. */
export const typescript = defineBackend({
  name: 'typescript',
  summary: 'plain TypeScript, in Node and browsers, float32 or float64',
  options: () => z.strictObject({ precision: z.enum(['float32', 'float64']).default('float32') }),
  shorthand: 'precision',
  create: options => typescriptBackend(options),
});

/** WebAssembly generated for the graph, no dependency. */
export const wasm = defineBackend({
  name: 'wasm',
  summary: 'WebAssembly made for the model, in Node and browsers',
  options: () => z.strictObject({}),
  create: () => wasmBackend(),
});

/** Matrix products in the system's BLAS, all else as `wasm` does. koffi is loaded when the backend is made, never before. */
export const native = defineBackend({
  name: 'native',
  summary: 'matrix products in OpenBLAS, MKL, BLIS or Accelerate; in Node',
  options: () => z.strictObject({ blas: z.string().min(1).optional(), threads: z.int().positive().optional() }),
  shorthand: 'blas',
  create: async options => (await import('./native/nativeBackend.ts')).nativeBackend(options),
});

/** TensorFlow.js on one of its devices. It is loaded when the backend is made, never before. */
export const tfjs = defineBackend({
  name: 'tfjs',
  summary: 'TensorFlow.js on device cpu, wasm or node (libtensorflow)',
  options: () => z.strictObject({ device: z.enum(['cpu', 'wasm', 'node']).default('cpu') }),
  shorthand: 'device',
  create: async options => (await import('./tfjs/tfjsBackend.ts')).tfjsBackend(options),
});

/** ONNX Runtime, native or WebAssembly. Its packages are peers: they are loaded when the backend is made, never before. */
export const onnx = defineBackend({
  name: 'onnx',
  summary: 'ONNX Runtime on device cpu, wasm (in Node and browsers), webgpu (browsers), cuda, coreml or dml',
  options: () => z.strictObject({
    device: z.enum(['cpu', 'wasm', 'webgpu', 'cuda', 'coreml', 'dml']).default('cpu'),
    threads: z.int().positive().optional(),
    unroll: z.union([z.literal('auto'), z.int().positive()]).default('auto'),
  }),
  shorthand: 'device',
  create: async options => (await import('./onnx/onnxBackend.ts')).onnxBackend(options),
});

/** Every backend of the framework. */
export const backends = [auto, native, wasm, typescript, tfjs, onnx];
