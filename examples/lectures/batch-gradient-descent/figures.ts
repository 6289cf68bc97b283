import { lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';

interface Curve {
  readonly name: string;
  readonly losses: readonly number[];
}

/** The loss at every step, with and without regularisation, and at a rate that is too large. */
export function figuresOf(curves: readonly Curve[], large: Omit<Curve, 'name'> & { readonly rate: number }): Readonly<Record<string, Chart>> {
  const plain = curves.slice(0, 1).map(({ losses }) => ({ name: 'α = 0.5', losses }));
  return {
    'loss-at-every-step': chartOf('At a small rate the loss falls at every step', curves),
    'rate-too-large': chartOf('At a large rate the loss does not fall at every step', [...plain, { name: `α = ${large.rate}`, losses: large.losses }]),
  };
}

function chartOf(title: string, curves: readonly Curve[]): Chart {
  return lineChart({
    title, x: { label: 'step', scale: 'linear' }, y: { label: 'loss J', scale: 'log' },
    series: curves.map(({ name, losses }) => ({ name, points: losses.map((y, index) => ({ x: index + 1, y })) })),
  });
}
