import { z } from 'zod';
import type { Batch } from '../../src/training/userBatch.ts';
import type { Weights } from '../../src/training/weights.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Bench, Comparison, Golden } from './golden.ts';
import { flat, nestedSchema, samples } from './nested.ts';
import type { Nested } from './nested.ts';
import { Network } from './network.ts';
import { forward, onlyTensor, tensorAt } from './probe.ts';
import { layerReferences, layerSchema, layerWeights, lossReference, pathOf, trainingOptimizer, weightName } from './trainingParts.ts';

const figuresSchema = z.object({
  epoch_loss: nestedSchema, accuracy: nestedSchema, initial_output: nestedSchema, output_after: nestedSchema,
  hidden_before: nestedSchema, output_before: nestedSchema,
  weights: z.record(z.string(), nestedSchema), first_gradients: z.record(z.string(), nestedSchema),
}).partial();
const schema = goldenSchema.extend({
  model: z.array(layerSchema),
  loss: z.string(),
  optimizer: z.looseObject({ name: z.string() }),
  x: nestedSchema,
  y: nestedSchema,
  batch_size: z.number(),
  epochs: z.number(),
  expected: figuresSchema,
  expected_f64: figuresSchema,
  tolerance: z.record(z.string(), toleranceSchema),
});
type TrainingGolden = z.output<typeof schema>;
type Figure = Exclude<keyof z.output<typeof figuresSchema>, 'weights' | 'first_gradients'>;

/** A run from given weights: outputs and gradients before it, the figures of its epochs, weights and outputs after it. */
export async function trainingCase(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const golden = schema.parse(raw);
  const layers = layerReferences(golden.model);
  const loss = lossReference(golden.loss);
  const batch: Batch = { inputs: samples(golden.x), targets: samples(golden.y, 1, golden.loss.startsWith('sparse') ? 'int32' : 'float') };
  const network = new Network(bench, { model: layers, loss, optimizer: trainingOptimizer(golden.optimizer), metrics: { accuracy: 'accuracy' } }, batch);
  network.setWeights(layerWeights(golden.model));
  const before = await network.report(batch);
  const hidden = await forward(bench, layers[0] ?? 'linear', samples(golden.x), layerWeights(golden.model.slice(0, 1)));
  const epochs = await network.train(batch, golden.epochs, golden.batch_size);
  const output = onlyTensor(before.outputs).values;
  return [
    ...figure(golden, 'hidden_before', hidden.values, 'outputs'),
    ...figure(golden, 'output_before', output, 'outputs'),
    ...figure(golden, 'initial_output', output, 'outputs'),
    ...named(golden, 'first_gradients', before.parameters),
    ...figure(golden, 'epoch_loss', epochs.map(({ training: { loss: own } }) => own)),
    ...figure(golden, 'accuracy', epochs.flatMap(({ training: { accuracy = Number.NaN } }) => [...flat(accuracy)])),
    ...named(golden, 'weights', await network.weights()),
    ...figure(golden, 'output_after', onlyTensor(await network.predict(batch)).values, 'outputs'),
  ];
}

function figure({ expected, expected_f64: exact, tolerance }: TrainingGolden, key: Figure, actual: ArrayLike<number>, kind: string = key): readonly Comparison[] {
  const [own, peer] = [exact[key], expected[key]];
  if (own === undefined && peer === undefined) return [];
  return [{
    label: key, actual, exact: own === undefined ? undefined : flat(own), peer: peer === undefined ? undefined : flat(peer),
    tolerance: tolerance[key] ?? tolerance[kind] ?? tolerance['default'],
  }];
}

function named({ expected, expected_f64, tolerance }: TrainingGolden, key: 'weights' | 'first_gradients', tensors: Weights): readonly Comparison[] {
  const [exact, peer] = [expected_f64[key] ?? {}, expected[key] ?? {}];
  return [...new Set([...Object.keys(exact), ...Object.keys(peer)])].map(name => ({
    label: `${key} ${name}`, actual: valuesOf(tensors, name), exact: numbers(exact[name]), peer: numbers(peer[name]),
    tolerance: tolerance[key] ?? tolerance['default'],
  }));
}

/** `1.kernel` is the kernel of layer 1; `0.kernel_unit1_only` its weights that go to unit 1, counted from 0. */
function valuesOf(tensors: Weights, name: string): ArrayLike<number> {
  const [layer = '', parameter = ''] = name.split('.');
  const { shape, values } = tensorAt(tensors, `${pathOf(Number(layer))}/${weightName(parameter.replace('_unit1_only', ''))}`);
  const units = shape.at(-1) ?? 1;
  return name.endsWith('_unit1_only') ? values.filter((_: number, index: number) => index % units === 1) : values;
}

function numbers(nested: Nested | undefined): ArrayLike<number> | undefined {
  return nested === undefined ? undefined : flat(nested);
}
