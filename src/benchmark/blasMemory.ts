import { loadKoffi } from '../backends/native/blas/loadKoffi.ts';
import { loadHugePages } from '../backends/native/hugePages.ts';
import { SessionMemory } from '../backends/wasm/sessionMemory.ts';

/** Gives an array with these values in memory as a session of `native` has it. */
export type Take = (values: Float32Array) => Float32Array;

/** Memory for matrix products by BLAS alone: as a session of `native` has it, so that the two are comparable. */
export async function blasMemory(): Promise<Take> {
  const session = new SessionMemory(2 ** 30);
  loadHugePages(await loadKoffi())?.(session.memory);
  const part = session.part();
  return values => {
    const { buffer, start } = part.take(values.byteLength);
    const array = new Float32Array(buffer, start, values.length);
    array.set(values);
    return array;
  };
}
