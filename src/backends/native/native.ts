import * as z from 'zod/mini';
import { defineBackend } from '../../components/definition.ts';

/** Matrix products in the system's BLAS, all else as `wasm` does. koffi is loaded when the backend is made, never before. */
export const native = defineBackend({
  name: 'native',
  summary: 'matrix products in OpenBLAS, MKL, BLIS or Accelerate; in Node',
  options: () => z.strictObject({ blas: z.optional(z.string().check(z.minLength(1))), threads: z.optional(z.int().check(z.positive())) }),
  shorthand: 'blas',
  create: async options => (await import('./nativeBackend.ts')).nativeBackend(options),
});
