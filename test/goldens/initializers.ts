import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { initialState } from '../../src/training/initialState.ts';
import { goldenSchema } from './golden.ts';
import type { Adapter, Comparison } from './golden.ts';
import { flat, nestedSchema } from './nested.ts';
import { seed } from './network.ts';
import { parameterModel } from './updates.ts';

const schema = goldenSchema.extend({
  fn: z.string(),
  config: z.looseObject({
    value: z.number().optional(), mean: z.number().optional(), stddev: z.number().optional(), minval: z.number().optional(), maxval: z.number().optional(),
  }),
  shape: z.array(z.number()),
  exact: nestedSchema.optional(),
  min_ge: z.number().optional(),
  max_le: z.number().optional(),
  max_lt: z.number().optional(),
  limit: z.number().optional(),
  expected_std: z.number().optional(),
  std_tolerance_abs: z.number().optional(),
  expected_mean: z.number().optional(),
  mean_tolerance_5sigma: z.number().optional(),
  expected_variance: z.number().optional(),
  variance_tolerance_5sigma: z.number().optional(),
});
type InitializerGolden = z.output<typeof schema>;

/** The initializers, through the state that training starts from: their values, or the bounds and moments of what they draw. */
export const initializers: Adapter = {
  file: 'initializers',
  async run(raw, { registry }) {
    const golden = schema.parse(raw);
    const model = parameterModel({ values: golden.shape }, registry.create('initializer', referenceOf(golden)));
    const [values] = Object.values(initialState(model, registry.create('optimizer', 'sgd'), seed));
    if (values === undefined) throw new Error('no initial values');
    const exact: readonly Comparison[] = golden.exact === undefined ? [] : [{ label: 'values', actual: values, exact: flat(golden.exact) }];
    return [...exact, ...bounds(golden, values), ...moments(golden, values)];
  },
};

function bounds(golden: InitializerGolden, values: Float32Array): readonly Comparison[] {
  // Values are rounded to float32, and so is the bound that they are held against.
  const least = Math.fround(golden.min_ge ?? (golden.limit === undefined ? Number.NEGATIVE_INFINITY : -golden.limit));
  const greatest = Math.fround(golden.max_le ?? golden.limit ?? Number.POSITIVE_INFINITY);
  const below = golden.max_lt ?? Number.POSITIVE_INFINITY;
  const outside = values.filter(value => !(value >= least && value <= greatest && value < below)).length;
  return [{ label: 'values outside the bounds', actual: [outside], exact: [0] }];
}

function moments(golden: InitializerGolden, values: Float32Array): readonly Comparison[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return [
    ...near('mean', mean, golden.expected_mean, golden.mean_tolerance_5sigma),
    ...near('variance', variance, golden.expected_variance, golden.variance_tolerance_5sigma),
    ...near('standard deviation', Math.sqrt(variance), golden.expected_std, golden.std_tolerance_abs),
  ];
}

function near(label: string, actual: number, expected: number | undefined, tolerance: number | undefined): readonly Comparison[] {
  return expected === undefined ? [] : [{ label, actual: [actual], peer: [expected], tolerance: { atol: tolerance ?? 0, rtol: 0 } }];
}

const names: Readonly<Record<string, string>> = {
  zeros: 'zeros', glorot_uniform: 'glorotUniform', glorot_normal: 'glorotNormal', he_uniform: 'heUniform', he_normal: 'heNormal',
};

function referenceOf({ fn, config: { value, mean, stddev, minval: min, maxval: max } }: InitializerGolden): Reference<'initializer'> {
  switch (fn) {
    case 'constant': return { use: 'constant', value };
    case 'ones': return { use: 'constant', value: 1 };
    case 'random_normal': return { use: 'normal', mean, stddev };
    case 'random_uniform': return { use: 'uniform', ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  }
  const use = names[fn];
  if (use === undefined) throw new Error(`no adapter for the initializer ${fn}, and no reason in leftOut.ts`);
  return { use };
}
