import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { flat, nestedSchema } from './nested.ts';
import { optimizerConfig, optimizerReference } from './optimizerReference.ts';

const denseSchema = z.object({
  type: z.literal('dense'),
  units: z.number(),
  activation: z.string(),
  l1: z.number().optional(),
  l2: z.number().optional(),
  weights: z.object({ kernel: nestedSchema, bias: nestedSchema.optional() }),
});
type DenseGolden = z.output<typeof denseSchema>;
const normalizationSchema = z.object({
  type: z.enum(['batch_norm', 'layer_norm']),
  momentum: z.number().optional(),
  epsilon: z.number(),
  axis: z.union([z.number(), z.array(z.number())]).optional(),
  weights: z.record(z.string(), nestedSchema),
});
type NormalizationGolden = z.output<typeof normalizationSchema>;

/** A layer of a golden's model. */
export const layerSchema = z.discriminatedUnion('type', [denseSchema, normalizationSchema, z.object({ type: z.literal('flatten'), weights: z.object({}).default({}) })]);
export type LayerGolden = z.output<typeof layerSchema>;

/** The path of a golden's layer, which it names by its number. */
export function pathOf(layer: number): string {
  return `layer${layer}`;
}

/** The layers of a model, as a config would list them. */
export function layerReferences(model: readonly LayerGolden[]): readonly Reference<'layer'>[] {
  return model.map((layer, index) => ({ ...layerReference(layer), name: pathOf(index) }));
}

function layerReference(layer: LayerGolden): Reference<'layer'> {
  switch (layer.type) {
    case 'dense': return denseReference(layer);
    case 'flatten': return { use: 'flatten' };
    default: return normalizationReference(layer);
  }
}

function denseReference({ units, activation, l1, l2, weights }: DenseGolden): Reference<'layer'> {
  const kernelRegularizer = l1 === undefined ? { use: 'l2', lambda: l2 } : { use: 'elasticNet', l1, l2 };
  return { use: 'dense', units, activation, useBias: weights.bias !== undefined, ...(l2 !== undefined && { kernelRegularizer }) };
}

function normalizationReference({ type, epsilon, momentum, axis }: NormalizationGolden): Reference<'layer'> {
  return type === 'layer_norm' ? { use: 'layerNormalization', epsilon, axis } : { use: 'batchNormalization', epsilon, momentum };
}

/** A golden's name of a weight as it is here. */
export function weightName(name: string): string {
  return { moving_mean: 'movingMean', moving_variance: 'movingVariance' }[name] ?? name;
}

/** The weights of those layers by path. */
export function layerWeights(model: readonly LayerGolden[]): Readonly<Record<string, Float64Array>> {
  return Object.fromEntries(model.flatMap(({ weights }, index) => Object.entries(weights).flatMap(([name, values]) => (
    values === undefined ? [] : [[`${pathOf(index)}/${weightName(name)}`, flat(values)] as const]
  ))));
}

/** The goldens' cross entropies are of probabilities; `half_sse` is ½·Σ, `sse` is Σ. */
export function lossReference(name: string): Reference<'loss'> {
  switch (name) {
    case 'mse': return { use: 'meanSquaredError' };
    case 'mae': return { use: 'meanAbsoluteError' };
    case 'half_sse': return { use: 'meanSquaredError', half: true, reduction: 'sum' };
    case 'sse': return { use: 'meanSquaredError', reduction: 'sum' };
    case 'binary_crossentropy': return { use: 'binaryCrossEntropy', fromLogits: false };
    case 'categorical_crossentropy':
    case 'sparse_categorical_crossentropy': return { use: 'categoricalCrossEntropy', fromLogits: false };
    default: throw new Error(`no adapter for the loss ${name}, and no reason in leftOut.ts`);
  }
}

const scheduleSchema = z.object({
  name: z.literal('exponential_decay'), initial_learning_rate: z.number(), decay_steps: z.number(), decay_rate: z.number(), staircase: z.boolean(),
});

/** The optimizer of a run; its rate is a number or a schedule. */
export function trainingOptimizer({ name, schedule, ...config }: Readonly<Record<string, unknown>> & { readonly name: string }): Reference<'optimizer'> {
  if (schedule === undefined) return optimizerReference(name, optimizerConfig.parse(config));
  const { initial_learning_rate: initialValue, decay_steps: decaySteps, decay_rate: decayRate, staircase } = scheduleSchema.parse(schedule);
  const learningRate = { use: 'exponentialDecay', initialValue, decaySteps, decayRate, staircase };
  return optimizerReference(name, optimizerConfig.parse({ ...config, learning_rate: initialValue }), learningRate);
}
