import { classForm } from '../../tensor/targets.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { Run } from '../../training/run.ts';
import { dataValues } from './figure.ts';
import type { Answers, Made, PlotSource } from './figure.ts';

/** What the first output answers for each sample, and what is right. */
export type Judgements =
  | { readonly kind: 'classes'; readonly names: readonly string[]; readonly predicted: readonly number[]; readonly right: readonly number[] }
  | { readonly kind: 'numbers'; readonly width: number; readonly predicted: ArrayLike<number>; readonly right: ArrayLike<number> };

/** Draws from the answers of a run that can be judged; else says why it has none. */
export async function judged({ run: open, answers }: PlotSource, draw: (answers: Answers, judgements: Judgements) => Made | Promise<Made>): Promise<Made> {
  const run = await open();
  if (typeof run === 'string') return run;
  const known = await answers();
  if (typeof known === 'string') return known;
  const judgements = judgementsOf(known, run);
  return typeof judgements === 'string' ? judgements : draw(known, judgements);
}

/** The answers of the first output as classes, where its targets name such, else as numbers. A string says why they are neither. */
function judgementsOf({ dataset, outputs }: Answers, run: Run): Judgements | string {
  const [output, target] = [outputs[0], dataset.targets[0]];
  if (output === undefined || target === undefined) return 'the model has no output with targets';
  const right = dataValues(target, run);
  const [prediction, shape] = [output.shape.slice(1), target.shape];
  const classes = sizeOf(prediction);
  const form = prediction.length === 1 ? classForm(prediction, shape) : undefined;
  const names = classNames(target.categories, Math.max(2, classes));
  if (form === 'index') return { kind: 'classes', names, predicted: largestOf(output.values, classes), right: [...right] };
  if (form === 'row' && rowsOf(right, classes).every(isOneHot)) return { kind: 'classes', names, predicted: largestOf(output.values, classes), right: largestOf(right, classes) };
  if (classes === 1 && right.length === dataset.count && right.every(isDecision)) return { kind: 'classes', names, predicted: decided(output.values, right, run), right: Array.from(right, value => (value > 0 ? 1 : 0)) };
  if (classes * dataset.count === right.length) return { kind: 'numbers', width: classes, predicted: output.values, right };
  return `an output of shape [${prediction.join(', ')}] has no class and no number for a target of shape [${shape.join(', ')}] each`;
}

/** Yes or no by the sign of scores, or by a half of probabilities; targets of −1 are those of scores. */
function decided(values: ArrayLike<number>, right: ArrayLike<number>, { parts: { objective: { losses } } }: Run): readonly number[] {
  const scores = losses[0]?.loss.fromLogits === true || Array.from(right).includes(-1);
  return Array.from(values, value => (value > (scores ? 0 : 0.5) ? 1 : 0));
}

function classNames(categories: readonly string[] | undefined, count: number): readonly string[] {
  const unnamed = count === 2 && categories === undefined ? ['no', 'yes'] : [];
  return Array.from({ length: count }, (_, index) => categories?.[index] ?? unnamed[index] ?? String(index));
}

/** The place of the largest number of each row. */
function largestOf(values: ArrayLike<number>, width: number): readonly number[] {
  return rowsOf(values, width).map(row => row.indexOf(Math.max(...row)));
}

export function rowsOf(values: ArrayLike<number>, width: number): readonly (readonly number[])[] {
  const all = Array.from(values);
  return Array.from({ length: all.length / width }, (_, row) => all.slice(row * width, (row + 1) * width));
}

function isOneHot(row: readonly number[]): boolean {
  return row.every(value => value === 0 || value === 1) && row.filter(value => value === 1).length === 1;
}

function isDecision(value: number): boolean {
  return value === 0 || value === 1 || value === -1;
}
