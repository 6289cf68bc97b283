import { defineBackend, definePlugin, z } from 'chainrule';
import { jaxBackend } from './jaxBackend.ts';

/** jax-js, which traces a step once and compiles it to WebAssembly. */
export const jax = defineBackend({
  name: 'jax',
  summary: 'jax-js (@jax-js/jax): the whole step in one jit, on WebAssembly',
  options: () => z.strictObject({}),
  create: () => jaxBackend(),
});

/** A backend of one's own: `plugins: [./jax/plugin.ts]` and `backend: jax` in a config. */
export default definePlugin({ name: 'jax', contributes: { backends: [jax] } });
