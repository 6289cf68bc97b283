import type { Initializer } from '../initializers/initializer.ts';
import type { Projection } from '../projections/projection.ts';
import type { Regularizer } from '../regularizers/regularizer.ts';
import type { RecordingContext } from '../tensor/recordingContext.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';
import type { ValueRange } from '../tensor/valueRange.ts';

/**
 * A differentiable function with parameters. `forward` records the function and returns its own backward, which closes over what it needs.
 * A layer holds no values: one Layer object used in two places is one set of parameters (shared weights).
 */
export interface Layer {
  /** True for a backward that is declared, not derived (step): automatic differentiation then uses the same rule. */
  readonly surrogate?: boolean;
  /** Of a layer whose outputs go through a regularizer: the two apart, so that a verification can tell which is wrong. */
  readonly regularized?: { readonly layer: Layer; readonly regularizer: Regularizer };
  /** From the inputs' shapes, without the batch axis: outputs, parameters, buffers, children. Throws a ShapeError where they do not fit. */
  build(inputs: readonly Shape[], context: BuildContext): LayerSpec;
  forward(context: StepContext, inputs: readonly Tensor[], state: LayerState): LayerResult;
}

export interface LayerSpec {
  readonly outputs: readonly Shape[];
  readonly parameters?: Readonly<Record<string, ParameterSpec>>;
  /** Values that are kept but not trained, such as running statistics. */
  readonly buffers?: Readonly<Record<string, BufferSpec>>;
  /** The values that each input can take, where not all will do: indices of a table. Data that go into the layer as they are get checked before the first step, what other layers compute where it was used. */
  readonly inputRanges?: readonly (ValueRange | undefined)[];
  /** The layers that this one applies, in the order of their first use. */
  readonly children?: readonly BuiltLayer[];
}

export interface ParameterSpec {
  readonly shape: Shape;
  readonly initializer: Initializer;
  readonly regularizer?: Regularizer | undefined;
  /** Keeps new values of the parameter to a constraint, after each update. */
  readonly projection?: Projection | undefined;
}

export interface BufferSpec {
  readonly shape: Shape;
  readonly initial: number;
}

/** A layer with the name that its parent gave it and what its build returned. */
export interface BuiltLayer {
  readonly name: string;
  readonly layer: Layer;
  readonly spec: LayerSpec;
}

export interface BuildContext {
  /**
   * Builds a child. Its path segment is `name`, or else the name of its component; a child whose name is taken gets the first free one of `dense_2`, `dense_3`, ….
   * Errors that it throws are located under that path.
   */
  child(layer: Layer, inputs: readonly Shape[], name?: string): BuiltLayer;
  /** The shapes of what a function gives for floats of these shapes, the batch axis in both: it is recorded, and the recording thrown away. */
  trace(f: (inputs: readonly Tensor[]) => readonly Tensor[], inputs: readonly Shape[]): readonly Shape[];
}

export interface LayerState {
  readonly parameters: Tensors;
  readonly buffers: Tensors;
}

export interface LayerResult {
  readonly outputs: readonly Tensor[];
  /** From ∂L/∂outputs to ∂L/∂inputs and ∂L/∂parameters, L the loss of the step with its penalties. */
  backward(dOutputs: readonly Tensor[]): LayerGradients;
  /** New values of buffers. */
  readonly buffers?: Tensors;
  /** Scalars added to the loss. `backward` includes their derivatives. */
  readonly penalties?: Tensors;
}

export interface LayerGradients {
  /** One an input; undefined where it has no gradient (class indices, comparisons). */
  readonly inputs: readonly (Tensor | undefined)[];
  /** One for each parameter that `build` declares, of its shape. */
  readonly parameters?: Tensors;
}

/** The result of applying a child: its gradients of parameters are summed by the framework. */
export interface AppliedLayer {
  readonly outputs: readonly Tensor[];
  backward(dOutputs: readonly Tensor[]): readonly (Tensor | undefined)[];
}

export interface StepContext extends RecordingContext {
  readonly batchSize: number;
  /** [batch]: each sample's weight times the loss's normaliser. A penalty on activities multiplies its per-sample values by them. */
  readonly sampleWeights: Tensor;
  /** Applies a child: its path, noise and parameters are its own. */
  apply(layer: Layer, inputs: readonly Tensor[]): AppliedLayer;
}
