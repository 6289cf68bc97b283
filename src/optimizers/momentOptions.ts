import * as z from 'zod/mini';
import type { ComponentSchemas } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { descentOptions } from './descent.ts';
import { decayRate } from './runningMean.ts';

/** The options of methods that follow running means of the gradient and of its size: adam and its kin. */
export const momentOptions = (components: ComponentSchemas) => ({
  ...descentOptions(components, 0.001),
  beta1: withDefault(decayRate(), 0.9),
  beta2: withDefault(decayRate(), 0.999),
  epsilon: withDefault(z.number().check(z.positive()), 1e-7),
});
