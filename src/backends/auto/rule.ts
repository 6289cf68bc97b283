import type { Backend } from '../backend.ts';

/** What the choice depends on. */
export interface Work {
  /** Multiplications of a training step's matrix products and convolutions. */
  readonly multiplications: number;
  /** True where the backend itself has to differentiate. */
  readonly differentiates: boolean;
}

/** A backend that may be chosen: it is loaded to see whether it is there. */
export interface Candidate {
  readonly name: string;
  /** Why it is the choice, where it is the first that is there; undefined where what it says of itself tells. */
  readonly reason?: string | undefined;
  load(): Promise<Backend>;
}

/** Multiplications of a step from which on ONNX Runtime's CPU kernels are faster than our WebAssembly: measured on nets of two dense layers in batches of 16 to 128. */
export const onnxCpuPaysFrom = 1_000_000;

/** The same for ONNX Runtime's WebAssembly: level with ours at 784-128-10 in batches of 128 (26 million), 1.5 times as fast at 784-512-512-10 (206 million). */
export const onnxWasmPaysFrom = 50_000_000;

/**
 * The rule: `native` where it runs, since no other is faster on any size; else ONNX Runtime for steps that are large enough, on the CPU and else in WebAssembly; else `wasm`, which needs
 * no package, and plain TypeScript where WebAssembly does not run. Gradients by automatic differentiation need tf.js: libtensorflow, else WebAssembly, else
 * JavaScript. The first that loads and lacks no operation is taken.
 */
export function candidatesFor({ multiplications, differentiates }: Work, inNode: boolean): readonly Candidate[] {
  if (differentiates) return [...(inNode ? [tfjs('node')] : []), tfjs('wasm'), tfjs('cpu')];
  return [
    ...(inNode ? [native] : []),
    ...(inNode && multiplications >= onnxCpuPaysFrom ? [onnx('cpu')] : []),
    ...(multiplications >= onnxWasmPaysFrom ? [onnx('wasm')] : []),
    { ...wasm, reason: inNode && multiplications < onnxCpuPaysFrom ? 'the step is small' : undefined },
    typescript,
  ];
}

const native: Candidate = {
  name: 'native',
  load: async () => (await import('../native/nativeBackend.ts')).nativeBackend(),
};

function onnx(device: 'cpu' | 'wasm'): Candidate {
  return {
    name: `onnx:${device}`,
    reason: 'large enough for ONNX Runtime',
    load: async () => (await import('../onnx/onnxBackend.ts')).onnxBackend({ device }),
  };
}

const wasm: Candidate = {
  name: 'wasm',
  load: async () => (await import('../wasm/wasmBackend.ts')).wasmBackend(),
};

function tfjs(device: 'node' | 'wasm' | 'cpu'): Candidate {
  return {
    name: `tfjs:${device}`,
    reason: 'gradients by autodiff need tf.js',
    load: async () => (await import('../tfjs/tfjsBackend.ts')).tfjsBackend({ device }),
  };
}

const typescript: Candidate = {
  name: 'typescript',
  load: async () => (await import('../typescript/typescriptBackend.ts')).typescriptBackend(),
};
