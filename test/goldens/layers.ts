import { z } from 'zod';
import type { GradientReport } from '../../src/training/gradientReport.ts';
import { dropoutProperties } from './dropoutProperties.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter, Bench, Comparison } from './golden.ts';
import { builtOf } from './layerReferences.ts';
import type { BuiltGolden } from './layerReferences.ts';
import { flat, nestedSchema, samples, shapeOf } from './nested.ts';
import type { Nested } from './nested.ts';
import { Network } from './network.ts';
import { backward, forward, onlyTensor, tensorAt } from './probe.ts';

const schema = goldenSchema.extend({
  layer: z.string(),
  config: z.looseObject({}).default({}),
  weights: z.record(z.string(), nestedSchema.nullable()).default({}),
  quantity: z.string().optional(),
  input: nestedSchema,
  dy: nestedSchema.optional(),
  expected: nestedSchema,
  expected_f64: nestedSchema.optional(),
  expected_gradients: z.record(z.string(), nestedSchema).default({}),
  tolerance: toleranceSchema,
});
type LayerGolden = z.output<typeof schema>;

/** The layers: output, gradients for a given dy, statistics of a batch, and the properties of dropout. */
export const layers: Adapter = {
  file: 'layers',
  async run(raw, bench) {
    if (raw['layer'] === 'dropout') return dropoutProperties(raw, bench);
    const golden = schema.parse(raw);
    const built = builtOf(golden);
    const figures = await figuresOf(golden, built, bench);
    const wanted = golden.quantity === undefined ? { y: golden.expected, ...golden.expected_gradients } : { [nameOf(golden.quantity)]: golden.expected };
    return Object.entries(wanted).flatMap(([name, expected]) => comparisons(golden, name, expected, figures(name)));
  },
};

function comparisons({ expected, expected_f64: exact, tolerance }: LayerGolden, label: string, peer: Nested, { shape, values }: Figure): readonly Comparison[] {
  return [
    { label: `shape of ${label}`, actual: shape, exact: shapeOf(peer) },
    { label, actual: values, exact: exact !== undefined && peer === expected ? flat(exact) : undefined, peer: flat(peer), tolerance },
  ];
}

/** `gradient dx given dy` as `dx`. */
function nameOf(quantity: string): string {
  return /^gradient (\w+) given dy/.exec(quantity)?.[1] ?? quantity;
}

interface Figure {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

async function figuresOf(golden: LayerGolden, built: BuiltGolden, bench: Bench): Promise<(name: string) => Figure> {
  const inputs = samples(golden.input);
  if (golden.quantity?.startsWith('batch ') === true) return batchStatistics(golden, built, bench);
  if (golden.dy === undefined && !built.training) {
    const y = await forward(bench, built.model, inputs, built.weights);
    return () => y;
  }
  const dy = golden.dy === undefined ? new Float64Array(flat(golden.expected).length) : flat(golden.dy);
  const report = await backward(bench, built.model, inputs, dy, built.weights);
  return name => figureOf(golden, report, name);
}

function figureOf(golden: LayerGolden, { outputs, inputs, parameters }: GradientReport, name: string): Figure {
  switch (name) {
    case 'y': return onlyTensor(outputs);
    case 'dx': return onlyTensor(inputs);
    case 'dmean':
    case 'dvariance': return byStatistics(golden, onlyTensor(inputs).values, name);
    default: return tensorAt(parameters, Object.keys(parameters).find(path => path.endsWith(`/${name.slice(1)}`)) ?? name);
  }
}

/** Running statistics are no parameters; their derivatives follow from dx: dmean = −Σ dx, dvariance = −½·Σ dx·(x − mean) / (variance + ε). */
function byStatistics({ input, weights, config }: LayerGolden, dx: ArrayLike<number>, name: 'dmean' | 'dvariance'): Figure {
  const x = flat(input);
  const [mean, variance] = [flat(weights['mean'] ?? []), flat(weights['variance'] ?? [])];
  const features = mean.length;
  const slope = (index: number) => {
    const feature = index % features;
    return name === 'dmean' ? -1 : -((x[index] ?? 0) - (mean[feature] ?? 0)) / 2 / ((variance[feature] ?? 0) + Number(config['epsilon']));
  };
  const values = new Float64Array(features);
  Array.from(dx).forEach((own, index) => { values[index % features] = (values[index % features] ?? 0) + own * slope(index); });
  return { shape: [features], values };
}

/** With a momentum of 0 the moving averages are those of the last batch; with a rate of 0 nothing else moves. */
async function batchStatistics({ input }: LayerGolden, { model }: BuiltGolden, bench: Bench): Promise<(name: string) => Figure> {
  const batch = { inputs: samples(input), targets: samples(input) };
  const network = new Network(bench, { model, loss: 'meanSquaredError', optimizer: { use: 'sgd', learningRate: 0 } }, batch);
  await network.train(batch, 1, shapeOf(input)[0] ?? 1);
  const weights = await network.weights();
  return name => tensorAt(weights, `batchNormalization/${name === 'batch mean' ? 'movingMean' : 'movingVariance'}`);
}
