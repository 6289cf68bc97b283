import { alike, at } from './evidence.ts';
import type { Elementwise, Evidence, Hint } from './evidence.ts';

/** A kernel's h is xᵀ·dy, a bias' Σ dy, and n is not: the derivative of what stands after the product, or a factor, is left out. */
export const chainHint: Hint = evidence => {
  const { kind, hand, elements, upstream, rows } = evidence;
  if (kind !== 'parameter' || upstream === undefined || rows === undefined) return undefined;
  const sums = sumsOf(evidence, upstream.values, rows);
  const found = sums.find(({ at: sum }) => alike(at(hand), sum, elements));
  if (found === undefined) return undefined;
  const right = sums.find(({ at: sum }) => alike(at(evidence.numeric), sum, elements));
  return right === undefined ? `it is ${found.name}, dy the gradient of the layer's output: the derivative of what comes after, an activation or a mask for example, is missing` : `it is ${found.name}, and should be ${right.name}`;
};

interface Sum {
  readonly name: string;
  readonly at: Elementwise;
}

/** What gradients of parameters are in the plainest layers, as far as the shapes fit. */
function sumsOf({ shape, inputs: [x = new Float64Array()] }: Evidence, dy: Float64Array, rows: number): readonly Sum[] {
  const [outputs, features] = [dy.length / rows, x.length / rows];
  const overRows = (term: (row: number) => number) => Array.from({ length: rows }, (_, row) => term(row)).reduce((sum, own) => sum + own, 0);
  const [d, value] = [(row: number, column: number) => at(dy)(row * outputs + column), (row: number, column: number) => at(x)(row * features + column)];
  if (String(shape) === String([outputs])) {
    return [
      { name: 'Σ dy', at: column => overRows(row => d(row, column)) },
      ...features === outputs ? [{ name: 'Σ x·dy', at: (column: number) => overRows(row => value(row, column) * d(row, column)) }] : [],
    ];
  }
  const product: Elementwise = index => overRows(row => value(row, Math.floor(index / outputs)) * d(row, index % outputs));
  return String(shape) === String([features, outputs]) ? [{ name: 'xᵀ·dy', at: product }] : [];
}
