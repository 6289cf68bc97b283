import * as z from 'zod';
import { defineBackend } from '../../components/definition.ts';

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
  create: async options => (await import('./onnxBackend.ts')).onnxBackend(options),
});
