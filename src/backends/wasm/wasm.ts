import * as z from 'zod/mini';
import { defineBackend } from '../../components/definition.ts';

/** WebAssembly generated for the graph, no dependency. */
export const wasm = defineBackend({
  name: 'wasm',
  summary: 'WebAssembly made for the model, in Node and browsers',
  options: () => z.strictObject({}),
  create: async () => (await import('./wasmBackend.ts')).wasmBackend(),
});
