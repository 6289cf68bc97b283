import { sizeOf } from '../../tensor/shape.ts';
import { at, largestOf, multipleOf } from './evidence.ts';
import type { Elementwise, Evidence, Hint } from './evidence.ts';
import { quantitiesOf } from './expression.ts';
import type { Expression } from './expression.ts';

/** n − h is a formula times one number for each row: a sum or a mean over the row is missing, or wrong. */
export const rowSumHint: Hint = evidence => {
  const { hand, numeric } = evidence;
  const rest: Elementwise = index => at(numeric)(index) - at(hand)(index);
  for (const rows of groupings(evidence)) {
    for (const { name, at: f } of multiplied(evidence)) {
      if (rows.places.every(row => multipleOf(rest, f, row) !== undefined || isZero(rest, row, evidence))) return `it is off by ${name === '1' ? '' : `${name} times `}one number for ${rows.name}: a sum or a mean over ${rows.over} is missing or wrong`;
    }
  }
  return undefined;
};

/** h is dy times one number for each row: what x does to that number (a mean, a deviation, a length) is left out. */
export const rowFactorHint: Hint = evidence => {
  const { hand, upstream } = evidence;
  if (upstream === undefined || upstream.values.length !== hand.length) return undefined;
  const rows = groupings(evidence).find(own => own.places.every(row => multipleOf(at(hand), at(upstream.values), row) !== undefined));
  return rows && `it is ${upstream.name} times one number for ${rows.name}, as if that number did not depend on the input: what the input does to it (through a mean, a deviation, a sum) is missing`;
};

/** (h − n) / f = a + b, a one number for each row and b one for each column: a sum runs along the wrong axis. */
export const wrongAxisHint: Hint = evidence => {
  const { hand, numeric, shape, elements } = evidence;
  const columns = shape.at(-1) ?? 1;
  if (shape.length < 2 || elements.length < sizeOf(shape) || columns < 2 || sizeOf(shape) / columns < 3) return undefined;
  return multiplied(evidence).some(({ at: f }) => isAdditive(index => (at(hand)(index) - at(numeric)(index)) / f(index), elements, columns)) ? 'a sum or a mean in it runs along the wrong axis' : undefined;
};

function isAdditive(value: Elementwise, elements: readonly number[], columns: number): boolean {
  const rowOf = (index: number) => index - (index % columns);
  const mixed = (index: number) => value(index) - value(rowOf(index)) - value(index % columns) + value(0);
  return elements.length > 6 && largestOf(mixed, elements) <= 1e-6 * largestOf(value, elements);
}

/** What one number for each row may be multiplied by. */
function multiplied(evidence: Evidence): readonly Expression[] {
  const { upstream, hand } = evidence;
  const known = upstream !== undefined && upstream.values.length === hand.length ? [upstream] : [];
  return [{ name: '1', at: () => 1 }, ...[...quantitiesOf(evidence), ...known].map(({ name, values }) => ({ name, at: at(values) }))];
}

interface Grouping {
  readonly name: string;
  readonly over: string;
  readonly places: readonly (readonly number[])[];
}

/** The elements by the axes that a sum may have run over: the last, all of a sample, all but the last; several groups of three or more. */
function groupings({ shape, elements, kind }: Evidence): readonly Grouping[] {
  const columns = shape.at(-1) ?? 1;
  const sample = sizeOf(shape.slice(1));
  const ways: readonly (readonly [string, string, (index: number) => number])[] = [
    [kind === 'input' && shape.length === 2 ? 'each sample' : 'each row', 'its last axis', index => Math.floor(index / columns)],
    ...shape.length > 2 && kind === 'input' ? [['each sample', 'the sample', (index: number) => Math.floor(index / sample)] as const] : [],
    ['each place of the last axis', 'all other axes', index => index % columns],
  ];
  return ways.map(([name, over, groupOf]) => ({ name, over, places: grouped(elements, groupOf) })).filter(({ places }) => places.length > 1 && places.every(({ length }) => length > 2));
}

function grouped(elements: readonly number[], groupOf: (index: number) => number): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  for (const index of elements) groups.set(groupOf(index), [...groups.get(groupOf(index)) ?? [], index]);
  return [...groups.values()];
}

function isZero(rest: Elementwise, places: readonly number[], { numeric }: Evidence): boolean {
  return largestOf(rest, places) <= 1e-6 * largestOf(at(numeric), places);
}
