import { defaultDevice, init } from '@jax-js/jax';
import type { CreateWorkload } from '../protocol.ts';
import { jaxJsSteps } from './jaxJsSteps.ts';

/** jax-js on WebAssembly. It computes in as many web workers as there are processors; Node has none by that name, and one thread computes. */
export const create: CreateWorkload = async ({ row }, data) => {
  await init('wasm');
  defaultDevice('wasm');
  const { Worker, navigator } = globalThis as { readonly Worker?: unknown; readonly navigator?: { readonly hardwareConcurrency?: number } };
  return { run: jaxJsSteps(row, data), threads: Worker === undefined ? 1 : navigator?.hardwareConcurrency ?? 4, versions: {} };
};
