import type { BinaryOperation, ComparisonOperation, LogicalOperation, UnaryOperation } from './elementwise.ts';
import type { DType } from './dtype.ts';
import type { Graph, TensorType } from './graph.ts';
import type { Shape } from './shape.ts';

/** No attributes. */
export type None = Readonly<Record<never, never>>;

/**
 * Where the value of a graph input comes from.
 * - `state`: kept by the backend from step to step (parameters, slots, buffers);
 * - `feed`: an array that the caller fills before a step (features, targets, sample weights);
 * - `scalar`: one number, computed on the host in float64 before a step (rate, λ, normaliser);
 * - `noise`: drawn by the seeded generator, keyed by seed, purpose, step and sample.
 */
export type InputSource =
  | { readonly from: 'state' | 'feed' | 'scalar'; readonly name: string }
  | { readonly from: 'noise'; readonly name: string; readonly noise: Noise };

/**
 * Noise as it is declared. `uniform` lies in (0, 1); `normal` has mean 0 and standard deviation 1; `bernoulli` is 1 with a
 * probability that is itself a scalar input, so that a schedule can move it, and 0 otherwise. The comparison is made on the host, so
 * masks are the same on every backend. With `perSample`, row i is keyed by the data-set index of sample i.
 */
export interface Noise {
  readonly distribution: 'uniform' | 'normal' | 'bernoulli';
  readonly probability?: string;
  readonly perSample: boolean;
}

/** Rows and columns added before and after, along height and width. */
export type Padding2D = readonly [readonly [number, number], readonly [number, number]];

export interface ConvolutionAttributes {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly padding: Padding2D;
}

export interface PoolingAttributes {
  readonly window: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding2D;
}

type Elementwise = { readonly [K in UnaryOperation | BinaryOperation | ComparisonOperation | LogicalOperation | 'select']: None };

/**
 * The closed set of operations, each with its attributes. The kernel tables of the backends, shape inference, derivatives and
 * test cases are mapped types over this table: a new row does not compile until each of them has an answer for it.
 */
export interface OperationTable extends Elementwise {
  /** A value from outside the graph. */
  readonly input: InputSource & TensorType;
  /** Numbers known while recording, row-major. */
  readonly constant: { readonly values: readonly number[]; readonly shape: Shape; readonly dtype: DType };
  /** The same value, cut off from automatic differentiation. */
  readonly detach: None;
  readonly cast: { readonly dtype: DType };
  /** Product of the last two axes; axes before them are equal and batch. */
  readonly matMul: { readonly transposeLeft: boolean; readonly transposeRight: boolean };
  /**
   * α·(left·right) + β·addend of (left, right, addend, α, β): the product as in matMul, the addend of exactly its shape, α and β scalars that a schedule can move.
   * The pass `foldProducts` makes it; layers never record it.
   */
  readonly matMulAdd: { readonly transposeLeft: boolean; readonly transposeRight: boolean };
  /** Reductions drop their axes. */
  readonly sum: { readonly axes: readonly number[] };
  readonly max: { readonly axes: readonly number[] };
  /** The first index of the largest value, int32. */
  readonly argMax: { readonly axis: number };
  readonly reshape: { readonly shape: Shape };
  readonly transpose: { readonly permutation: readonly number[] };
  readonly broadcastTo: { readonly shape: Shape };
  readonly slice: { readonly begin: readonly number[]; readonly size: readonly number[] };
  readonly concat: { readonly axis: number };
  /** Zeros before and after, along each axis. */
  readonly pad: { readonly before: readonly number[]; readonly after: readonly number[] };
  /** Rows of a table by int32 index: (table [n, …], indices [i…]) → [i…, …]. */
  readonly gather: None;
  /** The adjoint of gather: (indices [i…], updates [i…, …]) → [rows, …], repeated indices summed. */
  readonly scatterAdd: { readonly rows: number };
  /** Cross-correlation: (image NHWC, kernel HWIO) → NHWC. */
  readonly convolution: ConvolutionAttributes;
  /** (dOutput, kernel) → dImage. */
  readonly convolutionImageGradient: ConvolutionAttributes & { readonly imageShape: Shape };
  /** (image, dOutput) → dKernel. */
  readonly convolutionKernelGradient: ConvolutionAttributes & { readonly kernelShape: Shape };
  readonly maxPool: PoolingAttributes;
  /** (image, output, dOutput) → dImage; a tie gives its gradient to the first. */
  readonly maxPoolGradient: PoolingAttributes;
  /** The mean over the real, unpadded elements of each window. */
  readonly averagePool: PoolingAttributes;
  /** (dOutput) → dImage. */
  readonly averagePoolGradient: PoolingAttributes & { readonly imageShape: Shape };
  /**
   * A recurrence stateₜ = body(stateₜ₋₁, slices of the sequences at t, constants): inputs are the first state, then
   * `sequences` tensors [time, …], then constants; the result is all states, [time, …]. `reverse` runs from the last t to the first.
   * The body's feeds are named `0`, `1`, … in the order of the inputs, the state first; its output is `y`.
   * The adjoint of a scan is a reversed scan, so that recurrent layers need nothing else.
   */
  readonly scan: { readonly body: Graph; readonly sequences: number; readonly reverse: boolean };
  /** (y scalar, x) → ∂y/∂x, by the backend's own automatic differentiation of the nodes that lead from x to y. */
  readonly gradient: None;
  /**
   * A function whose declared backward stands in for its derivative. `forward` maps the inputs `0…n-1` to output `y`; `backward` maps the same inputs and
   * `dy` to outputs `0…n-1`. Recorded under automatic differentiation only; hand-written backprop needs no such node.
   */
  readonly surrogate: { readonly forward: Graph; readonly backward: Graph };
}

export type Operation = keyof OperationTable;

/** Operations that have no derivative: automatic differentiation must not follow them. */
export const detachedOperations: ReadonlySet<Operation> = new Set<Operation>([
  'sign', 'floor', 'less', 'lessEqual', 'equal', 'logicalAnd', 'logicalOr', 'logicalNot', 'argMax', 'detach',
]);
