import { DataError } from '../errors.ts';
import { targetColumns } from './csvColumns.ts';
import type { CsvColumns, NamedColumns } from './csvColumns.ts';

/** An option that names columns, and what they are by it. */
interface Purpose {
  readonly option: string;
  readonly purpose: string;
  readonly named: readonly NamedColumns[];
}

/** Throws a DataError where a column is named twice, or by two options that exclude each other: one of them would do nothing without a word. */
export function requireOnePurpose({ inputs = [], target, weights, oneHot, ignore }: CsvColumns): void {
  const input = { option: 'data.inputs', purpose: 'an input', named: inputs };
  const ofTarget = { option: 'data.target', purpose: 'a target', named: targetColumns(target).map(alone) };
  const ofWeights = { option: 'data.weights', purpose: 'the column of weights', named: weights === undefined ? [] : [alone(weights)] };
  const ofOneHot = { option: 'data.oneHot', purpose: 'a one-hot input', named: Object.keys(oneHot).map(alone) };
  const ignored = { option: 'data.ignore', purpose: 'ignored', named: ignore.map(alone) };
  [input, ofTarget].forEach(requireOnce);
  requireApart(ofWeights, [ofTarget]);
  requireApart(ofOneHot, [ofTarget, ofWeights]);
  requireApart(input, [ofTarget, ofWeights, ignored]);
}

function alone(name: string): NamedColumns {
  return { name, columns: [name] };
}

function requireOnce({ option, purpose, named }: Purpose): void {
  const names = named.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new DataError(`${purpose} is named twice`, { where: option, got: twice, expected: 'each column once' });
}

/** A name of which some columns are left has done something. */
function requireApart({ option, purpose, named }: Purpose, others: readonly Purpose[]): void {
  for (const other of others) {
    const taken = other.named.flatMap(({ columns }) => columns);
    const both = named.find(({ columns }) => columns.every(column => taken.includes(column)));
    if (both !== undefined) throw new DataError(`${purpose} is ${other.purpose} too`, { where: option, got: both.name, expected: `another column than under ${other.option}` });
  }
}
