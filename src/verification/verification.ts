import type { Shape } from '../tensor/shape.ts';

/**
 * What a comparison of a gradient came to.
 * `agrees`: by hand, by differences, by automatic differentiation and on every backend it is the same.
 * `wrong`: by hand it is not what central differences say.
 * `autodiff alone`: hand-written and differences agree, tf.js gives something else.
 * `differs on …`: the hand-written gradient is right in float64, and another in float32 on that backend, by more than rounding explains.
 * `not finite`: it is NaN or infinite, and differences say nothing.
 * `surrogate`: a declared backward, that is not the derivative, lies on the way; automatic differentiation agrees with it.
 * `not compared`: no element could be compared, neither by differences, for kinks or rounding, nor with automatic differentiation.
 */
export type Status = 'agrees' | 'wrong' | 'autodiff alone' | 'not compared' | 'not finite' | 'surrogate' | `differs on ${string}`;

/** The element of a gradient that is farthest from what it should be, with the numbers side by side. */
export interface WorstElement {
  /** Its place, an index an axis; that of the sample first where the gradient is one of an input. */
  readonly index: readonly number[];
  /** By hand in float64. */
  readonly hand: number;
  /** By central differences; null where the loss is not finite nearby, and of the loss. */
  readonly differences: number | null;
  /** By automatic differentiation, for each device of tf.js. */
  readonly autodiff: Readonly<Record<string, number>>;
  /** By hand in float32, for each backend. */
  readonly backends: Readonly<Record<string, number>>;
  /** How many times the tolerance the two numbers lie apart that differ most. */
  readonly excess: number;
}

/** The largest distances of a figure from what it should be, in units of the tolerance: up to 1 they agree. */
export interface Excesses {
  /** By hand against differences; null where nothing was compared. */
  readonly differences: number | null;
  /** Automatic differentiation against the hand-written, for each device. */
  readonly autodiff: Readonly<Record<string, number>>;
  /** By hand in float32 against float64, for each backend. */
  readonly backends: Readonly<Record<string, number>>;
}

/** One number or gradient that was checked. */
export interface VerifiedFigure {
  readonly kind: 'loss' | 'parameter' | 'input';
  /** `dense/kernel` of a parameter, the number of an input, `loss`. */
  readonly path: string;
  /** The path of the layer that a parameter belongs to; '' else. */
  readonly layer: string;
  /** That of an input has the batch in front. */
  readonly shape: Shape;
  /** The elements of the gradient. */
  readonly size: number;
  /** Those that were compared with differences by themselves. */
  readonly compared: number;
  /** Those that were compared with differences in groups. */
  readonly grouped: number;
  readonly kinks: number;
  /** Those that differences do not resolve: the loss rounds too much for them, or turns too fast. */
  readonly unresolved: number;
  /** Those on kinks and those not resolved that automatic differentiation confirms no more: they rest on nothing. */
  readonly unchecked: number;
  readonly status: Status;
  /** True where it is 0 at every element that was compared, by hand and by differences: little was tried. */
  readonly vanishes: boolean;
  readonly excess: Excesses;
  /** Undefined where nothing was compared. */
  readonly worst?: WorstElement | undefined;
  /** What the pattern of the mistake looks like, where it is a known one. */
  readonly hint?: string | undefined;
}

/** A part of the whole that is wrong by itself. */
export interface Culprit {
  readonly kind: 'layer' | 'regularizer' | 'loss';
  /** The layer's, or that of the parameter that a regularizer acts on; '' for a whole model that is one layer. */
  readonly path: string;
  /** The name of the component. */
  readonly component: string;
  /** Those of its figures that are wrong when it is verified alone. */
  readonly figures: readonly VerifiedFigure[];
}

/** A case, as small as was found, in which tf.js's automatic differentiation stands alone. */
export interface LoneAutodiff {
  readonly path: string;
  readonly component: string;
  /** The shapes that go in, the batch in front. */
  readonly inputs: readonly Shape[];
  readonly figure: VerifiedFigure;
}

/** Why a backend or a device took no part. */
export interface Missing {
  readonly name: string;
  readonly reason: string;
}

/** Everything that a verification found, as plain data. */
export interface Verification {
  readonly subject: string;
  readonly passed: boolean;
  readonly strict: boolean;
  /** In words: what is wrong and where, or that nothing is. */
  readonly verdict: string;
  readonly figures: readonly VerifiedFigure[];
  /** Empty where all is right, and where every part is right by itself. */
  readonly culprits: readonly Culprit[];
  readonly loneAutodiff: readonly LoneAutodiff[];
  /** Why nothing was compared, where nothing was. `backward`: a gradient is missing, one too many or of another shape, or the backward throws; `component`: it cannot be made, or its forward cannot be run. */
  readonly failure?: 'backward' | 'component' | undefined;
  /** The samples of the batch that the figures are of. */
  readonly batchSize: number;
  /** All sizes that it was verified with. */
  readonly batchSizes: readonly number[];
  /** The backends that computed the hand-written gradients in float32. */
  readonly backends: readonly string[];
  /** The devices of tf.js that differentiated automatically. */
  readonly devices: readonly string[];
  readonly missing: readonly Missing[];
  /** True for a component of a plugin that has options and gives no examples: its defaults alone were tried. */
  readonly defaultsAlone?: boolean | undefined;
  /** Elements on kinks, in all. */
  readonly kinks: number;
  readonly seconds: number;
}
