import { flat, samples, transposed } from './nested.ts';
import type { Bench, Comparison } from './golden.ts';
import type { LectureGolden } from './lecturePrinted.ts';
import { backward, forward, onlyTensor, tensorAt } from './probe.ts';

/** The numbers of one stage, and the digits after the point to which a slide prints them. */
interface Stage {
  readonly name: string;
  readonly digits: number;
  readonly values: ArrayLike<number>;
}

/**
 * The printed digits, exactly. A slide goes on with the rounded numbers that it has printed; so each stage is computed by our layers from the printed values of the
 * stage before it and rounded as printed. The second network's weights are themselves rounded on the slide, so that its z2 and δ3 cannot be had to every digit.
 */
export async function slideStages(golden: LectureGolden, bench: Bench, quantity: (name: string) => ArrayLike<number>): Promise<readonly Comparison[]> {
  const stages = 'dW2_11' in golden.printed ? await firstNetwork(golden, bench, quantity) : await secondNetwork(golden, bench, quantity);
  return stages.map(({ name, digits, values }) => ({
    label: stageLabel(name), actual: Array.from(values, value => Math.round(value * 10 ** digits) / 10 ** digits), exact: printed(golden, name),
  }));
}

/** How a stage's comparison is labelled. */
export function stageLabel(name: string): string {
  return `${name} as printed, to every digit`;
}

async function firstNetwork(golden: LectureGolden, bench: Bench, quantity: (name: string) => ArrayLike<number>): Promise<readonly Stage[]> {
  const { kernel_out_in: [, W2], bias: [b1, b2], x, y, activation } = golden;
  const of = (name: string) => printed(golden, name);
  const one = (values: ArrayLike<number>) => samples([Array.from(values)]);
  const second = { use: 'dense', units: b2.length };
  const weights = { 'dense/kernel': flat(transposed(W2)), 'dense/bias': b2 };
  const fromDelta3 = await backward(bench, second, one(of('a2')), of('delta3'), weights);
  const delta3 = await backward(bench, activation, one(logits(of('a3'))), of('a3').map((a, index) => a - (y[index] ?? Number.NaN)));
  const delta2 = await backward(bench, activation, one(logits(of('a2'))), onlyTensor(fromDelta3.inputs).values);
  const fromDelta2 = await backward(bench, { use: 'dense', units: b1.length }, one(x), [...of('delta2_first'), 0]);
  return [
    { name: 'a2', digits: 2, values: quantity('a2') },
    { name: 'z3', digits: 2, values: (await forward(bench, second, one(of('a2')), weights)).values },
    { name: 'a3', digits: 2, values: (await forward(bench, activation, one(of('z3')))).values },
    { name: 'delta3', digits: 2, values: onlyTensor(delta3.inputs).values },
    { name: 'dW2_11', digits: 3, values: tensorAt(fromDelta3.parameters, 'dense/kernel').values.slice(0, 1) },
    { name: 'delta2_first', digits: 2, values: onlyTensor(delta2.inputs).values.slice(0, 1) },
    { name: 'dW1_11', digits: 2, values: tensorAt(fromDelta2.parameters, 'dense/kernel').values.slice(0, 1) },
  ];
}

async function secondNetwork(golden: LectureGolden, bench: Bench, quantity: (name: string) => ArrayLike<number>): Promise<readonly Stage[]> {
  const activated = async (name: string) => (await forward(bench, golden.activation, samples([Array.from(printed(golden, name))]))).values;
  return [
    { name: 'a2', digits: 2, values: await activated('z2') },
    { name: 'z3', digits: 2, values: quantity('z3') },
    { name: 'a3', digits: 3, values: quantity('a3') },
    { name: 'delta2', digits: 3, values: quantity('delta2') },
  ];
}

function printed({ printed: digits }: LectureGolden, name: string): Float64Array {
  const values = digits[name];
  if (values === undefined) throw new Error(`the slide prints no ${name}`);
  return flat(values);
}

/** What the sigmoid takes to these values. */
function logits(values: Float64Array): Float64Array {
  return values.map(a => Math.log(a / (1 - a)));
}
