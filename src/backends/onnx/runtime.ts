import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-node';
import type { OnnxDevice } from './options.ts';

/** Tensors by the names of a model's inputs or outputs. */
export type OnnxTensors = Record<string, Tensor>;

/** The tensors that outputs are written to; a new one is made where it is null. */
export type Fetches = Record<string, Tensor | null>;

/** A model that is ready to run, at once or with a promise as its runtime has it. */
export interface Program {
  run(feeds: OnnxTensors, fetches: Fetches): OnnxTensors | Promise<OnnxTensors>;
  release(): void;
}

/** ONNX Runtime, loaded, with a device that has run a model. */
export interface Runtime {
  readonly device: OnnxDevice;
  readonly version: string;
  /** Threads of the CPU, where it was asked for a number. */
  readonly threads?: number | undefined;
  readonly Tensor: TensorConstructor;
  /** True where outputs are written to tensors that were made before. */
  readonly fillsTensors: boolean;
  /** Makes a program of a model. Outputs that are state stay where the device computes. */
  load(model: Uint8Array, stateOutputs: readonly string[]): Program | Promise<Program>;
}

/** A session of the public interface as a program. */
export function asyncProgram(session: InferenceSession): Program {
  return { run: (feeds, fetches) => session.run(feeds, fetches) as Promise<OnnxTensors>, release: () => void session.release() };
}

/** What every session is made with: all optimisations, one operator after the other, errors alone on the console. */
export const sessionOptions = {
  graphOptimizationLevel: 'all', executionMode: 'sequential', enableCpuMemArena: true, enableMemPattern: true, logSeverityLevel: 3,
} as const satisfies InferenceSession.SessionOptions;
