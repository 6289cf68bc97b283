import * as z from 'zod/mini';
import { defineBackend } from '../../components/definition.ts';

/** Matrix products in the system's BLAS, all else as `wasm` does. koffi is loaded when the backend is made, never before. */
export const native = defineBackend({
  name: 'native',
  summary: 'matrix products in OpenBLAS, MKL, BLIS or Accelerate; in Node',
  options: () => z.strictObject({
    /** The path of a library, or its name as the system’s loader knows it; the first that is found if left out. */
    blas: z.optional(z.string().check(z.minLength(1))),
    /** Threads of a product; as the library’s own variables say, else one for each processor, if left out. */
    threads: z.optional(z.int().check(z.positive())),
  }),
  shorthand: 'blas',
  create: async options => (await import('./nativeBackend.ts')).nativeBackend(options),
});
