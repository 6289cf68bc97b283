import { z } from 'zod';
import type { MetricInput, Reference } from '../../src/components/definition.ts';
import { EpochFigures } from '../../src/training/epochFigures.ts';
import type { Batch } from '../../src/training/userBatch.ts';
import { inputsOf } from './float32Inputs.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter, Bench } from './golden.ts';
import { metricFor, metricConfigSchema, scoresOf } from './metricFor.ts';
import { flat, nestedSchema, samples, shapeOf } from './nested.ts';
import { Network } from './network.ts';
import { oneByOne, sampleWeights, weightAxes } from './sampleWeights.ts';

const updateSchema = z.union([
  z.object({ y_true: nestedSchema, y_pred: nestedSchema, sample_weight: nestedSchema.nullable() }),
  z.object({ values: nestedSchema, sample_weight: nestedSchema.nullable() }).transform(({ values, ...rest }) => ({ y_true: values, y_pred: values, ...rest })),
]);
const schema = goldenSchema.extend({
  fn: z.string(),
  quantity: z.string().optional(),
  config: metricConfigSchema,
  updates: z.array(updateSchema),
  expected: nestedSchema,
  expected_f64: nestedSchema.optional(),
  tolerance: toleranceSchema,
  per_sample: z.boolean().default(false),
  float32_dependent: z.boolean().default(false),
});
type MetricGolden = z.output<typeof schema>;
type Update = z.output<typeof updateSchema>;

/** The metrics, over batches of a model that is the identity. */
export const metrics: Adapter = {
  file: 'metrics',
  async run(raw, bench) {
    const golden = schema.parse(raw);
    const { expected_f64: exact, expected, tolerance, float32_dependent: float32Dependent } = golden;
    return [{ label: 'figure', actual: await figuresOf(golden, bench), exact: exact === undefined ? undefined : flat(exact), peer: flat(expected), tolerance, float32Dependent }];
  },
};

/** The figure; where a golden gives one value a sample, each over a batch in which that sample alone has a weight. */
async function figuresOf(golden: MetricGolden, bench: Bench): Promise<ArrayLike<number>> {
  const updates = golden.updates.map(update => asRows(golden, inputsOfUpdate(golden.id, update)));
  const metric = metricFor(golden.quantity ?? golden.fn, golden.config);
  if (weighsClasses(golden, updates)) return classByClass(metric, updates, bench);
  const batches = updates.map(update => batchOf(golden.fn, update));
  const figureOf = (own: readonly Batch[]) => figure(metric, own, bench);
  const [first] = batches;
  if (!golden.per_sample || first === undefined) return figureOf(batches);
  return oneByOne(first.weights, async weights => (await figureOf([{ ...first, weights }]))[0] ?? Number.NaN);
}

async function figure(metric: MetricInput, batches: readonly Batch[], bench: Bench, figures?: EpochFigures): Promise<ArrayLike<number>> {
  const [first] = batches;
  if (first === undefined) throw new Error('a golden without updates');
  const own = await new Network(bench, { model: 'linear', metrics: { figure: metric } }, first).figures(batches, figures);
  return flat(own['figure'] ?? Number.NaN);
}

/** The numbers that the exact figure was computed from. */
function inputsOfUpdate(id: string, { y_true, y_pred, sample_weight }: Update): Update {
  return { y_true: inputsOf(id, y_true), y_pred: inputsOf(id, y_pred), sample_weight: sample_weight === null ? null : inputsOf(id, sample_weight) };
}

/** A list of predictions of which the top k count is one row of classes; ids from the likeliest class down are scores that fall. */
function asRows({ config }: MetricGolden, update: Update): Update {
  if (config.from_sorted_ids === true) return { ...update, y_pred: scoresOf(update.y_pred) };
  const isRow = config.top_k !== undefined && shapeOf(update.y_pred).length === 1;
  return isRow ? { ...update, y_true: [update.y_true], y_pred: [update.y_pred] } : update;
}

function batchOf(fn: string, { y_true, y_pred, sample_weight }: Update) {
  const axes = Math.max(1, weightAxes(sample_weight));
  return {
    inputs: samples(y_pred, axes),
    targets: samples(y_true, axes, fn.startsWith('sparse') ? 'int32' : 'float'),
    weights: sampleWeights(sample_weight, shapeOf(y_pred).slice(0, axes)),
  };
}

/** Whether a weight goes with an element of a row whose classes must be known. */
function weighsClasses({ fn, config }: MetricGolden, updates: readonly Update[]): boolean {
  const byClass = config.top_k !== undefined || fn === 'fbeta_score';
  return byClass && updates.some(({ sample_weight: weight }) => weightAxes(weight) > 1);
}

/** One class at a time, each with its own weights. What each adds up is one state where the figure counts all classes together; else figures are listed. */
async function classByClass(metric: Reference<'metric'> | Reference<'loss'>, updates: readonly Update[], bench: Bench): Promise<ArrayLike<number>> {
  const classes = shapeOf(updates[0]?.y_pred ?? 0).at(-1) ?? 1;
  const together = metric['average'] === 'none' ? undefined : new EpochFigures({ losses: [], metrics: { figure: bench.registry.create('metric', metric) } });
  const figures: number[][] = [];
  for (let classId = 0; classId < classes; classId++) {
    const batches = updates.map(update => ({ ...batchOf('', { ...update, sample_weight: null }), weights: weightsOfClass(update, classId) }));
    figures.push(Array.from(await figure({ ...metric, classId }, batches, bench, together)));
  }
  return together === undefined ? figures.flat() : figures.at(-1) ?? [];
}

function weightsOfClass({ y_pred, sample_weight }: Update, classId: number): readonly number[] {
  const shape = shapeOf(y_pred);
  return sampleWeights(sample_weight, shape).filter((_, index) => index % (shape.at(-1) ?? 1) === classId);
}
