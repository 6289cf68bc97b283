import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import type { Batch } from '../../src/training/userBatch.ts';
import { inputsOf } from './float32Inputs.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter, Bench } from './golden.ts';
import { flat, nestedSchema, samples, shapeOf } from './nested.ts';
import { Network } from './network.ts';
import { oneByOne, sampleWeights, weightAxes } from './sampleWeights.ts';

const schema = goldenSchema.extend({
  fn: z.string(),
  y_true: nestedSchema,
  y_pred: nestedSchema,
  sample_weight: nestedSchema.nullable(),
  config: z.looseObject({
    from_logits: z.boolean().default(false),
    label_smoothing: z.number().optional(),
    clip_epsilon: z.number().optional(),
    half: z.boolean().optional(),
  }),
  reduction: z.string(),
  expected: nestedSchema,
  expected_f64: nestedSchema,
  tolerance: toleranceSchema,
  elementwise: z.boolean().default(false),
  float32_dependent: z.boolean().default(false),
});
type LossGolden = z.output<typeof schema>;

/**
 * The losses, each on a model that is the identity. What a golden calls its reduction is our normaliser; its values one by one are the losses of batches in which one
 * sample alone has a weight.
 */
export const losses: Adapter = {
  file: 'losses',
  async run(raw, bench) {
    const golden = schema.parse(raw);
    const { batch, network } = built(golden, bench);
    const lossOf = async (weights: readonly number[], normalizer: number) => (await network.report({ ...batch, weights }, { normalizer })).loss;
    const weights = weightsOf(golden);
    const actual = golden.reduction === 'none' ? await oneByOne(weights, own => lossOf(own, 1)) : [await lossOf(weights, normalizerOf(golden.reduction)(weights))];
    return [{
      label: 'loss', actual, exact: flat(golden.expected_f64), peer: flat(golden.expected),
      tolerance: golden.tolerance, float32Dependent: golden.float32_dependent,
    }];
  },
};

function built(golden: LossGolden, bench: Bench): { readonly batch: Batch; readonly network: Network } {
  const axes = batchAxes(golden);
  const targets = samples(golden.y_true, axes, golden.fn.startsWith('sparse') ? 'int32' : 'float');
  const batch: Batch = { inputs: samples(inputsOf(golden.id, golden.y_pred), axes), targets };
  return { batch, network: new Network(bench, { model: 'linear', loss: referenceOf(golden) }, batch) };
}

function referenceOf({ fn, config, reduction }: LossGolden): Reference<'loss'> {
  const { from_logits: fromLogits, half, label_smoothing: labelSmoothing, clip_epsilon: epsilon } = config;
  if (fn === 'mse') return { use: 'meanSquaredError', ...(half !== undefined && { half }) };
  const options = {
    fromLogits,
    ...(labelSmoothing !== undefined && { labelSmoothing }),
    ...(epsilon !== undefined && { epsilon }),
    ...(reduction.startsWith('sum over labels') && { reduction: 'batchMean' }),
  };
  if (fn === 'binary_crossentropy') return { use: 'binaryCrossEntropy', ...options };
  if (isCategorical(fn)) return { use: 'categoricalCrossEntropy', ...options };
  throw new Error(`no adapter for the loss ${fn}, and no reason in leftOut.ts`);
}

function isCategorical(fn: string): boolean {
  return fn === 'categorical_crossentropy' || fn === 'sparse_categorical_crossentropy';
}

/** A golden's samples are all that has a value or a weight of its own; their axes become our batch. Without any, all is one sample. */
function batchAxes(golden: LossGolden): number {
  const ofElements = golden.elementwise && !isCategorical(golden.fn) ? shapeOf(golden.y_pred).length : 1;
  const ofValues = golden.reduction === 'none' ? shapeOf(golden.expected).length : ofElements;
  return Math.max(ofValues, weightAxes(golden.sample_weight));
}

function weightsOf(golden: LossGolden): readonly number[] {
  return sampleWeights(golden.sample_weight, shapeOf(golden.y_pred).slice(0, batchAxes(golden)));
}

const ofCount = (weights: readonly number[]) => 1 / weights.length;
const ofWeights = (weights: readonly number[]) => 1 / weights.reduce((sum, weight) => sum + weight, 0);

const normalizers: Readonly<Record<string, (weights: readonly number[]) => number>> = {
  sum: () => 1,
  sum_over_batch_size: ofCount,
  mean: ofCount,
  'mean over samples': ofCount,
  'sum(w_i*loss_i)/n (NOT divided by sum of weights)': ofCount,
  'sum over rows of w_i*0.5*mean_j(sq), divided by n rows (NOT by sum of weights)': ofCount,
  'sum over labels, mean over samples': ofCount,
  mean_weighted: ofWeights,
  mean_with_sample_weight: ofWeights,
  sum_by_nonzero_weights: weights => 1 / weights.filter(weight => weight !== 0).length,
};

function normalizerOf(reduction: string): (weights: readonly number[]) => number {
  const normalizer = normalizers[reduction];
  if (normalizer === undefined) throw new Error(`no adapter for the reduction ${reduction}`);
  return normalizer;
}
