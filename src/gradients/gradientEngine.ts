import type { Tensor } from '../tensor/tensor.ts';
import type { RecordSurrogate } from '../model/recordSurrogate.ts';
import type { TrainingRecording } from '../model/recordTraining.ts';

/**
 * A way to the gradients of a recorded training step. Both ways take the same forward, batch and noise, and give
 * the same names, so that a config swaps them and a test compares them.
 */
export interface GradientEngine {
  readonly name: 'backprop' | 'autodiff';
  /** How layers with a declared backward are recorded, where not as all others. */
  readonly recordSurrogate?: RecordSurrogate;
  /** ∂L/∂parameter by path, and ∂L/∂input where `ofInputs` asks for it. */
  gradients(step: TrainingRecording, parameters: readonly ParameterPath[], ofInputs: boolean): StepGradients;
}

export interface ParameterPath {
  readonly path: string;
  readonly shape: readonly number[];
}

export interface StepGradients {
  readonly parameters: ReadonlyMap<string, Tensor>;
  /** undefined for an input that has no gradient: class indices. */
  readonly inputs: readonly (Tensor | undefined)[];
}
