import { z } from 'zod';
import { defineBackend } from '../components/definition.ts';
import { typescriptBackend } from './typescript/typescriptBackend.ts';

/** Plain TypeScript, no dependency: float32 for training, float64 as the oracle of checks. */
export const typescript = defineBackend({
  name: 'typescript',
  summary: 'plain TypeScript, in Node and browsers, float32 or float64',
  options: () => z.strictObject({ precision: z.enum(['float32', 'float64']).default('float32') }),
  shorthand: 'precision',
  create: options => typescriptBackend(options),
});

/** TensorFlow.js on one of its devices. It is loaded when the backend is made, never before. */
export const tfjs = defineBackend({
  name: 'tfjs',
  summary: 'TensorFlow.js on device cpu, wasm or node (libtensorflow)',
  options: () => z.strictObject({ device: z.enum(['cpu', 'wasm', 'node']).default('cpu') }),
  shorthand: 'device',
  create: async options => (await import('./tfjs/tfjsBackend.ts')).tfjsBackend(options),
});

/** Every backend of the framework. */
export const backends = [typescript, tfjs];
