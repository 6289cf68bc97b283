import * as z from 'zod';
import { defineBackend } from '../../components/definition.ts';

/** Matrix products in the system's BLAS, all else as `wasm` does. koffi is loaded when the backend is made, never before. */
export const native = defineBackend({
  name: 'native',
  summary: 'matrix products in OpenBLAS, MKL, BLIS or Accelerate; in Node',
  options: () => z.strictObject({ blas: z.string().min(1).optional(), threads: z.int().positive().optional() }),
  shorthand: 'blas',
  create: async options => (await import('./nativeBackend.ts')).nativeBackend(options),
});
