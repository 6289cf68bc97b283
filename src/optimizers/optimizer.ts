import type { Projection } from '../projections/projection.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';

/**
 * Turns gradients into updates; the step is w ← w − update. An optimizer is a chain of such transforms (clip → scale by Adam → decoupled decay → scale by the
 * rate), and each of them is an Optimizer too. It takes all gradients at once, since a global norm needs them.
 */
export interface Optimizer {
  /** The state kept for the parameter of this shape and path: names, shapes, first values. */
  slots?(parameter: Shape, path: string): Readonly<Record<string, SlotSpec>>;
  /** Numbers that change from step to step, computed on the host in float64. Step 0 is the first update. */
  readonly scalars?: Readonly<Record<string, StepScalar>>;
  update(context: UpdateContext, gradients: ByParameter<Tensor>): UpdateResult;
  /** Throws a ConfigError, its `where` below the optimizer's own place, for a training in which it would do something else than it says: update nothing, for example. */
  requireTraining?(training: PlannedTraining): void;
}

/** What an optimizer is asked to take part in. */
export interface PlannedTraining {
  /** Infinite where they are not known. */
  readonly steps: number;
  /** True where the loss of a batch is divided by something of its weights, so that batches of one size count differently. */
  readonly weighted: boolean;
}

/** One entry a parameter, keyed by its path. */
export type ByParameter<T> = ReadonlyMap<string, T>;

/** What a slot starts from: a number, or the parameter's own value. */
export type SlotStart = number | 'parameter';

export interface SlotSpec {
  readonly shape: Shape;
  /** A slot that starts from the parameter has its shape, and starts anew where the parameter is overwritten from outside. */
  readonly initial: SlotStart;
  /** True for a slot whose value stands for the parameter in evaluation, in prediction and in the saved model. */
  readonly standsForParameter?: boolean;
}

export interface UpdateContext {
  readonly parameters: ByParameter<Tensor>;
  readonly slots: ByParameter<Tensors>;
  readonly scalars: Tensors;
  /** What keeps new values of parameters to a constraint; see `newParameter`. */
  readonly projections?: ByParameter<Projection>;
}

/** A parameter with neither an update nor a value keeps its bits. */
export interface UpdateResult {
  readonly updates: ByParameter<Tensor>;
  /** New values of parameters that are given outright, projected where need be: w ← value, in place of w ← w − update. */
  readonly parameters?: ByParameter<Tensor>;
  /** New values of the slots. */
  readonly slots?: ByParameter<Tensors>;
}
