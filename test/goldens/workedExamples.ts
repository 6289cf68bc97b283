import { z } from 'zod';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter, Bench, Comparison, Golden } from './golden.ts';
import { flat, nestedSchema, samples } from './nested.ts';
import { Network } from './network.ts';
import { onlyTensor } from './probe.ts';
import { trainingCase } from './trainingCase.ts';
import { twoLayerNetwork } from './twoLayerNetwork.ts';
import { neuronCase, trainedNeuron, xorNetwork } from './workedNeurons.ts';

const kinds: Readonly<Record<string, Adapter['run']>> = {
  step: trainingCase,
  forward_and_loss: twoLayerNetwork,
  neuron: neuronCase,
  forward: xorNetwork,
  train_single_neuron: trainedNeuron,
  loss: softmaxLoss,
};

/** Examples from textbooks and courses, worked there by hand. */
export const workedExamples: Adapter = {
  file: 'worked_examples',
  async run(raw, bench) {
    const kind = z.string().default('step').parse(raw['kind']);
    const run = kinds[kind];
    if (run === undefined) throw new Error(`no adapter for a worked example of kind ${kind}, and no reason in leftOut.ts`);
    return run(raw, bench);
  },
};

const softmaxSchema = goldenSchema.extend({
  probabilities: z.array(z.array(z.number())),
  labels: nestedSchema,
  expected: z.object({ loss: z.number(), per_sample: z.array(z.number()), dprobs_first: z.number() }),
  expected_f64: z.object({ loss: z.number(), dlogits: nestedSchema, dprobs: nestedSchema }),
  tolerance: toleranceSchema,
});

/** Cross entropy of probabilities, which the example takes as independent of one another, and of the logits log p under a softmax. */
async function softmaxLoss(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const { probabilities, labels, expected, expected_f64: exact, tolerance } = softmaxSchema.parse(raw);
  const targets = samples(labels, 1, 'int32');
  const ofProbabilities = { use: 'categoricalCrossEntropy', fromLogits: false };
  const report = async (model: string, inputs: readonly (readonly number[])[], loss: { readonly use: string }, weights = labelsAll(labels)) => {
    const batch = { inputs: samples(inputs), targets, weights };
    const { loss: value, inputs: gradients } = await new Network(bench, { model, loss }, batch).report(batch, weights.includes(0) ? { normalizer: 1 } : {});
    return { value, gradient: onlyTensor(gradients).values };
  };
  const logits = probabilities.map(row => row.map(Math.log));
  const independent = await report('linear', probabilities, { ...ofProbabilities, renormalize: false } as { readonly use: string });
  const throughSoftmax = await report('softmax', logits, ofProbabilities);
  const ofLogits = await report('linear', logits, { use: 'categoricalCrossEntropy' });
  const alone = await Promise.all(expected.per_sample.map((_, sample) => report('linear', probabilities, ofProbabilities, labelsAll(labels).map((one, index) => (index === sample ? one : 0)))));
  return [
    ...[independent, throughSoftmax, ofLogits].map(({ value }) => ({ label: 'loss', actual: [value], exact: [exact.loss], peer: [expected.loss], tolerance })),
    { label: 'dprobs', actual: independent.gradient, exact: flat(exact.dprobs) },
    { label: 'first of dprobs', actual: independent.gradient.slice(0, 1), peer: [expected.dprobs_first], tolerance },
    { label: 'dlogits through a softmax layer', actual: throughSoftmax.gradient, exact: flat(exact.dlogits) },
    { label: 'dlogits', actual: ofLogits.gradient, exact: flat(exact.dlogits) },
    { label: 'values of the samples', actual: alone.map(({ value }) => value), peer: expected.per_sample, tolerance },
  ];
}

function labelsAll(labels: z.output<typeof nestedSchema>): readonly number[] {
  return Array.from(flat(labels), () => 1);
}
