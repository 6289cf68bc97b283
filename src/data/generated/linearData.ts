import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { arrayColumn } from '../arrayColumn.ts';
import { generatedOptions, generatedSource, noiseOption } from './generatedSource.ts';

/**
 * A linear relation, to regress on.
 *
 *     t = x·w + bias + noise·ε        x, ε ~ N(0, 1)
 *
 * `weights` are w, whose number is that of the features; where they are left out, `features` of them, 1 if nothing is said, are drawn from N(0, 1).
 * Shapes: input [features]; target [1].
 */
export const linearData = defineDataSource({
  name: 'linear',
  summary: 'a linear relation with noise: a regression',
  options: () => z.strictObject({
    ...generatedOptions(100),
    /** Features, where `weights` are drawn; 1 if left out. */
    features: z.optional(z.int().check(z.positive())),
    /** The weights w; drawn if left out. */
    weights: z.optional(z.array(z.number()).check(z.minLength(1))),
    /** The constant term. */
    bias: withDefault(z.number(), 0),
    noise: withDefault(noiseOption, 0.1),
  }).check(z.refine(({ features, weights }) => weights === undefined || features === undefined, 'features beside weights: the weights themselves tell their number')),
  create: ({ features = 1, weights, bias, noise, ...options }) => generatedSource(options, shared => {
    const own = weights ?? Array.from({ length: features }, () => shared.normal());
    return {
      name: 'linear',
      draw(random) {
        const inputs = own.map(() => random.normal());
        return { inputs, target: inputs.reduce((sum, x, feature) => sum + x * (own[feature] ?? 0), bias) + noise * random.normal() };
      },
      targets: values => arrayColumn('target', 'linear', values.map(value => [value])),
    };
  }),
});
