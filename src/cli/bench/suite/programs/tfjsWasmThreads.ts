/** The threads of tf.js on WebAssembly, once it is loaded: in a page as many as it was told, in Node one. */
export async function tfjsWasmThreads(): Promise<number> {
  const { getThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
  return Math.max(1, getThreadsCount());
}
