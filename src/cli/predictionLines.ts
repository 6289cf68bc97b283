import type { Run } from '../index.ts';
import type { HostTensor } from '../training/hostTensor.ts';
import { sizeOf } from '../tensor/shape.ts';
import { outputMeaning } from './outputMeaning.ts';

/** One line a sample; several outputs of a model are separated by ` | `. */
export function predictionLines(outputs: readonly HostTensor[], { description }: Run['parts']): readonly string[] {
  const columns = outputs.map((output, index) => {
    const categories = index === 0 ? description.categories : undefined;
    const print = printers[output.shape.length === 2 ? outputMeaning(description.config['loss'], index) : 'numbers'];
    return samplesOf(output).map(values => print(values, categories));
  });
  return (columns[0] ?? []).map((_, sample) => columns.map(lines => lines[sample]).join(' | '));
}

type Print = (values: ArrayLike<number>, categories: readonly string[] | undefined) => string;

const printers: Readonly<Record<ReturnType<typeof outputMeaning>, Print>> = {
  'class logits': (logits, categories) => printClass(softmax(logits), categories),
  'class probabilities': printClass,
  'yes-or-no logits': logits => printNumbers(Array.from(logits, z => 1 / (1 + Math.exp(-z)))),
  numbers: printNumbers,
};

function printClass(probabilities: ArrayLike<number>, categories: readonly string[] | undefined): string {
  const values = Array.from(probabilities);
  const best = values.reduce((most, value, index) => (value > (values[most] ?? 0) ? index : most), 0);
  return `${categories?.[best] ?? best}\t${(values[best] ?? Number.NaN).toFixed(4)}`;
}

function printNumbers(values: ArrayLike<number>): string {
  return Array.from(values, value => String(Number(value.toPrecision(6)))).join(' ');
}

function softmax(logits: ArrayLike<number>): readonly number[] {
  const greatest = Math.max(...Array.from(logits));
  const powers = Array.from(logits, logit => Math.exp(logit - greatest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map(power => power / sum);
}

function samplesOf({ shape: [count = 0, ...sample], values }: HostTensor): readonly ArrayLike<number>[] {
  const size = sizeOf(sample);
  return Array.from({ length: count }, (_, index) => values.subarray(index * size, (index + 1) * size));
}
