import type { StepScalar } from '../tensor/recordingContext.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';

/**
 * Turns gradients into updates; the step is w ← w − update. An optimizer is a chain of such transforms (clip → scale by Adam → decoupled decay → scale by the
 * rate), and each of them is an Optimizer too. It takes all gradients at once, since a global norm needs them.
 */
export interface Optimizer {
  /** The state kept for a parameter: names, shapes, first values. */
  slots?(parameter: Shape): Readonly<Record<string, SlotSpec>>;
  /** Numbers that change from step to step, computed on the host in float64. Step 0 is the first update. */
  readonly scalars?: Readonly<Record<string, StepScalar>>;
  update(context: UpdateContext, gradients: ByParameter<Tensor>): UpdateResult;
}

/** One entry a parameter, keyed by its path. */
export type ByParameter<T> = ReadonlyMap<string, T>;

export interface SlotSpec {
  readonly shape: Shape;
  readonly initial: number;
}

export interface UpdateContext {
  readonly parameters: ByParameter<Tensor>;
  readonly slots: ByParameter<Tensors>;
  readonly scalars: Tensors;
}

export interface UpdateResult {
  readonly updates: ByParameter<Tensor>;
  /** New values of the slots. */
  readonly slots?: ByParameter<Tensors>;
}
