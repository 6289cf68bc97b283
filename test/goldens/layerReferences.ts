import { z } from 'zod';
import type { LayerInput, Reference } from '../../src/components/definition.ts';
import { flat, shapeOf } from './nested.ts';
import type { Nested } from './nested.ts';
import type { ModelWeights } from './probe.ts';

/** A golden's layer as a config would write it, with its weights by path. */
export interface BuiltGolden {
  readonly model: LayerInput;
  readonly weights: ModelWeights;
  /** True where the golden's output is that of a training step. */
  readonly training: boolean;
}

interface LayerDescription {
  readonly layer: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: Readonly<Record<string, Nested | null>>;
  readonly input: Nested;
}

/** The layer that a golden describes. */
export function builtOf(golden: LayerDescription): BuiltGolden {
  switch (golden.layer) {
    case 'relu': return { model: 'relu', weights: {}, training: false };
    case 'dense': return { model: denseOf(golden), weights: weightsOf(golden, 'dense'), training: false };
    case 'embedding': return { model: embeddingOf(golden), weights: weightsOf(golden, 'embedding'), training: false };
    case 'embedding -> layer_norm': return { model: [embeddingOf(golden), layerNormalizationOf(golden)], weights: weightsOf(golden, 'embedding'), training: false };
    case 'layer_norm': return { model: layerNormalizationOf(golden), weights: weightsOf(golden, 'layerNormalization'), training: false };
    case 'batch_norm_inference': return { model: { ...batchNormalizationOf(golden), statistics: 'moving' }, weights: weightsOf(golden, 'batchNormalization'), training: false };
    case 'batch_norm_training': return { model: batchNormalizationOf(golden), weights: weightsOf(golden, 'batchNormalization'), training: true };
    default: throw new Error(`no adapter for the layer ${golden.layer}, and no reason in leftOut.ts`);
  }
}

const names: Readonly<Record<string, string>> = { mean: 'movingMean', variance: 'movingVariance' };

function weightsOf({ weights }: LayerDescription, layer: string): ModelWeights {
  return Object.fromEntries(Object.entries(weights).flatMap(([name, values]) => (values === null ? [] : [[`${layer}/${names[name] ?? name}`, flat(values)] as const])));
}

function denseOf({ config: { activation }, weights: { kernel, bias } }: LayerDescription): Reference<'layer'> {
  const units = shapeOf(kernel ?? []).at(-1);
  return { use: 'dense', units, useBias: bias !== null, ...(activation !== undefined && { activation }) };
}

function embeddingOf({ weights: { embeddings } }: LayerDescription): Reference<'layer'> {
  const [vocabularySize, units] = shapeOf(embeddings ?? []);
  return { use: 'embedding', vocabularySize, units };
}

const normalizationConfig = z.looseObject({
  epsilon: z.number(),
  axis: z.union([z.number(), z.array(z.number())]).optional(),
  reduction_axes: z.array(z.number()).optional(),
  gamma: z.literal('ones').nullable().default('ones'),
  beta: z.enum(['ones', 'zeros']).nullable().default('zeros'),
  rms_scaling: z.boolean().default(false),
});

function layerNormalizationOf({ config }: LayerDescription): Reference<'layer'> {
  const { epsilon, axis, beta, rms_scaling: rmsScaling } = normalizationConfig.parse(config);
  return { use: 'layerNormalization', epsilon, axis, center: beta !== null, ...(beta !== null && { betaInitializer: beta }), rmsScaling };
}

/** A golden names the axes that are averaged over; what is left are those of the features. */
function batchNormalizationOf({ config, input }: LayerDescription): Reference<'layer'> {
  const { epsilon, reduction_axes: averaged } = normalizationConfig.parse(config);
  const axis = averaged === undefined ? -1 : shapeOf(input).map((_, index) => index).filter(index => !averaged.includes(index));
  return { use: 'batchNormalization', epsilon, axis, momentum: 0 };
}
