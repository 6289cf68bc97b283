import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { inputsOf } from './float32Inputs.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter } from './golden.ts';
import { flat, nestedSchema, samples, shapeOf } from './nested.ts';
import type { Nested } from './nested.ts';
import { backward, forward, onlyTensor } from './probe.ts';

const config = z.strictObject({
  alpha: z.number(), approximate: z.boolean(), axis: z.union([z.int(), z.array(z.int())]), negative_slope: z.number(), max_value: z.number().nullable(), threshold: z.number(),
  value: z.number(),
}).partial();
const schema = goldenSchema.extend({
  fn: z.string(),
  config,
  input: nestedSchema,
  dy: nestedSchema.optional(),
  expected: nestedSchema,
  expected_f64: nestedSchema,
  tolerance: toleranceSchema,
});
type ActivationGolden = z.output<typeof schema>;

/** The activations, each a whole model: their output, or their gradient for a given dy. */
export const activations: Adapter = {
  file: 'activations',
  async run(raw, bench) {
    const golden = schema.parse(raw);
    const layer = referenceOf(golden);
    const batched = (nested: Nested) => (hasBatch(golden) ? nested : [nested]);
    const inputs = samples(batched(inputsOf(golden.id, golden.input)));
    const actual = golden.dy === undefined
      ? await forward(bench, layer, inputs)
      : onlyTensor((await backward(bench, layer, inputs, flat(golden.dy))).inputs);
    return [
      { label: 'shape', actual: actual.shape, exact: shapeOf(batched(golden.expected)) },
      { label: golden.dy === undefined ? 'y' : 'dx', actual: actual.values, exact: flat(golden.expected_f64), peer: flat(golden.expected), tolerance: golden.tolerance },
    ];
  },
};

/** Whether the first axis can be the batch: a function along it, which for a vector is the last one too, takes the whole array for one sample. */
function hasBatch({ config: { axis = -1 }, input }: ActivationGolden): boolean {
  const rank = shapeOf(input).length;
  return [axis].flat().every(own => own !== 0 && own !== -rank);
}

/** Names that differ by more than their spelling. */
const others: Readonly<Record<string, Reference<'layer'>>> = {
  hard_sigmoid_02: { use: 'hardSigmoid', slope: 0.2 }, hard_silu: { use: 'hardSwish' },
};

function referenceOf({ fn, config, input }: ActivationGolden): Reference<'layer'> {
  const { alpha, approximate, axis, negative_slope: negativeSlope, max_value: maxValue, threshold, value: defaultValue } = config;
  const fromEnd = (own: number) => (own < 0 ? own : own - shapeOf(input).length);
  const options = { alpha, approximate, axis: Array.isArray(axis) ? axis.map(fromEnd) : axis && fromEnd(axis), negativeSlope, maxValue: maxValue ?? undefined, threshold, defaultValue };
  const given = Object.fromEntries(Object.entries(options).filter(([, option]) => option !== undefined));
  return { use: fn.replaceAll(/_(\w)/gu, (_, letter: string) => letter.toUpperCase()), ...others[fn], ...given };
}
