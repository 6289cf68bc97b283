import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../backends/backend.ts';
import type { OnnxDevice } from '../../backends/onnx/options.ts';
import type { TfjsDevice } from '../../backends/tfjs/runtime.ts';
import { findPackage } from './findPackage.ts';

/** A backend on one of its devices, and how it is found out whether it is here. */
export interface BackendPlace {
  /** As a config names it. */
  readonly name: string;
  readonly what: string;
  /** The package that it needs beside this one. */
  readonly needs?: string;
  /** Where it runs, if not in Node. */
  readonly only?: 'browsers';
  /** What to do where it is not there. */
  readonly install?: string;
  /** The systems that a device is for; whether the machine has it, trying alone tells. */
  readonly systems?: readonly NodeJS.Platform[];
  /** True where starting it takes so little that it is always tried. */
  readonly quick?: boolean;
  start(): Promise<Backend>;
}

const onnxNode = { needs: 'onnxruntime-node', install: 'npm install onnxruntime-node' };

function onnx(device: OnnxDevice, what: string, more: Omit<Partial<BackendPlace>, 'name' | 'what' | 'start'>): BackendPlace {
  return { name: `onnx:${device}`, what, ...more, start: async () => (await import('../../backends/onnx/onnxBackend.ts')).onnxBackend({ device }) };
}

function tfjs(device: TfjsDevice, what: string, more: Omit<Partial<BackendPlace>, 'name' | 'what' | 'start'>): BackendPlace {
  return { name: `tfjs:${device}`, what, ...more, start: async () => (await import('../../backends/tfjs/tfjsBackend.ts')).tfjsBackend({ device }) };
}

/** Every backend with its devices, in the order of the README. */
export const backendPlaces: readonly BackendPlace[] = [
  { name: 'native', what: 'matrix products in the BLAS of the machine', quick: true, start: async () => (await import('../../backends/native/nativeBackend.ts')).nativeBackend() },
  { name: 'wasm', what: 'WebAssembly made for the model, one thread', quick: true, start: async () => (await import('../../backends/wasm/wasmBackend.ts')).wasmBackend() },
  onnx('cpu', 'ONNX Runtime', onnxNode),
  onnx('cuda', 'ONNX Runtime on an NVIDIA GPU', { ...onnxNode, systems: ['linux', 'win32'], install: 'npm install onnxruntime-node --onnxruntime-node-install=cuda12' }),
  onnx('coreml', 'ONNX Runtime on Core ML, on a Mac', { ...onnxNode, systems: ['darwin'] }),
  onnx('dml', 'ONNX Runtime on DirectML, on Windows', { ...onnxNode, systems: ['win32'] }),
  onnx('wasm', 'ONNX Runtime in WebAssembly', { needs: 'onnxruntime-web', install: 'npm install onnxruntime-web' }),
  onnx('webgpu', 'ONNX Runtime on the graphics card', { only: 'browsers' }),
  { name: 'typescript', what: 'plain TypeScript; typescript:float64 is the oracle of the checks', quick: true, start: async () => (await import('../../backends/typescript/typescriptBackend.ts')).typescriptBackend() },
  tfjs('cpu', 'TensorFlow.js in JavaScript', { needs: '@tensorflow/tfjs' }),
  tfjs('wasm', 'TensorFlow.js in WebAssembly', { needs: '@tensorflow/tfjs-backend-wasm' }),
  tfjs('node', 'TensorFlow.js on libtensorflow', { needs: '@tensorflow/tfjs-node', install: 'npm install @tensorflow/tfjs-node' }),
  tfjs('webgl', 'TensorFlow.js on the graphics card', { only: 'browsers' }),
];

/** Why a package that is installed cannot run; undefined where nothing speaks against it. Its install script may have been left out. */
export function incomplete(name: string): string | undefined {
  const found = name === '@tensorflow/tfjs-node' ? findPackage(name) : undefined;
  if (found === undefined) return undefined;
  const library = join(found.folder, 'lib');
  const built = existsSync(library) && readdirSync(library).some(folder => existsSync(join(library, folder, 'tfjs_binding.node')));
  return built ? undefined : `${name} is installed, but its binary is not`;
}
