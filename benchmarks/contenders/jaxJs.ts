import { defaultDevice, init } from '@jax-js/jax';
import type { CreateWorkload } from '../../src/cli/bench/suite/protocol.ts';
import { jaxJsSteps } from './jaxJsSteps.ts';
import { leastTime } from './leastTime.ts';

/** jax-js on WebAssembly, waited for in the way that is faster here. With promises it computes in as many web workers as there are processors; Node has none by that name. */
export const create: CreateWorkload = async ({ row }, data) => {
  await init('wasm');
  defaultDevice('wasm');
  const [atOnce, promised] = [await leastTime(jaxJsSteps(row, data, 'at once')), await leastTime(jaxJsSteps(row, data, 'with a promise'))];
  const finish = atOnce <= promised ? 'at once' : 'with a promise';
  const { Worker, navigator } = globalThis as { readonly Worker?: unknown; readonly navigator?: { readonly hardwareConcurrency?: number } };
  const threads = finish === 'at once' || Worker === undefined ? 1 : navigator?.hardwareConcurrency ?? 4;
  return { run: jaxJsSteps(row, data, finish), threads, versions: {}, note: `each step waited for ${finish}, the faster way here` };
};
