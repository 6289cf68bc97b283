import * as z from 'zod';
import { defineBackend } from '../../components/definition.ts';

/** TensorFlow.js on one of its devices. It is loaded when the backend is made, never before. */
export const tfjs = defineBackend({
  name: 'tfjs',
  summary: 'TensorFlow.js on device cpu, wasm, node (libtensorflow) or webgl (browsers)',
  options: () => z.strictObject({ device: z.enum(['cpu', 'wasm', 'node', 'webgl']).default('cpu') }),
  shorthand: 'device',
  create: async options => (await import('./tfjsBackend.ts')).tfjsBackend(options),
});
