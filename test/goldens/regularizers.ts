import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter, Bench, Comparison } from './golden.ts';
import { flat, nestedSchema, samples, shapeOf } from './nested.ts';
import { Network } from './network.ts';
import { onlyTensor, tensorAt } from './probe.ts';

const schema = goldenSchema.extend({
  fn: z.string(),
  config: z.looseObject({ l1: z.number().default(0), l2: z.number().default(0), factor: z.number().optional(), mode: z.string().optional() }),
  weights: nestedSchema,
  expected: nestedSchema,
  expected_f64: nestedSchema,
  grad_f64: nestedSchema.optional(),
  tolerance: toleranceSchema,
});
type RegularizerGolden = z.output<typeof schema>;

/** The penalties with their gradients, on a kernel and on a layer's output. */
export const regularizers: Adapter = {
  file: 'regularizers',
  async run(raw, bench) {
    const golden = schema.parse(raw);
    return [...await onKernel(golden, bench), ...await onOutput(golden, bench)];
  },
};

/** The one sample has the weight 0, so that the penalty alone makes the gradient. */
async function onKernel(golden: RegularizerGolden, bench: Bench): Promise<readonly Comparison[]> {
  const [rows = 1, columns = 1] = shapeOf(golden.weights);
  const batch = { inputs: { values: new Float64Array(rows).fill(1), shape: [rows] }, targets: { values: new Float64Array(columns), shape: [columns] }, weights: [0] };
  const layer = { use: 'dense', units: columns, useBias: false, kernelRegularizer: referenceOf(golden) };
  const network = new Network(bench, { model: layer, loss: 'meanSquaredError' }, batch);
  network.setWeights({ 'dense/kernel': flat(golden.weights) });
  const { penalty, loss, parameters } = await network.report(batch);
  return comparisons(golden, 'kernel', { penalty, loss, gradient: tensorAt(parameters, 'dense/kernel').values });
}

/** The target is the output itself, so that the penalty alone makes the gradient. */
async function onOutput(golden: RegularizerGolden, bench: Bench): Promise<readonly Comparison[]> {
  const inputs = samples([golden.weights]);
  const network = new Network(bench, { model: referenceOf(golden), loss: 'meanSquaredError' }, { inputs, targets: inputs });
  const { penalty, loss, inputs: gradients } = await network.report({ inputs, targets: inputs });
  return comparisons(golden, 'output', { penalty, loss, gradient: onlyTensor(gradients).values });
}

interface Penalised {
  readonly penalty: number;
  readonly loss: number;
  readonly gradient: ArrayLike<number>;
}

function comparisons({ expected, expected_f64, grad_f64, tolerance }: RegularizerGolden, place: string, { penalty, loss, gradient }: Penalised): readonly Comparison[] {
  const exact = flat(expected_f64);
  return [
    { label: `penalty on a ${place}`, actual: [penalty], exact, peer: flat(expected), tolerance },
    { label: `loss with a penalty on a ${place}`, actual: [loss], exact },
    ...(grad_f64 === undefined ? [] : [{ label: `gradient of a penalty on a ${place}`, actual: gradient, exact: flat(grad_f64) }]),
  ];
}

function referenceOf({ fn, config: { l1, l2, factor, mode } }: RegularizerGolden): Reference<'regularizer'> {
  switch (fn) {
    case 'l1': return { use: 'l1', lambda: l1 };
    case 'l2': return { use: 'l2', lambda: l2 };
    case 'orthogonal': return { use: 'orthogonal', factor, mode };
    case 'l1l2': return { use: 'elasticNet', l1, l2 };
    default: throw new Error(`no adapter for the regularizer ${fn}, and no reason in leftOut.ts`);
  }
}
