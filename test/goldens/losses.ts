import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import type { Denominator } from '../../src/training/denominator.ts';
import type { ReportOptions } from '../../src/training/gradientReport.ts';
import type { Batch } from '../../src/training/userBatch.ts';
import { inputsOf, weightsOf } from './float32Inputs.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter, Bench } from './golden.ts';
import { flat, nestedSchema, samples, shapeOf } from './nested.ts';
import { Network } from './network.ts';
import { oneByOne, sampleWeights, weightAxes } from './sampleWeights.ts';

/** The options of a golden loss. */
export const lossConfigSchema = z.looseObject({
  from_logits: z.boolean().default(false),
  label_smoothing: z.number().optional(),
  clip_epsilon: z.number().optional(),
  half: z.boolean().optional(),
  delta: z.number().optional(),
  gamma: z.number().optional(),
  alpha: z.number().optional(),
  axis: z.number().optional(),
  ignore_class: z.number().optional(),
});

const schema = goldenSchema.extend({
  fn: z.string(),
  y_true: nestedSchema,
  y_pred: nestedSchema,
  sample_weight: nestedSchema.nullable(),
  config: lossConfigSchema,
  reduction: z.string(),
  expected: nestedSchema,
  expected_f64: nestedSchema,
  tolerance: toleranceSchema,
  elementwise: z.boolean().default(false),
  float32_dependent: z.boolean().default(false),
});
type LossGolden = z.output<typeof schema>;

/**
 * The losses, each on a model that is the identity. What a golden calls its reduction is our denominator; its values one by one are the losses of batches in which one
 * sample alone has a weight.
 */
export const losses: Adapter = {
  file: 'losses',
  async run(raw, bench) {
    const golden = schema.parse(raw);
    const { batch, network } = built(golden, bench);
    const lossOf = async (weights: readonly number[]) => (await network.report({ ...batch, weights }, divisorOf(golden.reduction))).loss;
    const weights = sampleWeights(weightsOf(golden.id, golden.sample_weight), shapeOf(golden.y_pred).slice(0, batchAxes(golden)));
    const actual = golden.reduction === 'none' ? await oneByOne(weights, lossOf) : [await lossOf(weights)];
    return [{
      label: 'loss', actual, exact: flat(golden.expected_f64), peer: flat(golden.expected),
      tolerance: golden.tolerance, float32Dependent: golden.float32_dependent,
    }];
  },
};

function built(golden: LossGolden, bench: Bench): { readonly batch: Batch; readonly network: Network } {
  const axes = batchAxes(golden);
  const targets = samples(inputsOf(golden.id, golden.y_true), axes, golden.fn.startsWith('sparse') ? 'int32' : 'float');
  const batch: Batch = { inputs: samples(inputsOf(golden.id, golden.y_pred), axes), targets };
  return { batch, network: new Network(bench, { model: 'linear', loss: referenceOf(golden) }, batch) };
}

/** Our loss for a golden's, with the options that its config means; the peer's default where that is another than ours. */
type LossOf = (config: LossGolden['config']) => Reference<'loss'>;

const ofElements: Readonly<Record<string, LossOf>> = {
  mse: ({ half }) => ({ use: 'meanSquaredError', half }),
  mae: () => ({ use: 'meanAbsoluteError' }),
  mape: () => ({ use: 'meanAbsolutePercentageError' }),
  msle: () => ({ use: 'meanSquaredLogarithmicError' }),
  huber: ({ delta }) => ({ use: 'huber', delta }),
  log_cosh: () => ({ use: 'logCosh' }),
  hinge: () => ({ use: 'hinge' }),
  squared_hinge: () => ({ use: 'squaredHinge' }),
  poisson: () => ({ use: 'poisson' }),
  binary_crossentropy: config => ({ use: 'binaryCrossEntropy', ...readingOf(config) }),
  binary_focal_crossentropy: config => ({ use: 'binaryFocalCrossEntropy', ...readingOf(config), gamma: config.gamma }),
};

const ofRows: Readonly<Record<string, LossOf>> = {
  categorical_hinge: () => ({ use: 'categoricalHinge' }),
  cosine_similarity: ({ axis }) => ({ use: 'cosineSimilarity', axis }),
  kl_divergence: () => ({ use: 'klDivergence', fromLogits: false }),
  categorical_crossentropy: config => ({ use: 'categoricalCrossEntropy', ...readingOf(config), axis: config.axis }),
  sparse_categorical_crossentropy: config => ({ use: 'categoricalCrossEntropy', ...readingOf(config), ignoreClass: config.ignore_class }),
  categorical_focal_crossentropy: config => ({ use: 'categoricalFocalCrossEntropy', ...readingOf(config), gamma: config.gamma, alpha: config.alpha ?? 0.25, axis: config.axis }),
};

function readingOf({ from_logits: fromLogits, label_smoothing: labelSmoothing, clip_epsilon: epsilon }: LossGolden['config']) {
  return { fromLogits, labelSmoothing, epsilon };
}

function referenceOf({ fn, config, reduction }: LossGolden): Reference<'loss'> {
  return { ...lossFor(fn, config), ...(reduction.startsWith('sum over labels') && { reduction: 'batchMean' }) };
}

/** Our loss for a golden's word. */
export function lossFor(fn: string, config: LossGolden['config']): Reference<'loss'> {
  const reference = (ofElements[fn] ?? ofRows[fn])?.(config);
  if (reference === undefined) throw new Error(`no adapter for the loss ${fn}, and no reason in leftOut.ts`);
  const given = Object.entries(reference).filter(([, value]) => value !== undefined);
  return { use: reference.use, ...Object.fromEntries(given) };
}

/** A golden's samples are all that has a value or a weight of its own; their axes become our batch. Without any, all is one sample. */
function batchAxes(golden: LossGolden): number {
  const ofErrors = golden.elementwise && golden.fn in ofElements ? shapeOf(golden.y_pred).length : 1;
  const ofValues = golden.reduction === 'none' ? shapeOf(golden.expected).length : ofErrors;
  return Math.max(ofValues, weightAxes(golden.sample_weight));
}

/** What the weighted sum is divided by; it is left as it is for `sum`, and where values stand one by one. */
const denominators: Readonly<Record<string, Denominator>> = {
  sum_over_batch_size: 'samples',
  mean: 'samples',
  'mean over samples': 'samples',
  'sum(w_i*loss_i)/n (NOT divided by sum of weights)': 'samples',
  'sum over rows of w_i*0.5*mean_j(sq), divided by n rows (NOT by sum of weights)': 'samples',
  'sum over labels, mean over samples': 'samples',
  mean_weighted: 'weights',
  mean_with_sample_weight: 'weights',
  sum_by_nonzero_weights: 'nonzeroWeights',
};

function divisorOf(reduction: string): ReportOptions | { readonly denominator: Denominator } {
  const denominator = denominators[reduction];
  if (denominator !== undefined) return { denominator };
  if (reduction === 'sum' || reduction === 'none') return { normalizer: 1 };
  throw new Error(`no adapter for the reduction ${reduction}`);
}
