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
    gain: z.number().optional(), scale: z.number().optional(), mode: z.string().optional(), distribution: z.string().optional(),
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
  column_norm: z.number().optional(),
  column_dot: z.number().optional(),
  tolerance_abs: z.number().optional(),
});
type InitializerGolden = z.output<typeof schema>;

/** The initializers, through the state that training starts from: their values, or the bounds and moments of what they draw. */
export const initializers: Adapter = {
  file: 'initializers',
  async run(raw, { registry }) {
    const golden = schema.parse(raw);
    const model = parameterModel({ values: golden.shape }, registry.create('initializer', referenceOf(golden)));
    const [state] = Object.values(initialState(model, registry.create('optimizer', 'sgd'), seed));
    if (state === undefined) throw new Error('no initial values');
    const values = Float32Array.from(state);
    const exact: readonly Comparison[] = golden.exact === undefined ? [] : [{ label: 'values', actual: values, exact: flat(golden.exact) }];
    return [...exact, ...bounds(golden, values), ...moments(golden, values), ...columnProducts(golden, values)];
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

/** The scalar products of all pairs of columns. */
function columnProducts({ shape, column_norm: norm, column_dot: product = 0, tolerance_abs: atol = 0 }: InitializerGolden, values: Float32Array): readonly Comparison[] {
  if (norm === undefined) return [];
  const [rows = 1, columns = 1] = shape;
  const entry = (row: number, column: number) => values[row * columns + column] ?? Number.NaN;
  const between = (left: number, right: number) => Array.from({ length: rows }, (_, row) => entry(row, left) * entry(row, right)).reduce((sum, own) => sum + own, 0);
  const pairs = Array.from({ length: columns ** 2 }, (_, index) => [Math.floor(index / columns), index % columns] as const);
  return [{
    label: 'products of columns', actual: pairs.map(([left, right]) => (left === right ? Math.sqrt(between(left, right)) : between(left, right))),
    peer: pairs.map(([left, right]) => (left === right ? norm : product)), tolerance: { atol, rtol: 0 },
  }];
}

const names: Readonly<Record<string, string>> = {
  zeros: 'zeros', ones: 'ones', glorot_uniform: 'glorotUniform', glorot_normal: 'glorotNormal', he_uniform: 'heUniform', he_normal: 'heNormal', lecun_uniform: 'lecunUniform',
  lecun_normal: 'lecunNormal',
};
const modes: Readonly<Record<string, string>> = { fan_in: 'fanIn', fan_out: 'fanOut' };
const distributions: Readonly<Record<string, string>> = { truncated_normal: 'truncatedNormal' };

function referenceOf({ fn, config, shape, ...golden }: InitializerGolden): Reference<'initializer'> {
  const { value, mean, stddev: standardDeviation, minval: min, maxval: max, gain, scale, mode = '', distribution = '' } = config;
  switch (fn) {
    case 'constant': return { use: 'constant', value };
    case 'identity': return { use: 'identity', gain };
    case 'orthogonal': return { use: 'orthogonal', gain };
    case 'random_normal': return { use: 'normal', mean, standardDeviation };
    case 'truncated_normal': return { use: 'truncatedNormal', mean, standardDeviation };
    case 'random_uniform': return { use: 'uniform', ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
    case 'variance_scaling': return { use: 'varianceScaling', scale, mode: modes[mode], distribution: distributions[distribution] };
  }
  if (golden.max_le !== undefined && fn.endsWith('_normal')) return cutOff(fn, shape);
  const use = names[fn];
  if (use === undefined) throw new Error(`no adapter for the initializer ${fn}, and no reason in leftOut.ts`);
  return { use };
}

/** tf.js cuts its normal initializers off and lets the variance shrink by that; here the plain truncated normal distribution does so. */
function cutOff(fn: string, [fanIn = 1]: readonly number[]): Reference<'initializer'> {
  return { use: 'truncatedNormal', standardDeviation: Math.sqrt((fn === 'he_normal' ? 2 : 1) / fanIn) };
}
