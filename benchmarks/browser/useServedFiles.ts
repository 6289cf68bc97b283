import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env } from 'onnxruntime-web/wasm';

/** Points libraries to their WebAssembly files, which a bundle has not, and tells those that are told once their number of threads. */
export async function useServedFiles(threads: number): Promise<void> {
  setWasmPaths('/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  setThreadsCount(threads);
  env.wasm.wasmPaths = '/node_modules/onnxruntime-web/dist/';
}
