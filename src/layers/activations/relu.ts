import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { activation } from '../oneToOne.ts';
import type { Activation } from '../oneToOne.ts';

const options = () => z.strictObject({
  /** The upper bound m; none if left out. */
  maxValue: z.optional(z.number().check(z.gte(0))),
  /** The threshold θ. */
  threshold: withDefault(z.number().check(z.gte(0)), 0),
  /** The slope α below the threshold. */
  negativeSlope: withDefault(z.number().check(z.gte(0)), 0),
});
type ReluOptions = z.output<ReturnType<typeof options>>;

/**
 * The rectifier.
 *
 *     y = max(x, 0)    dx = dy where y > 0, else 0    (relu′(0) = 0)
 *
 * With a threshold θ, an upper bound m and a slope α below the threshold, as Keras has them:
 *
 *     y = min(x, m) where x > θ, else α·(x − θ)    dx = α·dy where x ≤ θ, dy where θ < x < m, else 0
 *
 * Shapes: any, kept. θ is `threshold`, m `maxValue` (none if left out) and α `negativeSlope`, all at least 0.
 * Source: Nair, Hinton, "Rectified linear units improve restricted Boltzmann machines" (2010).
 */
export const relu = defineLayer({
  name: 'relu',
  summary: 'y = max(x, 0)',
  options,
  create: options => activation(x => (isPlain(options) ? plain(x) : general(x, options))),
});

function isPlain({ maxValue, threshold, negativeSlope }: ReluOptions): boolean {
  return maxValue === undefined && threshold === 0 && negativeSlope === 0;
}

const plain: Activation = x => {
  const y = x.relu();
  return { y, backward: dy => dy.mul(y.greater(0).cast('float')) };
};

function general(x: Tensor, { maxValue, threshold, negativeSlope }: ReluOptions): ReturnType<Activation> {
  const under = x.lessEqual(threshold);
  const leak = negativeSlope === 0 ? 0 : x.sub(threshold).mul(negativeSlope);
  const above = maxValue === undefined ? { y: x, slope: 1 } : { y: x.minimum(maxValue), slope: x.less(maxValue).cast('float') };
  return {
    y: under.select(leak, above.y),
    backward: dy => dy.mul(under.select(negativeSlope, above.slope)),
  };
}
