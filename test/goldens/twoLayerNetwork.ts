import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Bench, Comparison, Golden } from './golden.ts';
import { flat, linearSpace, nestedSchema, samples, shapeOf } from './nested.ts';
import type { Nested } from './nested.ts';
import { Network } from './network.ts';
import { onlyTensor, tensorAt } from './probe.ts';

const weightsSchema = z.object({ W1: nestedSchema, b1: nestedSchema, W2: nestedSchema, b2: nestedSchema });
const schema = goldenSchema.extend({
  x: nestedSchema,
  labels: nestedSchema,
  weights: weightsSchema.optional(),
  config: z.object({ l2: z.number() }).optional(),
  expected: z.object({ scores: nestedSchema, loss: z.number().optional(), loss_reg0: z.number().optional(), loss_reg1: z.number().optional() }),
  expected_f64: z.object({
    scores: nestedSchema, loss: z.number().optional(), loss_reg0: z.number().optional(), loss_reg1: z.number().optional(),
    grads: weightsSchema.optional(),
    grads_reg1: z.object({ b1: nestedSchema, b2: nestedSchema, W1_row0: nestedSchema, W2_row0: nestedSchema }).optional(),
  }),
  tolerance: z.object({ scores: toleranceSchema, loss: toleranceSchema }),
});
type NetworkGolden = z.output<typeof schema>;
type LossKey = 'loss' | 'loss_reg0' | 'loss_reg1';

/** The two-layer networks of cs231n: dense, relu, dense, softmax cross entropy, with a penalty on both kernels. `reg` there is 2λ here. */
export async function twoLayerNetwork(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const golden = schema.parse(raw);
  const strengths: readonly (readonly [LossKey, number])[] = golden.config === undefined ? [['loss_reg0', 0], ['loss_reg1', 0.5]] : [['loss', golden.config.l2]];
  const comparisons: Comparison[] = [];
  for (const [key, lambda] of strengths) comparisons.push(...await withPenalty(golden, bench, key, lambda));
  return comparisons;
}

async function withPenalty(golden: NetworkGolden, bench: Bench, key: LossKey, lambda: number): Promise<readonly Comparison[]> {
  const { expected, expected_f64: exact, tolerance } = golden;
  const { W1, b1, W2, b2 } = golden.weights ?? generated();
  const batch = { inputs: samples(golden.x), targets: samples(golden.labels, 1, 'int32') };
  const network = new Network(bench, { model: layers(W1, W2, lambda), loss: 'categoricalCrossEntropy' }, batch);
  network.setWeights({ 'first/kernel': flat(W1), 'first/bias': flat(b1), 'second/kernel': flat(W2), 'second/bias': flat(b2) });
  const report = await network.report(batch);
  return [
    { label: 'scores', actual: onlyTensor(report.outputs).values, exact: flat(exact.scores), peer: flat(expected.scores), tolerance: tolerance.scores },
    { label: key, actual: [report.loss], exact: [exact[key] ?? Number.NaN], peer: [expected[key] ?? Number.NaN], tolerance: tolerance.loss },
    ...(key === 'loss_reg0' ? [] : gradients(golden, path => tensorAt(report.parameters, path).values)),
  ];
}

function gradients({ expected_f64: { grads, grads_reg1: rows } }: NetworkGolden, gradientOf: (path: string) => ArrayLike<number>): readonly Comparison[] {
  const paths: Readonly<Record<string, string>> = { W1: 'first/kernel', b1: 'first/bias', W2: 'second/kernel', b2: 'second/bias' };
  return Object.entries<Nested>({ ...grads, ...rows }).map(([name, nested]) => {
    const exact = flat(nested);
    const gradient = Array.from(gradientOf(paths[name.replace('_row0', '')] ?? name));
    return { label: `gradient of ${name}`, actual: name.endsWith('_row0') ? gradient.slice(0, exact.length) : gradient, exact };
  });
}

function layers(W1: Nested, W2: Nested, lambda: number): readonly Reference<'layer'>[] {
  const layer = (name: string, kernel: Nested, activation: string) => ({ use: 'dense', name, units: shapeOf(kernel).at(-1), activation, kernelRegularizer: { use: 'l2', lambda } });
  return [layer('first', W1, 'relu'), layer('second', W2, 'linear')];
}

/** The weights of the assignment's sanity check, which its golden gives as evenly spaced numbers. */
function generated(): z.output<typeof weightsSchema> {
  return { W1: rows(linearSpace(-0.7, 0.3, 250), 50), b1: [...linearSpace(-0.1, 0.9, 50)], W2: rows(linearSpace(-0.3, 0.4, 350), 7), b2: [...linearSpace(-0.9, 0.1, 7)] };
}

function rows(values: Float64Array, columns: number): Nested {
  return Array.from({ length: values.length / columns }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)]);
}
