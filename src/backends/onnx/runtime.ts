import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-node';
import type { TensorType } from '../../tensor/graph.ts';
import type { Float32HostArray } from '../hostArray.ts';
import type { OnnxDevice } from './options.ts';

/** A tensor of ONNX Runtime. */
export interface OnnxTensor {
  /** `cpu` where `data` can be read and written at once. */
  readonly location: string;
  readonly data: unknown;
  getData(): Promise<unknown>;
  dispose(): void;
}

/** Tensors by the names of a model's inputs or outputs. */
export type OnnxTensors = Record<string, OnnxTensor>;

/** The tensors that outputs are written to; a new one is made where it is null. */
export type Fetches = Record<string, OnnxTensor | null>;

/** A model that is ready to run, at once or with a promise as its runtime has it. The names of feeds and fetches are the same at each run. */
export interface Program {
  run(feeds: OnnxTensors, fetches: Fetches): OnnxTensors | Promise<OnnxTensors>;
  release(): void;
}

/** The time of an operator in a run, by the name of its ONNX node or one that ONNX Runtime made of it. */
export interface OperatorTime {
  readonly name: string;
  readonly milliseconds: number;
}

export type TimeOperators = (times: readonly OperatorTime[]) => void;

/** ONNX Runtime, loaded. */
export interface Runtime {
  readonly device: OnnxDevice;
  readonly version: string;
  /** Threads of the CPU, where it was asked for a number. */
  readonly threads?: number | undefined;
  /** True where outputs are written to tensors that were made before. */
  readonly fillsTensors: boolean;
  /** A tensor with these values. One that is linked has those of the array at each run, or gives them to it. */
  tensor(values: Float32HostArray, type: TensorType, use: 'linked' | 'kept'): OnnxTensor;
  /**
   * Makes a program of a model. Outputs that are state stay where the device computes. `timed` is told the times of the operators when the program is released, where the runtime
   * takes them.
   */
  load(model: Uint8Array, stateOutputs: readonly string[], timed?: TimeOperators): Program | Promise<Program>;
}

/** A session of the public interface as a program. */
export function asyncProgram(session: InferenceSession): Program {
  return {
    run: (feeds, fetches) => session.run(feeds as Record<string, Tensor>, fetches as Record<string, Tensor | null>) as Promise<OnnxTensors>,
    release: () => void session.release(),
  };
}

/** What every session is made with: all optimisations, one operator after the other, errors alone on the console. */
export const sessionOptions = {
  graphOptimizationLevel: 'all', executionMode: 'sequential', enableCpuMemArena: true, enableMemPattern: true, logSeverityLevel: 3,
} as const satisfies InferenceSession.SessionOptions;

const typeNames = { float: 'float32', int32: 'int32', bool: 'bool' } as const;

/** Makes tensors of the public interface, which are over their arrays: linked and kept alike. */
export function tensorsOf(Tensor: TensorConstructor): Runtime['tensor'] {
  return (values, { shape, dtype }) => new Tensor(typeNames[dtype], values as never, [...shape]);
}
