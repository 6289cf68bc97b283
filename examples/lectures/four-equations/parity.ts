import { scatterChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import type { Derivatives } from './derivatives.ts';

/** The numbers of an equation beside those of the derivatives that it states. */
export interface Sides {
  readonly equation: string;
  readonly byHand: readonly number[];
  readonly byDerivatives: readonly number[];
  readonly derivatives: Derivatives;
}

const names = ['1: the output’s error', '2: the error a layer before', '3: gradients of biases', '4: gradients of weights'];

/** The size of every number of the four equations over that of the same by automatic differentiation. */
export function parity(sides: readonly Sides[]): Chart {
  const points = sides.flatMap(({ equation, byHand, byDerivatives }, place) => byHand.map((value, index) => (
    { x: Math.abs(byDerivatives[index] ?? Number.NaN), y: Math.abs(value), label: equation, group: names[place] })));
  return scatterChart({
    title: 'The four equations against automatic differentiation', diagonal: true, points,
    x: { label: 'size by automatic differentiation', scale: 'log' }, y: { label: 'size by the equation', scale: 'log' },
  });
}
