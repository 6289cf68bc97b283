import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';
import { withDefault } from '../components/withDefault.ts';
import { adamDescent, adamOptions } from './adam.ts';

/**
 * Adam with decay that is decoupled from the gradient: `adam` with `weightDecay`, 0.01 if left out, as in PyTorch; Keras takes 0.004.
 *
 *     w ← w − η·(Adam's direction + d·w)
 *
 * d ≥ 0 may be a schedule; the other options and their ranges: those of `adam`, `amsgrad` among them. The decay acts on every parameter: `parameterGroups` spares some of them.
 * Shapes: any; the moments and the update have that of the gradient g.
 * Source: Loshchilov, Hutter, "Decoupled weight decay regularization" (2019).
 */
export const adamw = defineOptimizer({
  name: 'adamw',
  summary: 'adam with decoupled decay, w ← w − η·(direction + d·w)',
  options: components => z.extend(adamOptions(components), {
    /** Divides by the largest mean of squares so far. */
    amsgrad: withDefault(z.boolean(), false),
    /** The decay d of every parameter, apart from the gradient. */
    weightDecay: z.prefault(within(components.schedule(), nonNegative), 0.01),
  }),
  shorthand: 'learningRate',
  create: options => adamDescent(options, options.amsgrad),
});
