import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import type { RandomStream } from '../random/randomStream.ts';
import type { Shape } from '../tensor/shape.ts';
import { fillNormal, fillTruncatedNormal, fillUniform } from './fill.ts';
import { fans } from './initializer.ts';
import type { Initializer } from './initializer.ts';

/** What the variance of a kernel is divided by. */
export type FanMode = 'fanIn' | 'fanOut' | 'fanAverage';

/** How a kernel's variance follows from its fans, and the distribution that has it. */
export interface ScaledVariance {
  readonly scale: number;
  readonly mode: FanMode;
  readonly distribution: 'normal' | 'truncatedNormal' | 'uniform';
}

/** The standard deviation that is left of 1 where a normal distribution is cut off at two standard deviations: √(1 − 4·φ(2) / (2·Φ(2) − 1)). */
const deviationLeft = 0.8796256610342398;

/**
 * Draws with mean 0 and a variance that follows from the fans; every `glorot…`, `he…` and `lecun…` is a case of it.
 *
 *     variance = scale / fan    uniform: w ~ U(−a, a), a = √(3·variance)    normal: w ~ N(0, variance)
 *     truncatedNormal: w ~ N(0, variance / 0.8796²) cut off at two standard deviations, which leaves the variance
 */
export function scaledVariance({ scale, mode, distribution }: ScaledVariance): Initializer {
  return {
    values(shape, random) {
      const variance = scale / fanOf(shape, mode);
      return drawers[distribution](shape, random, variance);
    },
  };
}

/** The options of the normal initializers: `truncated` as Keras draws them. */
export const truncatedOption = () => z.strictObject({
  /** Draws values beyond two standard deviations again. */
  truncated: withDefault(z.boolean(), false),
});

/** The normal distribution that `truncated` asks for. */
export function normalOr(truncated: boolean): ScaledVariance['distribution'] {
  return truncated ? 'truncatedNormal' : 'normal';
}

const drawers: Readonly<Record<ScaledVariance['distribution'], (shape: Shape, random: RandomStream, variance: number) => Float64Array>> = {
  uniform: (shape, random, variance) => fillUniform(shape, random, -Math.sqrt(3 * variance), Math.sqrt(3 * variance)),
  normal: (shape, random, variance) => fillNormal(shape, random, 0, Math.sqrt(variance)),
  truncatedNormal: (shape, random, variance) => fillTruncatedNormal(shape, random, 0, Math.sqrt(variance) / deviationLeft),
};

function fanOf(shape: Shape, mode: FanMode): number {
  const { fanIn, fanOut } = fans(shape);
  return { fanIn, fanOut, fanAverage: (fanIn + fanOut) / 2 }[mode];
}
