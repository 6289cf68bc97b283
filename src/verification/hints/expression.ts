import { at, short } from './evidence.ts';
import type { Elementwise, Evidence, Quantity } from './evidence.ts';

/** A formula in a quantity, with its value for each element. */
export interface Expression {
  readonly name: string;
  readonly at: Elementwise;
}

/** The plain formulas in a quantity q: q, q², 1/q, |q| and sign(q). */
export function expressionsIn({ name, values }: Quantity): readonly Expression[] {
  const of = (symbol: string, f: (q: number) => number): Expression => ({ name: symbol, at: index => f(at(values)(index)) });
  return [of(name, q => q), of(`${name}²`, q => q * q), of(`1/${name}`, q => 1 / q), of(`|${name}|`, Math.abs), of(`sign(${name})`, Math.sign)];
}

/** Everything that stands element by element beside a gradient. */
export function quantitiesOf({ variable, quantities }: Evidence): readonly Quantity[] {
  return [variable, ...quantities];
}

/** A number times a formula: `0.5·x`, `x`, `−x`, `2`. */
export function timesName(c: number, name: string): string {
  if (name === '1') return short(c).replace('-', '−');
  if (Math.abs(Math.abs(c) - 1) < 1e-5) return c < 0 ? `−${name}` : name;
  return `${short(c).replace('-', '−')}·${name}`;
}

/** A formula with the sign between its terms: `y − y²`. */
export function sumOf(terms: readonly string[]): string {
  return terms.map((term, index) => (index === 0 ? term : term.startsWith('−') ? `− ${term.slice(1)}` : `+ ${term}`)).join(' ');
}
