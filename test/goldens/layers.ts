import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { dropoutProperties } from './dropoutProperties.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter, Bench } from './golden.ts';
import { flat, nestedSchema, samples, shapeOf } from './nested.ts';
import { backward, forward, onlyTensor, tensorAt } from './probe.ts';
import type { ModelWeights } from './probe.ts';

const schema = goldenSchema.extend({
  layer: z.string(),
  config: z.looseObject({ activation: z.string().optional() }).default({}),
  weights: z.object({ kernel: nestedSchema, bias: nestedSchema.nullable() }).optional(),
  quantity: z.enum(['gradient dx given dy', 'gradient dkernel given dy', 'gradient dbias given dy']).optional(),
  input: nestedSchema,
  dy: nestedSchema.optional(),
  expected: nestedSchema,
  expected_f64: nestedSchema,
  tolerance: toleranceSchema,
});
type LayerGolden = z.output<typeof schema>;

/** The layers: output, gradients for a given dy, and the properties of dropout. */
export const layers: Adapter = {
  file: 'layers',
  async run(raw, bench) {
    if (raw['layer'] === 'dropout') return dropoutProperties(raw, bench);
    const golden = schema.parse(raw);
    const actual = await tensorOf(golden, bench);
    return [
      { label: 'shape', actual: actual.shape, exact: shapeOf(golden.expected) },
      { label: golden.quantity ?? 'y', actual: actual.values, exact: flat(golden.expected_f64), peer: flat(golden.expected), tolerance: golden.tolerance },
    ];
  },
};

async function tensorOf(golden: LayerGolden, bench: Bench) {
  const { layer, weights } = builtOf(golden);
  const inputs = samples(golden.input);
  if (golden.quantity === undefined) return forward(bench, layer, inputs, weights);
  if (golden.dy === undefined) throw new Error('a gradient without dy');
  const report = await backward(bench, layer, inputs, flat(golden.dy), weights);
  switch (golden.quantity) {
    case 'gradient dx given dy': return onlyTensor(report.inputs);
    case 'gradient dkernel given dy': return tensorAt(report.parameters, 'dense/kernel');
    case 'gradient dbias given dy': return tensorAt(report.parameters, 'dense/bias');
  }
}

function builtOf({ layer, config: { activation }, weights }: LayerGolden): { readonly layer: Reference<'layer'>; readonly weights: ModelWeights } {
  if (layer === 'relu') return { layer: { use: 'relu' }, weights: {} };
  if (layer !== 'dense' || weights === undefined) throw new Error(`no adapter for the layer ${layer}, and no reason in leftOut.ts`);
  const { kernel, bias } = weights;
  const units = shapeOf(kernel).at(-1);
  return {
    layer: { use: 'dense', units, useBias: bias !== null, ...(activation !== undefined && { activation }) },
    weights: { 'dense/kernel': flat(kernel), ...(bias !== null && { 'dense/bias': flat(bias) }) },
  };
}
