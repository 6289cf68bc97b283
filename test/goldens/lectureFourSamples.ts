import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { goldenSchema } from './golden.ts';
import type { Bench, Comparison, Golden } from './golden.ts';
import { flat, nestedSchema, samples, shapeOf } from './nested.ts';
import { Network } from './network.ts';
import { onlyTensor, tensorAt } from './probe.ts';

const variantSchema = z.object({ expected_f64: z.object({ f: nestedSchema, dW2: nestedSchema, dW1: nestedSchema }) });
const schema = goldenSchema.extend({
  x: nestedSchema,
  t: nestedSchema,
  kernel_in_out: z.tuple([nestedSchema, nestedSchema]),
  hidden: z.string(),
  variants: z.object({ sigmoid_half_squared: variantSchema, identity_half_squared: variantSchema, sigmoid_cross_entropy: variantSchema }),
});

interface Variant {
  readonly output: string;
  readonly loss: Reference<'loss'>;
}

const halfSquared: Reference<'loss'> = { use: 'meanSquaredError', half: true, reduction: 'sum' };
const variants: Readonly<Record<keyof z.output<typeof schema>['variants'], Variant>> = {
  sigmoid_half_squared: { output: 'sigmoid', loss: halfSquared },
  identity_half_squared: { output: 'linear', loss: halfSquared },
  sigmoid_cross_entropy: { output: 'sigmoid', loss: { use: 'binaryCrossEntropy', fromLogits: false, reduction: 'sum' } },
};

/** Four samples through 2-3-1 without biases, under three pairs of output and loss. */
export async function fourSamples(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const golden = schema.parse(raw);
  const [first, second] = golden.kernel_in_out;
  const batch = { inputs: samples(golden.x), targets: samples(golden.t) };
  const comparisons: Comparison[] = [];
  for (const name of ['sigmoid_half_squared', 'identity_half_squared', 'sigmoid_cross_entropy'] as const) {
    const { output, loss } = variants[name];
    const model = [['hidden', first, golden.hidden], ['output', second, output]] as const;
    const layers = model.map(([layer, kernel, activation]) => ({ use: 'dense', name: layer, units: shapeOf(kernel).at(-1), activation, useBias: false }));
    const network = new Network(bench, { model: layers, loss }, batch);
    network.setWeights({ 'hidden/kernel': flat(first), 'output/kernel': flat(second) });
    const { outputs, parameters } = await network.report(batch);
    const exact = golden.variants[name].expected_f64;
    comparisons.push(
      { label: `${name} f`, actual: onlyTensor(outputs).values, exact: flat(exact.f) },
      { label: `${name} dW2`, actual: tensorAt(parameters, 'output/kernel').values, exact: flat(exact.dW2) },
      { label: `${name} dW1`, actual: tensorAt(parameters, 'hidden/kernel').values, exact: flat(exact.dW1) },
    );
  }
  return comparisons;
}
