import { animationOf, boundaryChart, lineChart } from 'chainrule/charts';
import type { Chart, Field } from 'chainrule/charts';
import { scoreOf } from '../linearUnit.ts';
import type { LinearUnit } from '../linearUnit.ts';
import { plottedPoints } from '../plottedPoints.ts';
import type { Samples } from '../trainingSamples.ts';
import type { Course } from './course.ts';

/** How many earlier lines a frame of the animation shows. */
const trail = 2;

/** Points, and the lines that were drawn through them. */
export interface Drawn {
  readonly samples: Samples;
  readonly course: Course;
}

/** The lines of a course that converges, the same as they move, the last lines of one that does not, and the errors of both. */
export function figuresOf({ samples, course: { units, errors } }: Drawn, inseparable: Drawn): Readonly<Record<string, Chart>> {
  const frames = units.map((_, epoch) => linesOf(samples, titleOf(errors, epoch), units.slice(Math.max(0, epoch - trail), epoch + 1)));
  const { course: { units: endless, errors: remaining } } = inseparable;
  return {
    'line-by-epoch': linesOf(samples, `The line after each of ${errors.length} epochs`, units),
    'moving-line': animationOf(frames, { seconds: 0.8, title: 'The line moves until no point is misclassified' }),
    'inseparable': linesOf(inseparable.samples, `No line parts these points: the lines after epochs ${remaining.length - 19} to ${remaining.length}`, endless.slice(-20)),
    'errors-by-epoch': lineChart({
      title: 'Misclassified points by epoch', x: { label: 'epoch', scale: 'linear', whole: true }, y: { label: 'misclassified points of 30', scale: 'linear', whole: true },
      series: [{ name: 'separable', points: curve(errors) }, { name: 'inseparable', points: curve(remaining.slice(0, 40)) }],
    }),
  };
}

function titleOf(errors: readonly number[], epoch: number): string {
  return epoch === 0 ? 'Before the first epoch' : `After epoch ${epoch}, in which ${errors[epoch - 1]} points were misclassified`;
}

function linesOf(samples: Samples, title: string, units: readonly LinearUnit[]): Chart {
  const [value, ...past] = units.map(fieldOf).toReversed();
  if (value === undefined) throw new Error('there is no line');
  return boundaryChart({
    title, x: { label: 'p', domain: [0, 1] }, y: { label: 'q', domain: [0, 1] }, points: plottedPoints(samples, classes), classes,
    value, past, levels: [0], valueLabel: 'w₁p + w₂q + b',
  });
}

const classes = ['label 0', 'label 1'];

function fieldOf(unit: LinearUnit): Field {
  return (p, q) => scoreOf(unit, [p, q]);
}

function curve(errors: readonly number[]) {
  return errors.map((y, index) => ({ x: index + 1, y }));
}
