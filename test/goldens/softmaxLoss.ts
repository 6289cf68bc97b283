import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import type { ShapedArray } from '../../src/data/arrayColumn.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Bench, Comparison, Golden } from './golden.ts';
import { flat, nestedSchema, samples } from './nested.ts';
import { Network } from './network.ts';
import { onlyTensor } from './probe.ts';
import { oneByOne } from './sampleWeights.ts';

const schema = goldenSchema.extend({
  probabilities: z.array(z.array(z.number())),
  labels: z.array(z.number()),
  expected: z.object({ loss: z.number(), per_sample: z.array(z.number()), dprobs_first: z.number() }),
  expected_f64: z.object({ loss: z.number(), dlogits: nestedSchema, dprobs: nestedSchema }),
  tolerance: toleranceSchema,
});

/** The three ways to a cross entropy: of probabilities as they are, of logits log p through a softmax layer, and of those logits themselves. */
const ways: Readonly<Record<'probabilities' | 'softmax' | 'logits', { readonly model: string; readonly loss: Reference<'loss'> }>> = {
  probabilities: { model: 'linear', loss: { use: 'categoricalCrossEntropy', fromLogits: false, renormalize: false } },
  softmax: { model: 'softmax', loss: { use: 'categoricalCrossEntropy', fromLogits: false } },
  logits: { model: 'linear', loss: { use: 'categoricalCrossEntropy' } },
};

/** Cross entropy of a batch of probabilities: the loss, its values one by one, and its gradient by probabilities and by logits. */
export async function softmaxLoss(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const { probabilities, labels, expected, expected_f64: exact, tolerance } = schema.parse(raw);
  const logits = samples(probabilities.map(row => row.map(Math.log)));
  const comparisons: Comparison[] = [];
  for (const way of ['probabilities', 'softmax', 'logits'] as const) {
    const { loss, gradient, values } = await measured(bench, way, way === 'probabilities' ? samples(probabilities) : logits, labels);
    comparisons.push(
      { label: `loss by ${way}`, actual: [loss], exact: [exact.loss], peer: [expected.loss], tolerance },
      { label: `values by ${way}`, actual: values, peer: expected.per_sample, tolerance },
      { label: `gradient by ${way}`, actual: gradient, exact: flat(way === 'probabilities' ? exact.dprobs : exact.dlogits) },
    );
    if (way === 'probabilities') comparisons.push({ label: 'first of dprobs', actual: [gradient[0] ?? Number.NaN], peer: [expected.dprobs_first], tolerance });
  }
  return comparisons;
}

async function measured(bench: Bench, way: keyof typeof ways, inputs: ShapedArray, labels: readonly number[]) {
  const batch = { inputs, targets: samples(labels, 1, 'int32') };
  const network = new Network(bench, ways[way], batch);
  const { loss, inputs: gradients } = await network.report(batch);
  const alone = async (weights: readonly number[]) => (await network.report({ ...batch, weights }, { normalizer: 1 })).loss;
  return { loss, gradient: onlyTensor(gradients).values, values: await oneByOne(labels.map(() => 1), alone) };
}
