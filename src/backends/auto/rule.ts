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

/**
 * The rule: `native` where it runs, since no other is faster on any size; else ONNX Runtime on the CPU for steps that are large enough; else `wasm`, which takes a hundredth to 1.2 times the
 * time of ONNX Runtime's WebAssembly and needs no package, and plain TypeScript where WebAssembly does not run. Gradients by automatic differentiation need tf.js: libtensorflow, else WebAssembly, else
 * JavaScript. The first that loads and lacks no operation is taken.
 */
export function candidatesFor({ multiplications, differentiates }: Work, inNode: boolean): readonly Candidate[] {
  if (differentiates) return [...(inNode ? [tfjs('node')] : []), tfjs('wasm'), tfjs('cpu')];
  return [
    ...(inNode ? [native] : []),
    ...(inNode && multiplications >= onnxCpuPaysFrom ? [onnxCpu] : []),
    { ...wasm, reason: inNode && multiplications < onnxCpuPaysFrom ? 'the step is small' : undefined },
    typescript,
  ];
}

const native: Candidate = {
  name: 'native',
  load: async () => (await import('../native/nativeBackend.ts')).nativeBackend(),
};

const onnxCpu: Candidate = {
  name: 'onnx:cpu',
  reason: 'large enough for ONNX Runtime',
  load: async () => (await import('../onnx/onnxBackend.ts')).onnxBackend({ device: 'cpu' }),
};

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
