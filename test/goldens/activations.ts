import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { inputsOf } from './float32Inputs.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter } from './golden.ts';
import { flat, nestedSchema, samples, shapeOf } from './nested.ts';
import type { Nested } from './nested.ts';
import { backward, forward, onlyTensor } from './probe.ts';

const schema = goldenSchema.extend({
  fn: z.string(),
  config: z.looseObject({ negative_slope: z.number().optional() }),
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

/** A vector is one sample: softmax needs its last axis. */
function batched(nested: Nested): Nested {
  return shapeOf(nested).length < 2 ? [nested] : nested;
}

const names: Readonly<Record<string, string>> = {
  linear: 'linear', relu: 'relu', leaky_relu: 'leakyRelu', sigmoid: 'sigmoid', tanh: 'tanh', softplus: 'softplus', softmax: 'softmax',
};

function referenceOf({ fn, config: { negative_slope: negativeSlope } }: ActivationGolden): Reference<'layer'> {
  if (negativeSlope !== undefined) return { use: 'leakyRelu', negativeSlope };
  const use = names[fn];
  if (use === undefined) throw new Error(`no adapter for the activation ${fn}, and no reason in leftOut.ts`);
  return { use };
}
