import * as z from 'zod/mini';
import { defineBackend } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';

/** ONNX Runtime, native or WebAssembly. Its packages are peers: they are loaded when the backend is made, never before. */
export const onnx = defineBackend({
  name: 'onnx',
  summary: 'ONNX Runtime on device cpu, wasm (in Node and browsers), webgpu (browsers), cuda, coreml or dml',
  options: () => z.strictObject({
    /** Where ONNX Runtime computes. */
    device: withDefault(z.enum(['cpu', 'wasm', 'webgpu', 'cuda', 'coreml', 'dml']), 'cpu'),
    /** Threads that one operator may use; as many as ONNX Runtime thinks best if left out. */
    threads: z.optional(z.int().check(z.positive())),
    /** Steps that one call takes; `auto` takes as many as pay for the graph. */
    unroll: withDefault(z.union([z.literal('auto'), z.int().check(z.positive())]), 'auto'),
  }),
  shorthand: 'device',
  create: async options => (await import('./onnxBackend.ts')).onnxBackend(options),
});
