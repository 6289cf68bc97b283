import { boundaryChart, lineChart } from 'chainrule/charts';
import type { Chart, Field } from 'chainrule/charts';
import { curveOf } from '../history.ts';
import type { History } from '../history.ts';
import type { LinearUnit } from '../linearUnit.ts';
import { plottedPoints } from '../plottedPoints.ts';
import type { Samples } from '../trainingSamples.ts';
import { probability } from './formulas.ts';

const classes = ['y = 0', 'y = 1'];

/** The decision boundary where ŷ = ½, after some of the epochs; the last is drawn in full. */
export function boundary(samples: Samples, title: string, units: readonly LinearUnit[]): Chart {
  const [value, ...past] = units.map(fieldOf).toReversed();
  if (value === undefined) throw new Error('there is no boundary');
  return boundaryChart({
    title, x: { label: 'x₁', domain: [0, 1] }, y: { label: 'x₂', domain: [0, 1] }, points: plottedPoints(samples, classes), classes, value, past, valueLabel: 'ŷ',
  });
}

function fieldOf(unit: LinearUnit): Field {
  return (across, up) => probability(unit, [across, up]);
}

/** The errors of both ways to train. */
export function errorCurve(byBatch: History, byPoint: History): Chart {
  return lineChart({
    title: 'Cross entropy by epoch', x: { label: 'epoch', scale: 'linear' }, y: { label: 'cross entropy E, mean over the points', scale: 'linear' },
    series: [curveOf(byBatch, 'training', 'loss', 'batch of m, 1 step an epoch'), curveOf(byPoint, 'training', 'loss', 'batch of 1, 60 steps an epoch, with momentum')],
  });
}
