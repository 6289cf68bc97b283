import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { slideStages, stageLabel } from './lectureSlides.ts';
import { goldenSchema } from './golden.ts';
import type { Bench, Comparison, Golden } from './golden.ts';
import { flat, nestedSchema, samples, transposed } from './nested.ts';
import { Network } from './network.ts';
import { forward, onlyTensor, tensorAt } from './probe.ts';
import type { ModelWeights } from './probe.ts';

const matrix = z.array(z.array(z.number()));
export const lectureSchema = goldenSchema.extend({
  activation: z.string(),
  loss: z.literal('half squared error, one sample'),
  x: z.array(z.number()),
  y: z.array(z.number()),
  kernel_out_in: z.tuple([matrix, matrix]),
  bias: z.tuple([z.array(z.number()), z.array(z.number())]),
  printed: z.record(z.string(), nestedSchema),
  printed_tolerance: z.number(),
  expected_f64: z.record(z.string(), nestedSchema),
});
export type LectureGolden = z.output<typeof lectureSchema>;

/** A network of the slides: every value to all digits, and the printed ones exactly as printed, or within the slide's tolerance where it hides digits. */
export async function printedNetwork(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const golden = lectureSchema.parse(raw);
  const quantities = await quantitiesOf(golden, bench);
  const quantity = (name: string) => quantities[name] ?? missing(name);
  const stages = await slideStages(golden, bench, quantity);
  return [
    ...Object.entries(golden.expected_f64).map(([label, exact]) => ({ label, actual: quantity(label), exact: flat(exact) })),
    ...stages,
    ...Object.entries(golden.printed).filter(([name]) => stages.every(({ label }) => label !== stageLabel(name))).map(([name, peer]) => ({
      label: `${name} as printed, nearly`, actual: quantity(name), peer: flat(peer), tolerance: { atol: 0, rtol: golden.printed_tolerance },
    })),
  ];
}

/** With one sample, δ of a layer is the gradient of its bias. Matrices are the slides': W[out][in]. */
async function quantitiesOf(golden: LectureGolden, bench: Bench): Promise<Readonly<Record<string, ArrayLike<number>>>> {
  const { weights, layers, inputs } = networkOf(golden);
  const batch = { inputs, targets: samples([golden.y]) };
  const network = new Network(bench, { model: layers, loss: { use: 'meanSquaredError', half: true, reduction: 'sum' } }, batch);
  network.setWeights(weights);
  const { outputs, parameters } = await network.report(batch);
  const stage = async (model: readonly Reference<'layer'>[], ...paths: readonly string[]) => {
    const own = Object.entries(weights).filter(([path]) => paths.some(start => path.startsWith(start)));
    return (await forward(bench, model, inputs, Object.fromEntries(own))).values;
  };
  const gradient = (path: string) => tensorAt(parameters, path).values;
  const [first = missing('layer'), second = missing('layer')] = layers;
  const [dW1, dW2] = [outIn(gradient('first/kernel'), golden.bias[0].length), outIn(gradient('second/kernel'), golden.bias[1].length)];
  const [db1, db2] = [gradient('first/bias'), gradient('second/bias')];
  return {
    z2: await stage([linear(first)], 'first'),
    a2: await stage([first], 'first'),
    z3: await stage([first, linear(second)], 'first', 'second'),
    a3: onlyTensor(outputs).values,
    delta3: db2, delta2: db1, db2, db1, dW2, dW1,
    delta2_first: db1.slice(0, 1), dW2_11: dW2.slice(0, 1), dW1_11: dW1.slice(0, 1),
  };
}

function networkOf({ activation, kernel_out_in: [W1, W2], bias: [b1, b2], x }: LectureGolden) {
  const layers: readonly Reference<'layer'>[] = [{ use: 'dense', name: 'first', units: b1.length, activation }, { use: 'dense', name: 'second', units: b2.length, activation }];
  const weights: ModelWeights = { 'first/kernel': flat(transposed(W1)), 'first/bias': b1, 'second/kernel': flat(transposed(W2)), 'second/bias': b2 };
  return { layers, weights, inputs: samples([x]) };
}

function linear(layer: Reference<'layer'>): Reference<'layer'> {
  return { ...layer, activation: 'linear' };
}

/** A kernel [in, out] as W[out][in]. */
function outIn(kernel: ArrayLike<number>, out: number): Float64Array {
  const into = kernel.length / out;
  return Float64Array.from({ length: kernel.length }, (_, index) => kernel[(index % into) * out + Math.floor(index / into)] ?? Number.NaN);
}

function missing(name: string): never {
  throw new Error(`no adapter for the lecture's ${name}`);
}
