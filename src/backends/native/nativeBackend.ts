import type { Backend } from '../backend.ts';
import { requireNode } from '../requireNode.ts';
import { gapsOf } from '../typescript/kernels.ts';
import { openSession } from '../typescript/session.ts';
import { wasmMachine } from '../wasm/wasmMachine.ts';
import { bindBlasProduct } from './bindBlasProduct.ts';
import { loadBlas } from './blas/loadBlas.ts';
import { loadKoffi } from './blas/loadKoffi.ts';
import type { BlasOptions } from './blas/blasOptions.ts';
import { loadHugePages } from './hugePages.ts';
import { loadSubnormals } from './subnormals.ts';
import type { Subnormals } from './subnormals.ts';

/**
 * Executes graphs with matrix products in the system's BLAS and all else as the `wasm` backend does, in Node. Numbers below 2⁻¹²⁶ are 0 in a step (on Linux on x64). Throws a
 * BackendError that says what to install where no BLAS is found.
 */
export async function nativeBackend(options: BlasOptions = {}): Promise<Backend> {
  requireNode('native', 'wasm');
  const koffi = await loadKoffi();
  const [subnormals, prepare] = [loadSubnormals(koffi), loadHugePages(koffi)];
  const blas = await flushing(subnormals, () => loadBlas(options));
  return {
    name: 'native',
    precision: 'float32',
    gaps: gapsOf,
    about: blas.describe(),
    open: state => openSession(state, {
      ...wasmMachine('native', state, { bindFirst: (schedule, region) => bindBlasProduct(schedule, region, blas), prepare }),
      enter() {
        blas.useThreads();
        subnormals?.flush();
      },
      leave: () => subnormals?.keep(),
    }),
  };
}

/** Threads that a library starts compute as the thread that loads it. */
async function flushing<T>(subnormals: Subnormals | undefined, load: () => Promise<T>): Promise<T> {
  subnormals?.flush();
  try {
    return await load();
  } finally {
    subnormals?.keep();
  }
}
