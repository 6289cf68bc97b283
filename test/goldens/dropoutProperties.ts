import { z } from 'zod';
import type { ShapedArray } from '../../src/data/arrayColumn.ts';
import { RandomStream } from '../../src/random/randomStream.ts';
import { sizeOf, stridesOf } from '../../src/tensor/shape.ts';
import { goldenSchema } from './golden.ts';
import type { Bench, Comparison, Golden } from './golden.ts';
import { Network, seed } from './network.ts';
import { onlyTensor } from './probe.ts';

const schema = goldenSchema.extend({
  kind: z.enum(['property', 'error']),
  config: z.looseObject({ rate: z.number(), noise_shape: z.array(z.number()).optional() }),
  training: z.boolean().default(true),
  input_shape: z.array(z.number()).default([]),
  input_fill: z.number().optional(),
  expected_mean: z.number().optional(),
  mean_tolerance_abs: z.number().optional(),
  expected_max: z.number().optional(),
  expected_zero_fraction: z.number().optional(),
  zero_fraction_tolerance_abs: z.number().optional(),
  allowed_values: z.array(z.number()).optional(),
  kept_all: z.boolean().optional(),
});
type DropoutGolden = z.output<typeof schema>;

/** What holds of dropout whatever its draws: mean, share of zeros, the values that are possible, the identity outside training. */
export async function dropoutProperties(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const golden = schema.parse(raw);
  const { rate, noise_shape: noiseShape } = golden.config;
  const layer = { use: 'dropout', rate, ...(noiseShape && { noiseShape: noiseShape.slice(1) }) };
  if (golden.kind === 'error') return [{ label: 'refused', actual: [refuses(bench, layer) ? 1 : 0], exact: [1] }];
  const inputs = inputsOf(golden);
  const network = new Network(bench, { model: layer, loss: 'meanSquaredError' }, { inputs, targets: inputs });
  const inTraining = onlyTensor((await network.report({ inputs, targets: inputs })).outputs).values;
  const outside = onlyTensor(await network.predict({ inputs })).values;
  const values = Float64Array.from(golden.training ? inTraining : outside);
  return [...statistics(golden, values), ...possibleValues(golden, values), ...sharedValues(golden, values), { label: 'the identity outside training', actual: outside, exact: inputs.values }];
}

function refuses({ registry }: Bench, layer: { readonly use: string }): boolean {
  try {
    registry.create('layer', layer);
    return false;
  } catch {
    return true;
  }
}

/** Filled with one value, or drawn from N(10, 1) as the goldens of cs231n say. */
function inputsOf({ input_shape: shape, input_fill: fill }: DropoutGolden): ShapedArray & { readonly values: Float64Array } {
  const random = new RandomStream(seed, 'golden inputs');
  return { values: Float64Array.from({ length: sizeOf(shape) }, () => fill ?? 10 + random.normal()), shape: shape.slice(1) };
}

function statistics(golden: DropoutGolden, values: Float64Array): readonly Comparison[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const zeros = values.filter(value => value === 0).length / values.length;
  return [
    ...within('mean', mean, golden.expected_mean, golden.mean_tolerance_abs),
    ...within('share of zeros', zeros, golden.expected_zero_fraction, golden.zero_fraction_tolerance_abs),
    ...within('greatest', values.reduce((greatest, value) => Math.max(greatest, value)), golden.expected_max, 0),
  ];
}

function within(label: string, actual: number, expected: number | undefined, tolerance: number | undefined): readonly Comparison[] {
  return expected === undefined ? [] : [{ label, actual: [actual], peer: [expected], tolerance: { atol: tolerance ?? 0, rtol: 0 } }];
}

function possibleValues({ allowed_values: allowed, kept_all: keptAll }: DropoutGolden, values: Float64Array): readonly Comparison[] {
  if (allowed === undefined) return [];
  const foreign = values.filter(value => !allowed.includes(value)).length;
  const dropped = values.filter(value => value === 0).length;
  return [
    { label: 'values that are not allowed', actual: [foreign], exact: [0] },
    { label: 'all kept', actual: [dropped === 0 ? 1 : 0], exact: [keptAll === true ? 1 : 0] },
  ];
}

/** Along an axis where the noise has extent 1, all elements are those of its first: the golden fills its input with one value. */
function sharedValues({ config: { noise_shape: noiseShape }, input_shape: shape }: DropoutGolden, values: Float64Array): readonly Comparison[] {
  if (noiseShape === undefined) return [];
  const strides = stridesOf(shape);
  const first = (index: number) => strides.reduce((sum, stride, axis) => sum + (noiseShape[axis] === 1 ? 0 : Math.floor(index / stride) % (shape[axis] ?? 1)) * stride, 0);
  const differing = values.filter((value, index) => value !== values[first(index)]).length;
  return [{ label: 'values that differ along a shared axis', actual: [differing], exact: [0] }, ...bothValues(values)];
}

function bothValues(values: Float64Array): readonly Comparison[] {
  const dropped = values.filter(value => value === 0).length;
  return [{ label: 'some dropped, some kept', actual: [dropped > 0 && dropped < values.length ? 1 : 0], exact: [1] }];
}
