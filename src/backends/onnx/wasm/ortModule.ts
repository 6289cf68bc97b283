import type { Env } from 'onnxruntime-web';

/** Addresses and handles are numbers, 0 for none. */
type Address = number;

/** What is used of ONNX Runtime's WebAssembly: Emscripten's memory and stack, and the C functions that onnxruntime-web itself calls. */
export interface OrtModule {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  _malloc(bytes: number): Address;
  _free(address: Address): void;
  stackSave(): Address;
  stackAlloc(bytes: number): Address;
  stackRestore(address: Address): void;
  UTF8ToString(address: Address): string;
  stringToUTF8(text: string, address: Address, bytes: number): void;
  lengthBytesUTF8(text: string): number;
  _OrtInit(threads: number, logLevel: number): number;
  _OrtGetLastError(code: Address, message: Address): number;
  _OrtCreateSessionOptions(
    optimization: number, memoryArena: boolean, memoryPattern: boolean, executionMode: number, profiling: boolean, profilePrefix: Address, logId: Address,
    logSeverity: number, logVerbosity: number, optimizedModelPath: Address,
  ): Address;
  _OrtReleaseSessionOptions(options: Address): number;
  _OrtCreateSession(model: Address, bytes: number, options: Address): Address;
  _OrtReleaseSession(session: Address): number;
  /** Prints the profile of a session, and gives the name of the file that it would be written to, which `_OrtFree` takes back. */
  _OrtEndProfiling(session: Address): Address;
  _OrtFree(address: Address): void;
  _OrtCreateTensor(elementType: number, data: Address, bytes: number, dimensions: Address, rank: number, location: number): Address;
  _OrtReleaseTensor(tensor: Address): number;
  _OrtRun(session: Address, inputNames: Address, inputs: Address, inputCount: number, outputNames: Address, outputCount: number, outputs: Address, options: Address): number;
}

const functions = [
  '_malloc', '_free', 'stackSave', 'stackAlloc', 'stackRestore', 'UTF8ToString', 'stringToUTF8', 'lengthBytesUTF8', '_OrtInit', '_OrtGetLastError', '_OrtCreateSessionOptions',
  '_OrtReleaseSessionOptions', '_OrtCreateSession', '_OrtReleaseSession', '_OrtEndProfiling', '_OrtFree', '_OrtCreateTensor', '_OrtReleaseTensor',
  '_OrtRun',
] as const satisfies readonly (keyof OrtModule)[];

type Factory = (options: object) => Promise<OrtModule & { readonly PTR_SIZE?: number }>;

/**
 * Starts ONNX Runtime's WebAssembly with so many threads. Throws where it is not as it is known: onnxruntime-web exports the file, but does not document what is
 * in it.
 */
export async function startModule(threads: number, { wasmPaths }: Env.WebAssemblyFlags): Promise<OrtModule> {
  const { default: factory } = await importModule(wasmPaths);
  const wasm = typeof wasmPaths === 'object' ? wasmPaths.wasm : undefined;
  const module = await factory({ numThreads: threads, ...(wasm === undefined ? {} : { locateFile: () => String(wasm) }) });
  const absent = functions.filter(name => typeof module[name] !== 'function');
  if (absent.length > 0 || module.PTR_SIZE !== 4) throw new Error(`ONNX Runtime's WebAssembly lacks ${absent.join(', ')}`);
  const errorsAlone = 3;
  check(module, module._OrtInit(threads, errorsAlone));
  return module;
}

/** A page says where the files are; in Node the package knows. */
async function importModule(wasmPaths: Env.WebAssemblyFlags['wasmPaths']): Promise<{ readonly default: Factory }> {
  const file = 'ort-wasm-simd-threaded.mjs';
  const given = typeof wasmPaths === 'string' ? `${wasmPaths}${file}` : wasmPaths?.mjs;
  return await import(String(given ?? `onnxruntime-web/${file}`)) as { readonly default: Factory };
}

/** Throws ONNX Runtime's last error where a call gave a code other than 0. */
export function check(module: OrtModule, code: number): void {
  if (code !== 0) throw new Error(lastError(module));
}

/** A handle that is not 0; throws ONNX Runtime's last error where it is. */
export function made(module: OrtModule, handle: number): number {
  if (handle === 0) throw new Error(lastError(module));
  return handle;
}

function lastError(module: OrtModule): string {
  const stack = module.stackSave();
  const address = module.stackAlloc(8);
  module._OrtGetLastError(address, address + 4);
  const text = module.HEAPU32[address / 4 + 1] ?? 0;
  const message = text === 0 ? 'ONNX Runtime failed without a word' : module.UTF8ToString(text);
  module.stackRestore(stack);
  return message;
}
