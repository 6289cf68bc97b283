import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { lossConfigSchema, lossFor } from './losses.ts';
import { flat, shapeOf } from './nested.ts';
import type { Nested } from './nested.ts';

/** The options of a golden metric. */
export const metricConfigSchema = lossConfigSchema.extend({
  threshold: z.number().nullish(),
  thresholds: z.union([z.number(), z.array(z.number())]).optional(),
  num_thresholds: z.int().optional(),
  k: z.int().optional(),
  top_k: z.int().optional(),
  class_id: z.int().optional(),
  from_sorted_ids: z.boolean().optional(),
  average: z.string().nullish(),
  beta: z.number().optional(),
  class_aggregation: z.string().nullish(),
  num_regressors: z.int().optional(),
  curve: z.string().optional(),
  summation_method: z.string().optional(),
});
type Config = z.output<typeof metricConfigSchema>;
type Options = Readonly<Record<string, unknown>>;

const decisions = ({ thresholds, top_k: topK, class_id: classId }: Config): Options => ({ threshold: thresholds, topK, classId });
const withK = ({ k }: Config): Options => ({ k });
const aggregations: Readonly<Record<string, string>> = { uniform_average: 'macro', variance_weighted_average: 'weighted' };

/** Our metric for a golden's word, and the options that its config means; the peer's default where that is another than ours. */
const metricsByWord: Readonly<Record<string, readonly [use: string, options?: (config: Config) => Options]>> = {
  accuracy: ['labelAccuracy'],
  binary_accuracy: ['binaryAccuracy', ({ threshold }) => ({ fromLogits: false, threshold })],
  categorical_accuracy: ['categoricalAccuracy'],
  sparse_categorical_accuracy: ['categoricalAccuracy'],
  top_k_categorical_accuracy: ['topKAccuracy', withK],
  sparse_top_k_categorical_accuracy: ['topKAccuracy', withK],
  mean: ['mean'],
  sum: ['sum'],
  mean_wrapper_squared_error: ['meanSquaredError'],
  rmse: ['rootMeanSquaredError'],
  cosine_similarity: ['cosineSimilarity'],
  r2_score: ['r2', ({ class_aggregation: aggregation, num_regressors: regressors }) => ({ average: aggregation === null ? 'none' : aggregations[aggregation ?? ''], regressors })],
  precision: ['precision', decisions],
  recall: ['recall', decisions],
  true_positives: ['truePositives', decisions],
  true_negatives: ['trueNegatives', decisions],
  false_positives: ['falsePositives', decisions],
  false_negatives: ['falseNegatives', decisions],
  fbeta_score: ['fBeta', ({ beta, average, threshold }) => ({ beta, average: average ?? 'none', ...(threshold === null ? { topK: 1 } : { threshold }) })],
  auc: ['auc', ({ from_logits: fromLogits, thresholds, num_thresholds: count, curve, summation_method: summation }) => ({ fromLogits, thresholds: thresholds ?? count, curve, summation })],
};

/** Our metric for a golden's word, or the loss that stands in the place of one. */
export function metricFor(word: string, config: Config): Reference<'metric'> | Reference<'loss'> {
  const [use, optionsOf] = metricsByWord[word] ?? [];
  if (use === undefined) return lossFor(word, config);
  const given = Object.entries(optionsOf?.(config) ?? {}).filter(([, value]) => value !== undefined);
  return { use, ...Object.fromEntries(given) };
}

/** Rows of class ids, the likeliest first, as rows of scores in which those classes come in that order and others below them. */
export function scoresOf(ids: Nested): Nested {
  const [rows = 1, length = 1] = shapeOf(ids);
  const values = flat(ids);
  const classes = Math.max(...values) + 1;
  return Array.from({ length: rows }, (_, row) => {
    const own = [...values.subarray(row * length, (row + 1) * length)];
    return Array.from({ length: classes }, (_, id) => (own.includes(id) ? length - own.indexOf(id) : 0));
  });
}
