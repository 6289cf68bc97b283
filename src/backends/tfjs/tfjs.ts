import * as z from 'zod/mini';
import { defineBackend } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';

/** TensorFlow.js on one of its devices. It is loaded when the backend is made, never before. */
export const tfjs = defineBackend({
  name: 'tfjs',
  summary: 'TensorFlow.js on device cpu, wasm, node (libtensorflow) or webgl (browsers)',
  options: () => z.strictObject({
    /** Where TensorFlow.js computes. */
    device: withDefault(z.enum(['cpu', 'wasm', 'node', 'webgl']), 'cpu'),
  }),
  shorthand: 'device',
  create: async options => (await import('./tfjsBackend.ts')).tfjsBackend(options),
});
