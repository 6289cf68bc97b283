import { alike, at, largestOf } from './evidence.ts';
import type { Elementwise, Evidence, Hint, Quantity } from './evidence.ts';
import { sumOf, timesName } from './expression.ts';
import type { Expression } from './expression.ts';
import { leastSquares } from './leastSquares.ts';

/** h and n are what reaches the backward times sums of a few plain terms: both formulas are told, side by side. */
export const formulasHint: Hint = evidence => {
  const outer = outerOf(evidence);
  const [own, expected] = outer === undefined ? [] : [formulaIn(evidence, evidence.hand, outer), formulaIn(evidence, evidence.numeric, outer)];
  return own === undefined || expected === undefined || own === expected ? undefined : `it is ${own}, and should be ${expected}`;
};

/** h as such a sum. */
export function ownFormula(evidence: Evidence): string | undefined {
  const outer = outerOf(evidence);
  return outer && formulaIn(evidence, evidence.hand, outer);
}

/** n alone is such a sum. */
export const expectedFormulaHint: Hint = evidence => {
  const outer = outerOf(evidence);
  const expected = outer && formulaIn(evidence, evidence.numeric, outer);
  return expected && `it should be ${expected}`;
};

function formulaIn(evidence: Evidence, values: Float64Array, outer: Quantity): string | undefined {
  const places = evidence.elements.filter(index => at(outer.values)(index) !== 0);
  const formula = formulaOf(index => at(values)(index) / at(outer.values)(index), evidence, places);
  return formula === undefined ? undefined : product(outer.name, formula);
}

/** What a slope is taken per unit of: what reaches the backward, or of a penalty by itself nothing. */
function outerOf({ part, kind, upstream, hand, weights, batchSize }: Evidence): Quantity | undefined {
  if (upstream?.values.length === hand.length && kind === 'input') return upstream;
  if (part !== 'regularizer' || upstream !== undefined) return undefined;
  return { name: '', values: hand.map((_, index) => (kind === 'parameter' ? 1 : at(weights)(Math.floor((index * batchSize) / hand.length)) / batchSize)) };
}

/** A sum of terms that gives these numbers, in words. It has to hold at more than twice as many elements as it has terms. */
function formulaOf(slope: Elementwise, evidence: Evidence, places: readonly number[]): string | undefined {
  for (const basis of basesFor(evidence).flatMap(terms => [...terms.map(term => [term]), terms])) {
    if (places.length <= 2 * basis.length) continue;
    const coefficients = leastSquares(basis.map(({ at: term }) => places.map(term)), places.map(slope));
    const fitted = (index: number) => basis.reduce((sum, { at: term }, place) => sum + (coefficients[place] ?? 0) * term(index), 0);
    if (!alike(slope, fitted, places)) continue;
    const largest = largestOf(at(coefficients), [...coefficients.keys()]);
    return sumOf(basis.flatMap(({ name }, place) => (Math.abs(coefficients[place] ?? 0) < 1e-5 * largest ? [] : [timesName(coefficients[place] ?? 0, name)])));
  }
  return undefined;
}

/** Polynomials in the input and in the output; in the prediction, its softmax or its sigmoid with the target; in a weight, with its sign. */
function basesFor({ part, variable, quantities }: Evidence): readonly (readonly Expression[])[] {
  const one: Expression = { name: '1', at: () => 1 };
  const squared = ({ name, values }: Quantity): Expression => ({ name: `${name}²`, at: index => at(values)(index) ** 2 });
  if (part === 'regularizer') return [[plain(variable), { name: `sign(${variable.name})`, at: index => Math.sign(at(variable.values)(index)) }, squared(variable)]];
  if (part === 'loss') return lossBases(variable, quantities, one);
  const [y, gate] = ['y', 'σ(x)'].map(wanted => quantities.find(({ name }) => name === wanted));
  const gated = y === undefined || gate === undefined ? [] : [[plain(gate), plain(y), { name: 'y·σ(x)', at: (index: number) => at(y.values)(index) * at(gate.values)(index) }]];
  return [...[variable, ...quantities].map(own => [one, plain(own), squared(own)]), ...gated];
}

function lossBases(variable: Quantity, quantities: readonly Quantity[], one: Expression): readonly (readonly Expression[])[] {
  const target = quantities.find(({ name }) => name === 'target');
  const error = quantities.find(({ name }) => name === 'error');
  const signs = error === undefined ? [] : [[{ name: 'sign(error)', at: (index: number) => Math.sign(at(error.values)(index)) }]];
  return [...error === undefined ? [] : [[plain(error)]], ...signs, ...target === undefined ? [] : [variable, ...quantities.filter(own => own !== target && own !== error)].map(own => [plain(own), plain(target), one])];
}

function plain({ name, values }: Quantity): Expression {
  return { name, at: at(values) };
}

function product(outer: string, formula: string): string {
  if (outer === '' || formula === '1') return outer || formula;
  return `${outer}·${formula.includes(' ') ? `(${formula})` : formula}`;
}
