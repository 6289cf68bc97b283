import * as z from 'zod/mini';
import type { ComponentSchemas } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { descentOptions } from './descent.ts';
import { decayRate } from './runningMean.ts';

/** The options of methods that follow running means of the gradient and of its size: adam and its kin. */
export const momentOptions = (components: ComponentSchemas) => ({
  ...descentOptions(components, 0.001),
  /** β₁: how much of the mean of gradients stays in a step. */
  beta1: withDefault(decayRate(), 0.9),
  /** β₂: how much of the mean of squares, or of sizes, stays in a step. */
  beta2: withDefault(decayRate(), 0.999),
  /** Added to the divisor, so that it is not 0. */
  epsilon: withDefault(z.number().check(z.positive()), 1e-7),
});
