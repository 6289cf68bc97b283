import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import type { Batch } from '../../src/training/userBatch.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter } from './golden.ts';
import { flat, nestedSchema, samples, shapeOf } from './nested.ts';
import { Network } from './network.ts';
import { oneByOne, sampleWeights, weightAxes } from './sampleWeights.ts';

const updateSchema = z.object({ y_true: nestedSchema, y_pred: nestedSchema, sample_weight: nestedSchema.nullable() });
const schema = goldenSchema.extend({
  fn: z.string(),
  config: z.looseObject({ threshold: z.number().optional() }),
  updates: z.array(updateSchema),
  expected: nestedSchema,
  expected_f64: nestedSchema,
  tolerance: toleranceSchema,
  per_sample: z.boolean().default(false),
});
type MetricGolden = z.output<typeof schema>;

/** The metrics, over batches of a model that is the identity; where a golden gives one value a sample, over batches in which that sample alone has a weight. */
export const metrics: Adapter = {
  file: 'metrics',
  async run(raw, bench) {
    const golden = schema.parse(raw);
    const batches = golden.updates.map(update => batchOf(golden.fn, update));
    const [first] = batches;
    if (first === undefined) throw new Error('a golden without updates');
    const network = new Network(bench, { model: 'linear', metrics: { figure: referenceOf(golden) } }, first);
    const figureOf = async (own: readonly Batch[]) => (await network.figures(own))['figure'] ?? Number.NaN;
    const actual = golden.per_sample ? await oneByOne(first.weights, weights => figureOf([{ ...first, weights }])) : [await figureOf(batches)];
    return [{ label: 'figure', actual, exact: flat(golden.expected_f64), peer: flat(golden.expected), tolerance: golden.tolerance }];
  },
};

function batchOf(fn: string, { y_true, y_pred, sample_weight }: z.output<typeof updateSchema>) {
  const axes = Math.max(1, weightAxes(sample_weight));
  return {
    inputs: samples(y_pred, axes),
    targets: samples(y_true, axes, fn.startsWith('sparse') ? 'int32' : 'float'),
    weights: sampleWeights(sample_weight, shapeOf(y_pred).slice(0, axes)),
  };
}

function referenceOf({ fn, config: { threshold } }: MetricGolden): Reference<'metric'> {
  switch (fn) {
    case 'binary_accuracy': return { use: 'binaryAccuracy', fromLogits: false, ...(threshold !== undefined && { threshold }) };
    case 'categorical_accuracy':
    case 'sparse_categorical_accuracy': return { use: 'categoricalAccuracy' };
    case 'mse':
    case 'mean_wrapper_squared_error': return { use: 'meanSquaredError' };
    default: throw new Error(`no adapter for the metric ${fn}, and no reason in leftOut.ts`);
  }
}
